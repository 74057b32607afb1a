package criteria

import (
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/source"
)

// lintEmpty points out filters that may match nothing for ever: what has a typing
// error is met then.
func (p *Plan) lintEmpty(list *source.List) {
	for _, c := range p.Criteria {
		if c.Pack == "" && c.EmptyDeclared && c.EmptyMet {
			list.Warn(c.Declared, "%s is met when nothing passes where, as empty: met says", c.ID).Hint =
				"a filter with a typing error passes nothing either; without empty: met that is unknown"
		}
	}
}

// lintVain points out targets, of a part of a criterion too, that every figure
// satisfies.
func (p *Plan) lintVain(list *source.List) {
	for _, c := range p.Criteria {
		if c.Pack == "" && !c.Informs && p.vain(c.Expr, c.Target) {
			list.Warn(c.Declared, "%s asks what no evidence can miss", c.ID).Hint =
				"whatever the figure is, the target holds, here or in a part of any or at_least"
		}
	}
}

// vain says whether a target holds whatever the evidence says.
func (p *Plan) vain(e Expr, t quantity.Target) bool {
	switch e := e.(type) {
	case One:
		if e.Ask < 0 {
			return false
		}
		m := p.Asks[e.Ask].Question.Measure
		least, most := quantity.Of(new(big.Rat), t.A.Unit()), quantity.Int(100, quantity.Percent)
		switch {
		case m.AnyUnit || m.Kind == fact.Document || t.Dimension() == quantity.Text || t.Dimension() == quantity.Bool:
			return false // the document says what it is
		case t.Op == quantity.GE || t.Op == quantity.GT:
			return t.Holds(least)
		case t.Op == quantity.LE || t.Op == quantity.LT:
			return m.Unit == quantity.Percent && t.A.Dimension() == quantity.Proportion && t.Holds(most)
		case t.Op == quantity.Between:
			return m.Unit == quantity.Percent && t.A.Dimension() == quantity.Proportion && t.Holds(least) && t.Holds(most)
		}
	case Some:
		return slices.ContainsFunc(e.Members, func(m Member) bool { return e.N < len(e.Members) && p.vain(m.Expr, m.Target) })
	}
	return false
}
