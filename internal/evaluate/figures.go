package evaluate

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// fitting returns the figures that a target can speak of: those of its own
// dimension. A latency does not match a target for a rate.
func fitting(figures []fact.Figure, t quantity.Target) []fact.Figure {
	var fit []fact.Figure
	for _, f := range figures {
		switch {
		case isText(t) && f.Text == "":
		case !isText(t) && (!f.Value.Known() || f.Value.Dimension() != t.Dimension()):
		default:
			fit = append(fit, f)
		}
	}
	return fit
}

func isText(t quantity.Target) bool {
	return t.Dimension() == quantity.Text || t.Dimension() == quantity.Bool
}

// satisfies says whether a figure, or the text in its place, satisfies t.
func satisfies(t quantity.Target, f fact.Figure) bool {
	if isText(t) {
		return t.HoldsText(f.Text)
	}
	return t.Holds(f.Value)
}

// hold judges one usable figure. The order of the tests is the rule: nothing
// but a satisfied target leads to met.
func hold(t quantity.Target, warn *quantity.Target, f fact.Figure) scorecard.Outcome {
	if f.Range != nil && !isText(t) {
		return holdRange(t, warn, f.Range)
	}
	switch {
	case !satisfies(t, f):
		return scorecard.Unmet
	case warn != nil && !satisfies(*warn, f):
		return scorecard.Warning
	}
	return scorecard.Met
}

// worstFigure returns the figure that stands furthest on the bad side of the
// target. Of equals the first by label and place is named, so that the order
// of files does not show.
func worstFigure(figures []fact.Figure, t quantity.Target) (fact.Figure, bool) {
	if len(figures) == 0 {
		return fact.Figure{}, false
	}
	return slices.MinFunc(figures, func(f, g fact.Figure) int { return compareFigures(t, f, g) }), true
}

// compareFigures orders two figures that fit t, the worse first.
func compareFigures(t quantity.Target, f, g fact.Figure) int {
	if c := compareBool(satisfies(t, f), satisfies(t, g)); c != 0 {
		return c
	}
	if d, e := t.Distance(f.Value), t.Distance(g.Value); d != nil && e != nil {
		if c := d.Cmp(e); c != 0 {
			return c
		}
	}
	if c := strings.Compare(f.Label, g.Label); c != 0 {
		return c
	}
	if f.At != g.At {
		return compareBool(!f.At.Before(g.At), f.At.Before(g.At))
	}
	return strings.Compare(f.Text, g.Text)
}

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return +1
}

// impossible is the rule of unreadable figures: a proportion outside 0–100 %
// and a count, time, size or rate below zero say that a file is wrong, not
// that a target is missed. A document may hold any other number.
func impossible(m *fact.Measure, figures []fact.Figure) []fact.Problem {
	var problems []fact.Problem
	for _, f := range figures {
		v := f.Value
		if !v.Known() || possible(m, v) {
			continue
		}
		problems = append(problems, fact.Problem{
			Reason: fact.Unreadable,
			Text:   fmt.Sprintf("%s of %s cannot be", m.Name, v),
			At:     f.At,
		})
	}
	return problems
}

// possible says whether a measure can have the value.
func possible(m *fact.Measure, v quantity.Value) bool {
	switch {
	case m.Kind == fact.Document:
		return true
	case v.Dimension() == quantity.Proportion:
		return v.Sign() >= 0 && v.Base().Cmp(one) <= 0
	case m.AnyUnit && !neverNegative(v.Dimension()):
		return true
	}
	return v.Sign() >= 0
}

// neverNegative names the dimensions whose figures start at zero; a bare
// number of a benchmark may be a temperature.
func neverNegative(d quantity.Dimension) bool {
	switch d {
	case quantity.Time, quantity.Size, quantity.Rate, quantity.Throughput:
		return true
	}
	return false
}

// one is 100 %, for comparing only.
var one = big.NewRat(1, 1)
