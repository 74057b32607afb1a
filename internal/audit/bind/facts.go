package bind

import (
	"math/big"
	"strings"

	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
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
			b.facts[c.Measure] = append(b.facts[c.Measure], fact{v, unit, i})
		}
		kind, _, _ := strings.Cut(c.Measure, ".")
		if kind == "tests" && c.Seen != nil {
			b.facts["tests.total"] = append(b.facts["tests.total"], fact{float64(*c.Seen), "", i})
		}
		if kind == "findings" && c.Matched != nil && len(c.Beside) > 0 {
			b.facts["findings.total"] = append(b.facts["findings.total"], fact{float64(*c.Matched), "", i})
		}
		for _, n := range c.Beside {
			if !strings.Contains(n.Name, " ") && n.Name != "errors" {
				b.facts[kind+"."+n.Name] = append(b.facts[kind+"."+n.Name], fact{float64(n.Count), "", i})
			}
		}
	}
	b.passed()
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
		b.facts[hits[0].Name] = append(b.facts[hits[0].Name], fact{v, unit, criterion})
	}
}

// passed derives how many tests passed where the other counts are known.
func (b *Book) passed() {
	total, failed, skipped := b.facts["tests.total"], b.facts["tests.failed"], b.facts["tests.skipped"]
	if len(b.facts["tests.passed"]) > 0 || len(total) == 0 || len(failed) == 0 || len(skipped) == 0 {
		return
	}
	left := total[0].value - failed[0].value - skipped[0].value
	if errors := b.facts["tests.errors"]; len(errors) > 0 && errors[0].value > 0 {
		return
	}
	b.facts["tests.passed"] = []fact{{left, "", total[0].criterion}}
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
