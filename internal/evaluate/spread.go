package evaluate

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

const (
	spreadParts = 24
	// Where the largest sample is so many times the one that spreadShare of all
	// stay under, only those are told apart: one outlier would hide the rest.
	spreadFar   = 3
	spreadShare = 0.99
)

// spreadOf counts the samples behind a figure in parts of equal width, for
// drawing; it decides nothing. Fewer than two samples have none.
func spreadOf(f fact.Figure, bounds []quantity.Value) *scorecard.Spread {
	n, at := len(f.Samples), func(i int) quantity.Value { return f.Samples[i].Value(f.Value.Unit()) }
	if n == 0 {
		runs := runList{list: f.Runs}.values()
		n, at = len(runs), func(i int) quantity.Value { return runs[i] }
	}
	if n < 2 {
		return nil
	}
	place := func(i int) float64 {
		if len(f.Samples) > 0 {
			return f.Samples[i].Float()
		}
		x, _ := at(i).Base().Float64()
		return x
	}
	last := n - 1
	if near := int(spreadShare * float64(last)); place(last) > spreadFar*place(near) && place(near) > place(0) {
		last = near
	}
	low, width := place(0), place(last)-place(0)
	s := &scorecard.Spread{
		Low: number(at(0), bounds), High: number(at(last), bounds), Unit: split(at(0), bounds).Unit,
		Counts: make([]int, spreadParts), Beyond: n - 1 - last,
	}
	if s.Beyond > 0 {
		s.Most = number(at(n-1), bounds)
	}
	for i := range last + 1 {
		part := 0
		if width > 0 {
			part = min(spreadParts-1, int(spreadParts*(place(i)-low)/width))
		}
		s.Counts[part]++
	}
	return s
}
