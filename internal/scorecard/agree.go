package scorecard

import (
	"fmt"
	"math/big"
	"time"
)

// agrees says whether a document that was read speaks of one assessment: every
// criterion is there once and in a category, and what is counted is what is
// there, so that every view of it tells the same.
func (r *reading) agrees(s *Scorecard) error {
	if _, err := time.Parse(time.RFC3339, s.AsOf); err != nil {
		return r.wrong("as_of", "expected a time such as 2026-11-21T18:00:00Z, found %q", s.AsOf)
	}
	inCategory := map[string]*Compliance{}
	for i, c := range s.Categories {
		if inCategory[c.ID] != nil {
			return r.wrong(fmt.Sprintf("categories[%d]", i), "category %q a second time", c.ID)
		}
		inCategory[c.ID] = &Compliance{}
	}
	all, seen := Compliance{Declared: len(s.Criteria)}, map[string]bool{}
	for i := range s.Criteria {
		c, at := &s.Criteria[i], fmt.Sprintf("criteria[%d]", i)
		switch {
		case seen[c.ID]:
			return r.wrong(at, "criterion %q a second time", c.ID)
		case inCategory[c.Category] == nil:
			return r.wrong(at, "unknown category %q", c.Category)
		}
		seen[c.ID] = true
		all.count(c)
		inCategory[c.Category].count(c)
	}
	for i, c := range s.Categories {
		n := inCategory[c.ID]
		err := r.counts(fmt.Sprintf("categories[%d]", i), []counted{{"met", c.Met, n.Met}, {"warning", c.Warning, n.Warning},
			{"unmet", c.Unmet, n.Unmet}, {"unknown", c.Unknown, n.Unknown}, {"applicable", c.Applicable, n.Applicable}})
		if err != nil {
			return err
		}
	}
	return r.inAll(s.Compliance, all)
}

// inAll compares the counts of the whole.
func (r *reading) inAll(c, n Compliance) error {
	err := r.counts("compliance", []counted{{"met", c.Met, n.Met}, {"warning", c.Warning, n.Warning}, {"unmet", c.Unmet, n.Unmet},
		{"unknown", c.Unknown, n.Unknown}, {"applicable", c.Applicable, n.Applicable}, {"not_applicable", c.NotApplicable, n.NotApplicable}, {"informing", c.Informing, n.Informing},
		{"declared", c.Declared, n.Declared}, {"waived", c.Waived, n.Waived}, {"basis.measured", c.Basis.Measured, n.Basis.Measured},
		{"basis.documented", c.Basis.Documented, n.Basis.Documented}, {"basis.attested", c.Basis.Attested, n.Basis.Attested}})
	if err == nil && c.Exact != exactly(n) {
		err = r.wrong("compliance", "exact: expected %q, as the criteria are, found %q", exactly(n), c.Exact)
	}
	return err
}

// exactly is the strict share as a fraction, "" of nothing.
func exactly(c Compliance) string {
	if c.Applicable == 0 {
		return ""
	}
	return big.NewRat(int64(c.Satisfied()), int64(c.Applicable)).RatString()
}

// counted is a count that a document states, and how many there are.
type counted struct {
	name         string
	found, there int
}

func (r *reading) counts(place string, list []counted) error {
	for _, n := range list {
		if n.found != n.there {
			return r.wrong(place, "%s: expected %d, as the criteria are, found %d", n.name, n.there, n.found)
		}
	}
	return nil
}

// wrong is a fault of one of the outermost values, or of a member of their
// lists.
func (r *reading) wrong(place, format string, args ...any) error {
	return &fault{r.starts[place], place + ": " + fmt.Sprintf(format, args...)}
}

// count adds a criterion.
func (c *Compliance) count(one *Criterion) {
	if one.Informs && one.Outcome != NotApplicable {
		c.Informing++
		return
	}
	switch one.Outcome {
	case Met:
		c.Met++
	case Warning:
		c.Warning++
	case Unmet:
		c.Unmet++
	case NotApplicable:
		c.NotApplicable++
		return
	default:
		c.Unknown++
	}
	c.Applicable++
	if one.Waived {
		c.Waived++
	}
	if !one.Outcome.Satisfied() {
		return
	}
	switch one.Basis {
	case Measured:
		c.Basis.Measured++
	case Documented:
		c.Basis.Documented++
	case Attested:
		c.Basis.Attested++
	}
}
