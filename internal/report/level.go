package report

import (
	"fmt"
	"html/template"
	"math/big"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// gauge draws compliance from 0 to 100 %: without waivers solid, what waivers
// add as a frame, and what the verdict asks: conditional above the bar, approved
// below it, so that the two labels never meet.
func (v *view) gauge() template.HTML {
	c, t := v.s.Compliance, v.s.Plan.Thresholds
	sat, of := wording.Lenient(v.s)
	strict := hundredths(int64(c.Satisfied()), int64(c.Applicable))
	inside := fmt.Sprintf(`<rect class="track" x="0" y="20" width="100%%" height="18"/><rect class="done" x="0" y="20" width="%s%%" height="18"/>`, px(strict))
	said := "Compliance on a scale of 0 to 100 %: " + wording.Percent(c.Strict) + " without waivers"
	if with := hundredths(int64(sat), int64(of)); c.Waived > 0 && with > strict {
		inside += fmt.Sprintf(`<rect class="edge" x="%s%%" y="20.5" width="%s%%" height="17"/><line class="hat" x1="%[3]s%%" x2="%[3]s%%" y1="20" y2="38"/>`,
			px(strict), px(with-strict), px(with))
		said += ", " + wording.Percent(c.WithWaivers) + " with waivers"
	}
	if at, shown, ok := barAt(t.Conditional.Compliance); ok {
		inside += label(at, 11, "conditional from "+shown) + stroke("line soft", at, 14, 38)
		said += "; conditional from " + shown + " with waivers"
	}
	if at, shown, ok := barAt(t.Approved.Compliance); ok {
		inside += stroke("line", at, 20, 46) + label(at, 58, "approved from "+shown)
		said += "; approved from " + shown + " without"
	}
	return template.HTML(`<svg class="gauge" height="62" role="img" aria-label="` + string(esc(said)) + `">` + inside + `<text x="0" y="58">0</text></svg>` + "\n")
}

// barAt is where a threshold stands on the scale, and how it is shown.
func barAt(b scorecard.Bound) (at float64, shown string, ok bool) {
	t, ok := b.Target()
	if !ok || t.A.Dimension() != quantity.Proportion {
		return 0, "", false
	}
	at, _ = new(big.Rat).Mul(t.A.Base(), big.NewRat(100, 1)).Float64()
	return clamp(at, 100), strings.TrimLeft(t.Show(), "<>=≤≥ "+wording.NoBreak), true
}

// hundredths is a part of a whole in percent, for drawing.
func hundredths(part, whole int64) float64 {
	if whole <= 0 {
		return 0
	}
	return clamp(100*float64(part)/float64(whole), 100)
}

func stroke(class string, at float64, from, to int) string {
	return fmt.Sprintf(`<line class="%s" x1="%[2]s%%" x2="%[2]s%%" y1="%d" y2="%d"/>`, class, px(at), from, to)
}

// label stands at its line, on the side where there is room.
func label(at float64, y int, words string) string {
	anchor := "end"
	if at < 50 {
		anchor = "start"
	}
	return fmt.Sprintf(`<text x="%s%%" y="%d" text-anchor="%s">%s</text>`, px(at), y, anchor, esc(words))
}

// isolated shows a figure or target, whose signs keep their order in a page
// that runs from right to left.
func isolated(shown string) template.HTML {
	return `<bdi dir="ltr">` + esc(shown) + "</bdi>"
}

// measure shows a figure or target in both forms.
func measure(shown string) piece {
	p := text(shown)
	if shown != "" {
		p.HTML = isolated(shown)
	}
	return p
}

// distance says how far an unmet figure lies from its target, in words.
func distance(c *scorecard.Criterion) string {
	if c.Outcome != scorecard.Unmet || wording.Figure(c) == wording.None {
		return ""
	}
	short := strings.TrimLeft(c.Headroom, "-−")
	if points, found := strings.CutSuffix(short, "pp"); found {
		return strings.TrimRight(points, " "+wording.NoBreak+wording.NarrowNoBreak) + " percentage points short"
	}
	g := c.Gauge()
	switch {
	case g == nil || short == "":
		return ""
	case g.LowerIsBetter && g.Value > 1:
		return abridged(g.Value) + " times the limit"
	}
	return short + " short of the target"
}
