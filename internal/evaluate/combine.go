package evaluate

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// maxExhibits is how many records a composite shows of all its members.
const maxExhibits = 10

// judgeQuotient compares a ratio of two questions with the demand. A missing
// operand, or nothing to divide by, is unknown and never zero.
func (a *assessment) judgeQuotient(e criteria.Quotient, d demand) judgement {
	over, under := a.replyTo(e.Over), a.replyTo(e.Under)
	j := both(over, under, " ÷ ")
	if problems := slices.Concat(over.problems, under.problems); len(problems) > 0 {
		return unknown(j, problems...)
	}
	if denied := slices.Concat(over.denied, under.denied); len(denied) > 0 {
		return deny(j, denied[0], d)
	}
	couples := crossed(over.figures, under.figures)
	if len(couples) == 0 {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: "the evidence holds no such figure"})
	}
	figures, problem := combine(couples, func(x, y quantity.Value) quantity.Value {
		return divide(x, y, d.target.Dimension())
	})
	if problem != nil {
		return unknown(j, *problem)
	}
	return settle(j, figures, d, false)
}

// both starts the judgement of two replies. What is shown besides the figure
// is that of the first; the evidence is that of both.
func both(first, second *reply, sign string) judgement {
	j := first.judgement()
	j.byText = false
	j.basis = weaker(j.basis, second.basis())
	j.question = first.words() + sign + second.words()
	j.evidence = join(j.evidence, second.judgement().evidence)
	return j
}

// join appends the ids of b that a lacks.
func join(a, b []string) []string {
	joined := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(joined, id) {
			joined = append(joined, id)
		}
	}
	return joined
}

// couple is two figures that are combined into one.
type couple [2]fact.Figure

// combine makes one figure of each couple; if one gives none there is none.
func combine(couples []couple, f func(x, y quantity.Value) quantity.Value) ([]fact.Figure, *fact.Problem) {
	var figures []fact.Figure
	for _, c := range couples {
		x, y := c[0].Value, c[1].Value
		v := f(x, y)
		if !v.Known() {
			return nil, &fact.Problem{
				Reason: fact.NoMatch,
				Text:   fmt.Sprintf("%s and %s give no figure that the target speaks of", words(x), words(y)),
				At:     c[1].At,
			}
		}
		within, ok := corners(c[:], func(v []quantity.Value) quantity.Value { return f(v[0], v[1]) })
		if !ok {
			return nil, &fact.Problem{Reason: fact.Inconclusive, At: c[1].At, Text: "one of the two figures may be 0: nothing can be told of their quotient"}
		}
		made := fact.Figure{Label: c[0].Label, Value: v, At: c[0].At, Declared: c[0].Declared || c[1].Declared, Range: within}
		if v.Dimension() == quantity.Proportion {
			made.Part, made.Whole = asCounts(x, y)
		}
		figures = append(figures, made)
	}
	return figures, nil
}

// crossed couples figures of one label where both sides have the same labels;
// else every figure meets every other, by their extremes.
func crossed(first, second []fact.Figure) []couple {
	var list []couple
	if names := labels(first); slices.Equal(names, labels(second)) && len(slices.Compact(names)) == len(first) {
		for _, f := range first {
			i := slices.IndexFunc(second, func(g fact.Figure) bool { return g.Label == f.Label })
			list = append(list, couple{f, second[i]})
		}
		return list
	}
	for _, f := range extremes(first) {
		for _, g := range extremes(second) {
			list = append(list, couple{f, g})
		}
	}
	return list
}

// labels lists the labels of figures, sorted.
func labels(figures []fact.Figure) []string {
	var names []string
	for _, f := range figures {
		names = append(names, f.Label)
	}
	slices.Sort(names)
	return names
}

// extremes returns the smallest and the largest figure: a quotient or a
// difference of two ranges is at its worst at their ends.
func extremes(figures []fact.Figure) []fact.Figure {
	if len(figures) < 2 {
		return figures
	}
	order := func(f, g fact.Figure) int {
		if c := f.Value.Cmp(g.Value); c != 0 {
			return c
		}
		return strings.Compare(f.Label, g.Label)
	}
	return []fact.Figure{slices.MinFunc(figures, order), slices.MaxFunc(figures, order)}
}

// divide gives x ÷ y in the dimension that is asked for, or no figure: of one
// dimension a proportion or a bare number, by a time a rate, by a bare number
// what x is.
func divide(x, y quantity.Value, want quantity.Dimension) quantity.Value {
	if !x.Known() || !y.Known() || y.Sign() == 0 {
		return quantity.Value{}
	}
	quotient := new(big.Rat).Quo(x.Base(), y.Base())
	switch dx, dy := x.Dimension(), y.Dimension(); {
	case dx == dy && want == quantity.Proportion:
		return percent(quotient)
	case dx == dy && want == quantity.Number:
		return quantity.Of(quotient, quantity.Count)
	case dy == quantity.Time && dx == quantity.Size && want == quantity.Throughput:
		return quantity.Of(quotient, quantity.BytePerSecond)
	case dy == quantity.Time && dx == quantity.Number && want == quantity.Rate:
		return quantity.Of(quotient, quantity.PerSecond)
	case dy == quantity.Number && dx == want:
		return x.Mul(new(big.Rat).Inv(y.Base()))
	}
	return quantity.Value{}
}

// asCounts returns two figures of one dimension as part and whole, or 0 of 0 if
// they are not whole bare numbers.
func asCounts(x, y quantity.Value) (part, whole int64) {
	p, w := x.Base(), y.Base()
	if x.Dimension() != quantity.Number || !p.IsInt() || !w.IsInt() || !p.Num().IsInt64() || !w.Num().IsInt64() {
		return 0, 0
	}
	return p.Num().Int64(), w.Num().Int64()
}

func words(v quantity.Value) string {
	if !v.Known() {
		return "no figure"
	}
	return v.String()
}

// judgeSome is the three-valued rule of composites. Members that hold and
// members that do not can settle it alone; where they cannot, the unknown ones
// keep it open and give their reasons.
func (a *assessment) judgeSome(e criteria.Some) judgement {
	j := judgement{of: len(e.Members)}
	var open []fact.Problem
	unknowns := 0
	for _, m := range e.Members {
		part := a.judgeExpr(m.Expr, demand{target: m.Target, emptyMet: m.EmptyMet})
		j.addMember(part, m)
		switch {
		case part.outcome.Satisfied():
			j.held++
		case part.outcome != scorecard.Unmet:
			unknowns++
			open = append(open, part.problems...)
		}
	}
	switch {
	case j.held >= e.N && len(e.Members) > 0:
		j.outcome = scorecard.Met
	case j.held+unknowns < e.N:
		j.outcome = scorecard.Unmet
	default:
		if len(open) == 0 {
			open = []fact.Problem{{Reason: fact.NoMatch, Text: "the criterion asks nothing"}}
		}
		return unknown(j, open...)
	}
	return j
}

// addMember adds what a member shows to its composite.
func (j *judgement) addMember(part judgement, m criteria.Member) {
	j.absorb(part)
	member := scorecard.Member{Measure: m.Measure, Target: scorecard.ParseBound(m.Target.String()), Outcome: part.outcome}
	if part.shown {
		member.Shown = showFigure(part.figure, part.byText, m.Target.Bounds()).Text()
	} else if part.of > 0 {
		member.Target, member.Shown = scorecard.Bound{}, fmt.Sprintf("%d of %d", part.held, part.of)
	}
	j.members = append(j.members, member)
	if j.question != "" {
		j.question += "; "
	}
	j.question += part.question
}

// absorb adds what a part of a criterion shows: its records, and the counts
// that stand next to it, which add up unless the evidence is there already.
func (j *judgement) absorb(part judgement) {
	known := !slices.ContainsFunc(part.evidence, func(id string) bool { return !slices.Contains(j.evidence, id) })
	j.basis = weaker(j.basis, part.basis)
	j.evidence = join(j.evidence, part.evidence)
	room := max(0, maxExhibits-len(j.exhibits))
	kept := min(room, len(part.exhibits))
	j.exhibits = append(j.exhibits, part.exhibits[:kept]...)
	j.more += part.more + int64(len(part.exhibits)-kept)
	for _, n := range part.beside {
		i := slices.IndexFunc(j.beside, func(m fact.Note) bool { return m.Name == n.Name })
		switch {
		case i < 0:
			j.beside = append(j.beside, n)
		case known:
			j.beside[i].Count = max(j.beside[i].Count, n.Count)
		default:
			j.beside[i].Count += n.Count
		}
	}
}

// hundred turns a fraction into percent or points, for multiplying only.
var hundred = big.NewRat(100, 1)
