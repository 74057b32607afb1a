package evaluate

import (
	"math/big"

	"signoff/internal/criteria"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// vote is all that scores and the verdict need to know of a criterion.
type vote struct {
	category int // index in Plan.Categories, -1 for none
	weight   *big.Rat
	outcome  scorecard.Outcome
	waived   bool
	// spared marks a warning under a waiver that is in force: like what is waived
	// it is left out of the scores with waivers, lest a figure that improves from
	// unmet to a warning lower them. Compliance counts it as satisfied.
	spared  bool
	blocker bool
	informs bool // it is shown and counts nowhere
	basis   scorecard.Basis
}

// accepted says that the scores with waivers leave the criterion out.
func (v vote) accepted() bool { return v.waived || v.spared && v.outcome == scorecard.Warning }

func (v vote) applies() bool { return v.outcome != scorecard.NotApplicable && !v.informs }

// open says that the criterion is neither satisfied nor left out.
func (v vote) open() bool { return v.applies() && !v.outcome.Satisfied() }

func (a *assessment) castVotes() {
	index := map[string]int{}
	for i := range a.plan.Categories {
		index[a.plan.Categories[i].ID] = i
	}
	a.votes = make([]vote, len(a.plan.Criteria))
	for i := range a.plan.Criteria {
		c := &a.plan.Criteria[i]
		category, found := index[c.Category]
		if !found {
			category = -1
		}
		a.votes[i] = vote{
			category: category,
			weight:   weight(c.Weight),
			outcome:  a.judged[i].outcome,
			waived:   len(a.waived[i]) > 0 && c.Counts(a.in.AsOf),
			blocker:  c.Blocker && c.Counts(a.in.AsOf),
			informs:  !c.Counts(a.in.AsOf),
			spared:   a.spares(i),
			basis:    a.judged[i].basis,
		}
	}
}

// weight is 1 unless declared.
func weight(w *big.Rat) *big.Rat {
	if w == nil || w.Sign() <= 0 {
		return one
	}
	return w
}

// credit is what an outcome counts in a score.
func credit(p *criteria.Plan, o scorecard.Outcome) *big.Rat {
	switch {
	case o == scorecard.Met:
		return one
	case o == scorecard.Warning && p.WarningCredit != nil:
		return p.WarningCredit
	case o == scorecard.Warning:
		return big.NewRat(1, 2)
	}
	return new(big.Rat)
}

// mean is a weighted mean in the making. Its share is nil while it has no
// weight: 0 of 0 is not a figure.
type mean struct{ sum, weight *big.Rat }

func newMean() mean { return mean{new(big.Rat), new(big.Rat)} }

func (m mean) add(weight, x *big.Rat) {
	m.sum.Add(m.sum, new(big.Rat).Mul(weight, x))
	m.weight.Add(m.weight, weight)
}

func (m mean) share() *big.Rat {
	if m.weight.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Quo(m.sum, m.weight)
}

// group is the tally of a category, or of all criteria.
type group struct {
	met, warning, unmet, unknown, notApplicable, informing, waived int
	// strict and lenient are the scores as fractions of 1: strict ignores
	// waivers, lenient leaves out what they accept and is never below strict. nil
	// is 0 of 0.
	strict, lenient *big.Rat
	// blocked says that a blocker is unmet or unknown, waived or not.
	blocked  bool
	attested int
	weight   *big.Rat // of the applicable criteria
}

func (g *group) applicable() int { return g.met + g.warning + g.unmet + g.unknown }

func (g *group) count(v vote) {
	if v.informs && v.outcome != scorecard.NotApplicable {
		g.informing++
		return
	}
	switch v.outcome {
	case scorecard.Met:
		g.met++
	case scorecard.Warning:
		g.warning++
	case scorecard.Unmet:
		g.unmet++
	case scorecard.NotApplicable:
		g.notApplicable++
	default:
		g.unknown++
	}
	if v.waived {
		g.waived++
	}
	if v.blocker && v.open() {
		g.blocked = true
	}
	if v.applies() && v.basis == scorecard.Attested {
		g.attested++
	}
}

// totals are the figures of an assessment, exact.
type totals struct {
	group
	categories []group
	// weight is the sum of the weights of the categories that count.
	weight *big.Rat
	// strictCompliance and lenientCompliance are fractions of 1, nil for 0/0.
	strictCompliance, lenientCompliance *big.Rat
	basis                               scorecard.Bases
}

// addUp is the arithmetic of the assessment. Compliance is satisfied ÷
// applicable; a category's score is the weighted mean of its credits and the
// overall score the weighted mean of the categories that have an applicable
// criterion. With waivers, criteria that are waived leave numerator and
// denominator, of scores warnings too: accepted is not fulfilled. No figure with
// waivers is below the strict one, so that none falls when a criterion improves.
func addUp(p *criteria.Plan, votes []vote) totals {
	t := totals{categories: make([]group, len(p.Categories))}
	strict, lenient := make([]mean, len(p.Categories)), make([]mean, len(p.Categories))
	for i := range p.Categories {
		strict[i], lenient[i] = newMean(), newMean()
	}
	satisfied := 0
	for _, v := range votes {
		t.count(v)
		if v.category >= 0 {
			t.categories[v.category].count(v)
		}
		if !v.applies() {
			continue
		}
		if v.outcome.Satisfied() {
			satisfied++
			countBasis(&t.basis, v.basis)
		}
		if v.category < 0 {
			continue
		}
		strict[v.category].add(v.weight, credit(p, v.outcome))
		if !v.accepted() {
			lenient[v.category].add(v.weight, credit(p, v.outcome))
		}
	}
	t.strictCompliance = fraction(satisfied, t.applicable())
	t.lenientCompliance = fraction(satisfied, t.applicable()-t.waived)
	overall, overallLenient := newMean(), newMean()
	for i := range p.Categories {
		g, w := &t.categories[i], weight(p.Categories[i].Weight)
		g.strict, g.weight = strict[i].share(), strict[i].weight
		if g.strict != nil {
			overall.add(w, g.strict)
		}
		accepted := lenient[i].share()
		if accepted != nil {
			overallLenient.add(w, accepted)
		}
		g.lenient = notBelow(accepted, g.strict)
	}
	t.strict, t.group.weight = overall.share(), nil
	t.lenient = notBelow(overallLenient.share(), t.strict)
	t.weight = overall.weight
	return t
}

// notBelow is the larger of a figure with waivers and the strict one; 0 of 0 stays
// no figure.
func notBelow(lenient, strict *big.Rat) *big.Rat {
	if lenient != nil && strict != nil && lenient.Cmp(strict) < 0 {
		return strict
	}
	return lenient
}

func countBasis(b *scorecard.Bases, basis scorecard.Basis) {
	switch basis {
	case scorecard.Attested:
		b.Attested++
	case scorecard.Documented:
		b.Documented++
	default:
		b.Measured++
	}
}

func fraction(part, whole int) *big.Rat {
	if whole <= 0 {
		return nil
	}
	return big.NewRat(int64(part), int64(whole))
}

// percent and points are a fraction of 1 as a figure; nil gives no figure.
func percent(r *big.Rat) quantity.Value { return scaled(r, quantity.Percent) }

func points(r *big.Rat) quantity.Value { return scaled(r, quantity.Point) }

func scaled(r *big.Rat, u quantity.Unit) quantity.Value {
	if r == nil {
		return quantity.Value{}
	}
	return quantity.Of(new(big.Rat).Mul(r, hundred), u)
}

// grade is the name of the first bound that a score reaches. A blocker that is
// unmet or unknown gives the lowest grade whatever the score, and no score has
// no grade.
func grade(grades []criteria.Grade, score *big.Rat, blocked bool) string {
	if score == nil || len(grades) == 0 {
		return ""
	}
	if !blocked {
		reached := points(score).Base()
		for _, g := range grades {
			if g.From == nil || reached.Cmp(g.From) >= 0 {
				return g.Name
			}
		}
	}
	return grades[len(grades)-1].Name
}
