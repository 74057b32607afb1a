package bind

import (
	"math/big"
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
	"signoff/internal/tally"
)

// measure gathers the figures by measure: those of the criteria that ask
// about everything, and the totals that stand next to them.
func (b *Book) measure() {
	for i := range b.card.Criteria {
		c := &b.card.Criteria[i]
		b.spoken(i)
		if c.Measure == "" || strings.Contains(c.Question, " where ") || strings.Contains(c.Question, " by ") {
			continue
		}
		if v, unit, ok := exact(c); ok {
			b.learn(c.Measure, entry{v, unit, i})
		}
		m, known := tally.MeasureNamed(c.Measure)
		if !known {
			continue
		}
		if m.Kind == fact.Tests && c.Seen != nil {
			b.learn(total(m.Kind), entry{float64(*c.Seen), "", i})
		}
		if m.Kind == fact.Scanner && c.Matched != nil && len(c.Beside) > 0 {
			b.learn(total(m.Kind), entry{float64(*c.Matched), "", i})
		}
		for _, n := range c.Beside {
			b.learn(noted(m.Kind, n.Name), entry{float64(n.Count), "", i})
		}
	}
	b.passed()
}

// learn files a figure under a measure.
func (b *Book) learn(measure string, e entry) {
	if measure != "" {
		b.facts[measure] = append(b.facts[measure], e)
	}
}

// spoken files a criterion whose title is what the tables call a measure under
// that measure, so that the words of every language find it.
func (b *Book) spoken(criterion int) {
	c := &b.card.Criteria[criterion]
	text := words.Scan(c.Title)
	hits := words.Measures(text, 0, len(text.Tokens))
	if len(hits) != 1 || hits[0].End-hits[0].First != len(text.Tokens) || hits[0].Name == c.Measure {
		return
	}
	if v, unit, ok := exact(c); ok {
		b.learn(hits[0].Name, entry{v, unit, criterion})
	}
}

// passed derives how many tests passed where the other counts are known.
func (b *Book) passed() {
	all, failed, skipped := b.facts[total(fact.Tests)], b.facts[ended(fact.Failed)], b.facts[ended(fact.Skipped)]
	if len(b.facts[ended(fact.Passed)]) > 0 || len(all) == 0 || len(failed) == 0 || len(skipped) == 0 {
		return
	}
	left := all[0].value - failed[0].value - skipped[0].value
	if errors := b.facts[ended(fact.Errored)]; len(errors) > 0 && errors[0].value > 0 {
		return
	}
	b.learn(ended(fact.Passed), entry{left, "", all[0].criterion})
}

// exact gives the figure that decided a criterion in its unit; a percentage as
// per cent.
func exact(c *scorecard.Criterion) (value float64, unit string, ok bool) {
	if c.Measured == nil || c.Exact == "" {
		return 0, "", false
	}
	r, ok := new(big.Rat).SetString(c.Exact)
	if !ok {
		return 0, "", false
	}
	value, _ = r.Float64()
	unit = c.Measured.Unit
	if unit == "%" {
		value *= 100
	}
	return value, unit, true
}
