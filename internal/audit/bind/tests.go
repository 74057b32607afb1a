package bind

import (
	"slices"
	"strconv"

	"signoff/internal/audit/words"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

func (b *Book) testCounts(g *group, f *said) []candidate {
	if g.narrow {
		return nil
	}
	key := total(fact.Tests)
	switch {
	case g.own.Has(words.Unmet):
		key = ended(fact.Failed)
	case g.own.Has(words.Met):
		key = ended(fact.Passed)
	case g.own.Has(words.Skipped):
		key = ended(fact.Skipped)
	}
	var found []candidate
	for _, e := range b.facts[key] {
		if f.ratio && !b.ofTotal(f) {
			found = append(found, newCandidate(-1, "", total(fact.Tests), b.totalTests(), e.criterion))
			continue
		}
		found = append(found, b.factual(key, e))
	}
	return found
}

// ofTotal says whether the whole of a ratio is the number of tests.
func (b *Book) ofTotal(f *said) bool {
	for _, e := range b.facts[total(fact.Tests)] {
		if e.value == f.Of {
			return true
		}
	}
	return len(b.facts[total(fact.Tests)]) == 0
}

func (b *Book) totalTests() string {
	return strconv.FormatFloat(b.facts[total(fact.Tests)][0].value, 'f', -1, 64)
}

func (b *Book) findingCounts(g *group) []candidate {
	if g.narrow {
		return nil
	}
	key := total(fact.Scanner)
	for _, s := range []struct {
		concept  words.Concept
		severity fact.Severity
	}{
		{words.Critical, fact.Critical}, {words.High, fact.High}, {words.Medium, fact.Medium}, {words.Low, fact.Low},
	} {
		if g.set.Has(s.concept) {
			key = rated(s.severity)
		}
	}
	var found []candidate
	for _, e := range b.facts[key] {
		found = append(found, b.factual(key, e))
	}
	return found
}

// blockerCounts gives how many blockers of the categories that are named, or of
// all, are open, and how many there are.
func (b *Book) blockerCounts(g *group) []candidate {
	counts := map[scorecard.Outcome]int{}
	all := 0
	for i := range b.card.Criteria {
		c := &b.card.Criteria[i]
		within := len(g.categories) == 0 || slices.ContainsFunc(g.categories, func(k int) bool {
			return b.card.Categories[k].ID == c.Category
		})
		if c.Blocker && within {
			all++
			counts[c.Outcome]++
		}
	}
	open := counts[scorecard.Unmet] + counts[scorecard.Unknown]
	candidates := []countOf{{open, "the number of open blockers"}, {all, "the number of blockers"}}
	switch {
	case g.own.Has(words.Unknown):
		candidates = []countOf{{counts[scorecard.Unknown], "the number of blockers unknown"}}
	case g.own.Has(words.Unmet):
		candidates = []countOf{{counts[scorecard.Unmet], "the number of blockers unmet"}, {open, ""}}
	case g.own.Has(words.Met):
		candidates = []countOf{
			{counts[scorecard.Met] + counts[scorecard.Warning], "the number of blockers satisfied"},
		}
	}
	var found []candidate
	for _, c := range candidates {
		found = append(found, counting(c.count, c.label))
	}
	return found
}

// approvalCounts gives how many approvals are given or missing.
func (b *Book) approvalCounts(g *group, f *said) []candidate {
	there, whole := 0, 0
	for _, a := range b.card.Approvals {
		if a.State == scorecard.Void || a.State == scorecard.Invalid {
			continue // the approval that is missing stands next to it
		}
		whole++
		if a.Counts() {
			there++
		}
	}
	switch {
	case g.own.Has(words.None):
		return nil
	case f.ratio && f.Of != float64(whole):
		return []candidate{newCandidate(-1, "", "the number of approvals asked for", strconv.Itoa(whole), -1)}
	case f.ratio && g.own.Has(words.Not):
		return []candidate{counting(there, "the number of approvals given"), counting(whole-there, "")}
	case g.own.Has(words.Not, words.NotDone) && !g.own.Has(words.Target):
		return []candidate{counting(whole-there, "the number of approvals missing")}
	case g.own.Has(words.Target):
		return []candidate{counting(whole-there, "the number of approvals missing"),
			counting(whole, "the number of approvals asked for")}
	case f.ratio || g.own.Has(words.Signed):
		return []candidate{counting(there, "the number of approvals given")}
	}
	return nil
}
