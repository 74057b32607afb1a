package evaluate

import (
	"cmp"
	"fmt"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// holdRange judges a figure that is not known as a point: what holds for all that
// it may be is met, what holds for nothing is unmet, and else nothing is shown.
func holdRange(t quantity.Target, warn *quantity.Target, r *fact.Range) scorecard.Outcome {
	i := interval{low: r.Low, high: r.High}
	outcome := i.judge(t)
	if outcome == scorecard.Met && warn != nil && !i.shows(*warn) {
		return scorecard.Warning
	}
	return outcome
}

// notKnownBetter is why such a figure does not decide.
func notKnownBetter(f fact.Figure, t quantity.Target) fact.Problem {
	text := fmt.Sprintf("%s is %s, and %s may hold and may not", f.Value, f.Range.Because, t.Show())
	if !f.Range.Rounding {
		text = fmt.Sprintf("the figure lies from %s to %s: %s", quantity.ShowLow(f.Range.Low, t.Bounds()), quantity.ShowHigh(f.Range.High, t.Bounds()), f.Range.Because)
	}
	return fact.Problem{Reason: cmp.Or(f.Range.Reason, fact.Inconclusive), Text: text, At: f.At}
}

// maxCorners bounds how many ends of ranges are tried together.
const maxCorners = 8

// corners calls with every combination of the ends of the ranges among figures,
// and with the figures themselves, and gives the range of what it makes of them;
// nil where none is a range. What combines figures here is monotone in each, as
// quotients and differences are, or so nearly straight over the rounding of an
// engine that the ends are where it is widest. Without a result somewhere, or of
// too many ranges, the second result is false.
func corners(figures []fact.Figure, of func([]quantity.Value) quantity.Value) (*fact.Range, bool) {
	values := make([]quantity.Value, len(figures))
	var open []int
	made := fact.Range{Rounding: true}
	for i, f := range figures {
		values[i] = f.Value
		if f.Range != nil {
			open = append(open, i)
			made.Because, made.Rounding = f.Range.Because, made.Rounding && f.Range.Rounding
		}
	}
	if len(open) == 0 {
		return nil, true
	}
	if len(open) > maxCorners {
		return nil, false
	}
	for corner := range 1<<len(open) + 1 {
		for k, i := range open {
			values[i] = [...]quantity.Value{figures[i].Range.Low, figures[i].Range.High}[corner>>k&1]
			if corner == 1<<len(open) {
				values[i] = figures[i].Value
			}
		}
		v := of(values)
		if !v.Known() {
			return nil, false
		}
		if !made.Low.Known() || v.Cmp(made.Low) < 0 {
			made.Low = v
		}
		if !made.High.Known() || v.Cmp(made.High) > 0 {
			made.High = v
		}
	}
	return &made, true
}

// isRange says that the decided figure is known to some rounding only.
func (j *judgement) isRange() bool { return j.figure.Range != nil && !j.byText }
