package report

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// mostTrend is how many assessments a trend goes back.
const mostTrend = 24

// trend shows compliance and score of the earlier assessments and this one;
// without a history there is none.
func trend(v *view, _ call) piece {
	if v.earlier() == nil {
		return piece{}
	}
	all := append(v.o.History[:len(v.o.History):len(v.o.History)], v.s)
	before := max(0, len(all)-mostTrend)
	shown := all[before:]
	t := table{class: "stack", columns: []column{{head: "As of"}, {head: "Release"}, {head: "Commit"}, {head: "Verdict"}, {head: "Compliance", right: true}, {head: "Satisfied", right: true}, {head: "Score", right: true}}}
	for _, s := range shown {
		sign := wording.VerdictSign(s.Verdict.Outcome)
		mark := piece{Markdown: sign.Char + " " + string(s.Verdict.Outcome), HTML: `<span class="o">` + verdictSymbol(s.Verdict.Outcome) + esc(string(s.Verdict.Outcome)) + "</span>"}
		t.rows = append(t.rows, row{cells: []piece{day(wording.AsOf(s.AsOf)), text(wording.Points(s.Release)), code(wording.Brief(s.Commit)), mark,
			text(wording.Percent(s.Compliance.Strict)), text(wording.Share(s.Compliance.Satisfied(), s.Compliance.Applicable)), text(wording.Points(s.Score.Strict))}})
	}
	note := ""
	if before > 0 {
		note = fmt.Sprintf("The last %d of %d assessments.", len(shown), len(all))
	}
	return blocks(piece{HTML: trendChart(shown)}, t.piece(), para("s", text(note)))
}

// The trend chart in its own pixels.
const (
	trendLeft, trendRight = 36.0, 560.0
	trendTop, trendFoot   = 10.0, 130.0
)

// trendChart draws both figures over time, from zero; the days are to scale.
func trendChart(shown []*scorecard.Scorecard) template.HTML {
	at := abscissas(shown)
	up := func(f float64) float64 { return trendFoot - (trendFoot-trendTop)*clamp(f, 100)/100 }
	var out strings.Builder
	out.WriteString(`<figure class="keep"><svg class="chart" width="700" height="160" viewBox="0 0 700 160" aria-hidden="true">`)
	for _, f := range []float64{0, 50, 100} {
		fmt.Fprintf(&out, `<path class="axis" d="M%s %sH%s"/><text x="30" y="%s" text-anchor="end">%s</text>`, px(trendLeft), px(up(f)), px(trendRight), px(up(f)+4), px(f))
	}
	for i, line := range []struct {
		name, class, dot string
		figure           func(*scorecard.Scorecard) (float64, bool)
	}{
		{"compliance, %", "series", "bars", func(s *scorecard.Scorecard) (float64, bool) { return s.Compliance.Percent() }},
		{"score", "series dash", "dot", func(s *scorecard.Scorecard) (float64, bool) { return s.Score.Points() }},
	} {
		out.WriteString(trendLine(shown, at, up, line.class, line.dot, line.figure))
		y := 28.0 + 18*float64(i)
		fmt.Fprintf(&out, `<path class="%s" d="M574 %sh22"/><circle class="%s" cx="585" cy="%s" r="3"/><text x="602" y="%s">%s</text>`,
			line.class, px(y-4), line.dot, px(y-4), px(y), line.name)
	}
	fmt.Fprintf(&out, `<text x="%s" y="150">%s</text>`, px(trendLeft), esc(wording.DayOf(shown[0].AsOf)))
	fmt.Fprintf(&out, `<text x="%s" y="150" text-anchor="end">%s</text>`, px(trendRight), esc(wording.DayOf(shown[len(shown)-1].AsOf)))
	out.WriteString("</svg><figcaption>Strict figures, without waivers; one point an assessment, days to scale.</figcaption></figure>\n")
	return template.HTML(out.String())
}

// trendLine draws one figure; where an assessment has none, the line breaks.
func trendLine(shown []*scorecard.Scorecard, at []float64, up func(float64) float64, class, dot string, figure func(*scorecard.Scorecard) (float64, bool)) string {
	var path, dots strings.Builder
	pen := "M"
	for i, s := range shown {
		f, ok := figure(s)
		if !ok {
			pen = "M"
			continue
		}
		fmt.Fprintf(&path, "%s%s %s", pen, px(at[i]), px(up(f)))
		fmt.Fprintf(&dots, `<circle class="%s" cx="%s" cy="%s" r="3"/>`, dot, px(at[i]), px(up(f)))
		pen = "L"
	}
	return `<path class="` + class + `" d="` + path.String() + `"/>` + dots.String()
}

// abscissas places the assessments by their time, evenly when one has none.
func abscissas(shown []*scorecard.Scorecard) []float64 {
	at := make([]float64, len(shown))
	times := make([]time.Time, len(shown))
	even := false
	for i, s := range shown {
		t, err := time.Parse(time.RFC3339, s.AsOf)
		times[i], even = t, even || err != nil
	}
	whole := times[len(times)-1].Sub(times[0])
	for i := range shown {
		part := float64(i) / float64(max(1, len(shown)-1))
		if !even && whole > 0 {
			part = float64(times[i].Sub(times[0])) / float64(whole)
		}
		at[i] = trendLeft + (trendRight-trendLeft)*clamp(part, 1)
	}
	return at
}
