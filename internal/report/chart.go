package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"signoff/internal/scorecard"
)

// Charts are drawn from zero. Ink is what was measured, grey what was asked;
// only numbers and escaped text go into them.

// px is a coordinate with one decimal, without a trailing zero.
func px(f float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", f), ".0")
}

// svg starts a row chart that fills its cell.
func svg(class, inside string) template.HTML {
	return template.HTML(`<svg class="bar ` + class + `" viewBox="0 0 200 18" preserveAspectRatio="none" aria-hidden="true">` + inside + `</svg>`)
}

// box is a rectangle between two abscissas.
func box(class string, from, to, top, height float64) string {
	if to <= from {
		return ""
	}
	return fmt.Sprintf(`<path class="%s" d="M%s %sh%sv%sh-%s"/>`, class, px(from), px(top), px(to-from), px(height), px(to-from))
}

func rule(class string, x, top, height float64) string {
	return fmt.Sprintf(`<path class="%s" d="M%s %sv%s"/>`, class, px(x), px(top), px(height))
}

// scoreBar shows a score of 100: strict solid, what waivers add hatched, and
// the bounds of the verdict where it has them.
func scoreBar(strict, waived string, bounds ...string) template.HTML {
	s, ok := number(strict)
	if !ok {
		return svg("", box("ok", 0, 200, 4, 10))
	}
	inside := box("ok", 0, 200, 4, 10) + box("bars", 0, 2*clamp(s, 100), 4, 10)
	if w, ok := number(waived); ok && w > s {
		inside += box("gain", 2*s, 2*clamp(w, 100), 4.5, 9)
	}
	for i, b := range bounds {
		if x, ok := number(b); ok {
			inside += rule([]string{"wline", "target"}[i%2], 2*clamp(x, 100), 0, 18)
		}
	}
	return svg("", inside)
}

func clamp(f, most float64) float64 { return math.Max(0, math.Min(f, most)) }

// levelChart shows a key figure, strict and with waivers, against the bounds
// of the verdict.
func levelChart(strict, waived, conditional, approved string) template.HTML {
	const left, scale = 1.0, 3.54
	at := func(f float64) float64 { return left + scale*clamp(f, 100) }
	s, _ := number(strict)
	w, _ := number(waived)
	var out strings.Builder
	out.WriteString(`<svg class="chart" width="356" height="52" viewBox="0 0 356 52" aria-hidden="true">`)
	out.WriteString(box("ok", left, 355, 2, 26) + box("bars", left, at(s), 5, 8) + box("bars", left, at(math.Min(s, w)), 17, 8))
	if w > s {
		out.WriteString(box("gain", at(s), at(w), 17.5, 7))
	}
	out.WriteString(`<text x="1" y="45">0</text>`)
	if conditional == "" && approved == "" {
		out.WriteString(`<text x="355" y="45" text-anchor="end">100</text>`)
	}
	out.WriteString(boundLabels(at, conditional, approved))
	out.WriteString("</svg>\n")
	return template.HTML(out.String())
}

// boundLabels draws and names the two bounds, one beside the other.
func boundLabels(at func(float64) float64, conditional, approved string) string {
	out, limit := "", 355.0
	if a, ok := number(approved); ok {
		label := "approved " + px(a)
		end := math.Min(355, math.Max(at(a)+26, 90))
		out += rule("target", at(a), 0, 33)
		out += fmt.Sprintf(`<text x="%s" y="45" text-anchor="end" class="strong">%s</text>`, px(end), label)
		limit = end - float64(len(label))*6.2 - 4
	}
	if c, ok := number(conditional); ok {
		out += rule("wline", at(c), 0, 33)
		out += fmt.Sprintf(`<text x="%s" y="45" text-anchor="end">conditional %s</text>`, px(math.Min(limit, at(c)+30)), px(c))
	}
	return out
}

// rowBar shows a criterion's figure as a share of its target, which is always
// the middle.
func rowBar(c *scorecard.Criterion) template.HTML {
	class := signOf(c.Outcome).class
	if c.Outcome == scorecard.NotApplicable {
		return svg(class, "")
	}
	counts := figure(c) != none && c.Outcome != scorecard.Unknown
	switch {
	case zeroTarget(c.Target):
		return svg(class, zeroBar(c, counts))
	case c.Gauge() != nil:
		return svg(class, gaugeBar(budget(c), counts)+whisker(c))
	case asksForLess(c.Target):
		return svg(class, gaugeBar(scorecard.Gauge{LowerIsBetter: true}, false)+whisker(c))
	case asksForMore(c.Target):
		return svg(class, gaugeBar(scorecard.Gauge{LowerIsBetter: scarce(c.Target) > 0}, false)+whisker(c))
	}
	return svg(class, "")
}

func zeroTarget(target string) bool {
	n, ok := number(target)
	return ok && n == 0 && !asksForMore(target)
}

func asksForMore(target string) bool { return strings.HasPrefix(target, ">") }

func asksForLess(target string) bool { return strings.HasPrefix(target, "<") }

// scarce is the target of a share of 99 % or more, else 0: what is drawn then
// is the part of what may be missing that was used up, for the share itself
// cannot be drawn from zero and be seen.
func scarce(target string) float64 {
	share, ok := number(target)
	if ok && asksForMore(target) && strings.HasSuffix(target, "%") && share >= 99 && share < 100 {
		return share
	}
	return 0
}

// zeroBar draws one block a finding where none is wanted.
func zeroBar(c *scorecard.Criterion, counts bool) string {
	out := box("no", 0, 200, 3, 12)
	if n, ok := number(figure(c)); ok && counts {
		for i := range int(clamp(n, 9)) {
			out += box("v", float64(4+i*20), float64(20+i*20), 5, 8)
		}
		if n > 9 {
			out += `<path class="v" d="M186 9h12M192 3v12"/>` + box("v", 186, 198, 8, 2) + box("v", 191, 193, 4, 10)
		}
	}
	return out + rule("target", 1, 0, 18)
}

// budget is the gauge to draw: of a scarce share that of what may be missing.
func budget(c *scorecard.Criterion) scorecard.Gauge {
	target := scarce(c.Target)
	value, known := number(figure(c))
	if target == 0 || !known {
		return *c.Gauge()
	}
	g := scorecard.Gauge{LowerIsBetter: true, Value: (100 - value) / (100 - target)}
	if warn, ok := number(c.Warn); ok {
		g.HasWarn, g.Warn = true, (100-warn)/(100-target)
	}
	return g
}

// gaugeBar draws the sides of a target and, when it counts, the figure.
func gaugeBar(g scorecard.Gauge, counts bool) string {
	warn := 100.0
	if g.HasWarn {
		warn = 100 * clamp(g.Warn, 2)
	}
	var out string
	if g.LowerIsBetter {
		out = box("ok", 0, math.Min(warn, 100), 3, 12) + box("band", math.Min(warn, 100), 100, 3, 12) + box("no", 100, 200, 3, 12)
	} else {
		out = box("no", 0, 100, 3, 12) + box("band", 100, math.Max(warn, 100), 3, 12) + box("ok", math.Max(warn, 100), 200, 3, 12)
	}
	if counts && g.Value > 2 {
		out += `<path class="v" d="M0 6h190l10 3-10 3H0"/>`
	} else if counts {
		out += box("v", 0, 100*clamp(g.Value, 2), 6, 6)
	}
	if g.HasWarn {
		out += rule("wline", warn, 1, 16)
	}
	return out + rule("target", 100, 0, 18)
}

// proportionBar is a plain bar for a proportion of a breakdown.
func proportionBar(part, whole int64) template.HTML {
	if whole <= 0 {
		return ""
	}
	return svg("", box("ok", 0, 200, 4, 10)+box("bars", 0, 200*clamp(float64(part)/float64(whole), 1), 4, 10))
}

// steps shows a risk as rising steps, in ink.
func steps(level int) template.HTML {
	var out strings.Builder
	out.WriteString(`<svg class="m" viewBox="0 0 16 16" aria-hidden="true">`)
	for i := range 4 {
		class := "fill"
		if i >= level {
			class = "off"
		}
		height := 4.5 + 3.3*float64(i)
		fmt.Fprintf(&out, `<rect class="%s" x="%s" y="%s" width="3" height="%s"/>`, class, px(0.5+4*float64(i)), px(15.5-height), px(height))
	}
	out.WriteString("</svg>")
	return template.HTML(out.String())
}

// textBar is a bar of ten blocks for documents without pictures.
func textBar(shown string) string {
	f, ok := number(shown)
	if !ok {
		return none
	}
	full := int(clamp(f, 100) / 10)
	return strings.Repeat("█", full) + strings.Repeat("░", 10-full)
}
