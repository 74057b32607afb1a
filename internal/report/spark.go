package report

import (
	"fmt"
	"html/template"
	"math"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// mostRuns is how many assessments the line of a criterion goes back, this one
// among them.
const mostRuns = 6

// run is one criterion in one assessment.
type run struct {
	asOf, shown, revision string
	outcome               scorecard.Outcome
	value                 float64
	known                 bool
}

// runs are what became of a criterion in the last assessments, oldest first.
func (v *view) runs(c *scorecard.Criterion) []run {
	var list []run
	history := v.o.History[max(0, len(v.o.History)-mostRuns+1):]
	for _, s := range history {
		if old := v.pastOf(s, c); old != nil {
			list = append(list, runOf(s, old))
		}
	}
	return append(list, runOf(v.s, c))
}

// pastOf finds a criterion in an earlier assessment, under an earlier id when it
// is not there under its own.
func (v *view) pastOf(s *scorecard.Scorecard, c *scorecard.Criterion) *scorecard.Criterion {
	for _, id := range append([]string{c.ID}, c.Was...) {
		if old := v.past(s)[id]; old != nil {
			return old
		}
	}
	return nil
}

// past finds the criteria of an earlier assessment, once.
func (v *view) past(s *scorecard.Scorecard) map[string]*scorecard.Criterion {
	if v.pasts == nil {
		v.pasts = map[*scorecard.Scorecard]map[string]*scorecard.Criterion{}
	}
	if v.pasts[s] == nil {
		known := map[string]*scorecard.Criterion{}
		for i := range s.Criteria {
			known[s.Criteria[i].ID] = &s.Criteria[i]
		}
		v.pasts[s] = known
	}
	return v.pasts[s]
}

func runOf(s *scorecard.Scorecard, c *scorecard.Criterion) run {
	r := run{asOf: wording.DayOf(s.AsOf), shown: wording.Figure(c), revision: c.Revision, outcome: c.Outcome}
	if g := c.Gauge(); g != nil && counts(c) {
		r.value, r.known = g.Value, true
	}
	return r
}

// The line of a criterion, in its own pixels.
const (
	sparkWidth, sparkHeight = 96.0, 24.0
	sparkTop, sparkFoot     = 3.0, 21.0
)

// spark draws the last runs of a criterion as shares of its target, which is the
// dashed line; what has no figure to draw shows a mark a run.
func (v *view) spark(c *scorecard.Criterion) template.HTML {
	list := v.runs(c)
	if len(list) < 2 {
		return ""
	}
	var said []string
	for _, r := range list {
		shown := r.shown
		if shown == wording.None {
			shown = wording.SignOf(r.outcome).Word
		}
		said = append(said, r.asOf+" "+shown)
	}
	at := func(i int) float64 { return 4 + 17.6*float64(i+mostRuns-len(list)) }
	inside := ""
	if steady(list) {
		for i, r := range list {
			inside += glyph(r.outcome, at(i), sparkHeight/2)
		}
	} else {
		inside = sparkLine(list, at)
	}
	return template.HTML(fmt.Sprintf(`<svg class="tr" viewBox="0 0 %s %s" role="img" aria-label="%s">%s</svg>`,
		px(sparkWidth), px(sparkHeight), esc("Last "+wording.Few(len(list))+" assessments: "+strings.Join(said, "; ")+"; target "+c.Target.Shown()), inside))
}

// steady says that there is no line to draw: a figure that is none, or always
// the same.
func steady(list []run) bool {
	var values []float64
	for _, r := range list {
		if r.known {
			values = append(values, r.value)
		}
	}
	return len(values) < 2 || slices.Min(values) == slices.Max(values)
}

// sparkLine draws known figures as a line, which an unknown run breaks. The
// scale is its own; zero is in view when the smallest is under three quarters of
// the largest. A step marks where the criterion asked something else.
func sparkLine(list []run, at func(int) float64) string {
	low, high := 1.0, 1.0
	for _, r := range list {
		if r.known {
			low, high = math.Min(low, r.value), math.Max(high, r.value)
		}
	}
	switch {
	case low > 0 && low < 0.75*high:
		low = 0
	case low > 0:
		low -= 0.4 * (high - low)
	}
	up := func(f float64) float64 { return sparkFoot - (sparkFoot-sparkTop)*(f-low)/math.Max(high-low, 1e-9) }
	inside := fmt.Sprintf(`<path class="g" d="M0 %sH%s"/>`, px(up(1)), px(sparkWidth))
	pen, path := "M", ""
	for i, r := range list {
		if i > 0 && r.revision != list[i-1].revision {
			inside += fmt.Sprintf(`<path class="g" d="M%s 0V%s"/>`, px(at(i)-8.8), px(sparkHeight))
		}
		if !r.known {
			pen = "M"
			inside += glyph(scorecard.Unknown, at(i), sparkFoot)
			continue
		}
		path += pen + px(at(i)) + " " + px(up(r.value))
		pen = "L"
	}
	inside += `<path class="l" d="` + path + `"/>`
	if last := list[len(list)-1]; last.known {
		inside += glyph(last.outcome, at(len(list)-1), up(last.value))
	}
	return inside
}

// glyph draws an outcome small.
func glyph(o scorecard.Outcome, x, y float64) string {
	switch o {
	case scorecard.Met:
		return fmt.Sprintf(`<circle class="p met" cx="%s" cy="%s" r="3.4"/>`, px(x), px(y))
	case scorecard.Warning:
		return fmt.Sprintf(`<path class="p warning" d="M%s %sl4 7h-8z"/>`, px(x), px(y-4))
	case scorecard.Unmet:
		return fmt.Sprintf(`<rect class="p unmet" x="%s" y="%s" width="6.6" height="6.6"/>`, px(x-3.3), px(y-3.3))
	}
	return fmt.Sprintf(`<circle class="h unknown" cx="%s" cy="%s" r="2.8" stroke-dasharray="2 1.4"/>`, px(x), px(y))
}

// scoreChange is how many points a category or the whole moved since the earlier
// assessment, by the scores of both; "" when there is nothing to compare.
func scoreChange(before, after string) string {
	x, okX := new(big.Rat).SetString(before)
	y, okY := new(big.Rat).SetString(after)
	if !okX || !okY {
		return wording.None
	}
	d := y.Sub(y, x)
	shown := quantity.Show(quantity.Of(new(big.Rat).Abs(d), quantity.Point), nil)
	switch d.Sign() {
	case 1:
		return "+" + shown
	case -1:
		return "−" + shown
	}
	return "±" + shown
}
