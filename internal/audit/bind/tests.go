package bind

import (
	"slices"
	"strconv"

	"signoff/internal/audit/words"
	"signoff/internal/scorecard"
)

func (b *Book) testCounts(g *group, f *said) []candidate {
	if g.narrow {
		return nil
	}
	key := "tests.total"
	switch {
	case g.own.Has(words.Unmet):
		key = "tests.failed"
	case g.own.Has(words.Met):
		key = "tests.passed"
	case g.own.Has(words.Skipped):
		key = "tests.skipped"
	}
	var found []candidate
	for _, fact := range b.facts[key] {
		if f.ratio && !b.ofTotal(f) {
			found = append(found, candidate{-1, "", "tests.total", b.totalTests(), fact.criterion})
			continue
		}
		found = append(found, b.factual(key, fact))
	}
	return found
}

// ofTotal says whether the whole of a ratio is the number of tests.
func (b *Book) ofTotal(f *said) bool {
	for _, fact := range b.facts["tests.total"] {
		if fact.value == f.Of {
			return true
		}
	}
	return len(b.facts["tests.total"]) == 0
}

func (b *Book) totalTests() string {
	return strconv.FormatFloat(b.facts["tests.total"][0].value, 'f', -1, 64)
}

func (b *Book) findingCounts(g *group) []candidate {
	if g.narrow {
		return nil
	}
	key := "findings.total"
	for _, s := range []struct {
		concept words.Concept
		key     string
	}{
		{words.Critical, "findings.critical"}, {words.High, "findings.high"},
		{words.Medium, "findings.medium"}, {words.Low, "findings.low"},
	} {
		if g.set.Has(s.concept) {
			key = s.key
		}
	}
	var found []candidate
	for _, fact := range b.facts[key] {
		found = append(found, b.factual(key, fact))
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
		found = append(found, candidate{float64(c.count), "", c.label, strconv.Itoa(c.count), -1})
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
		return []candidate{{-1, "", "the number of approvals asked for", strconv.Itoa(whole), -1}}
	case f.ratio && g.own.Has(words.Not):
		return []candidate{{float64(there), "", "the number of approvals given", strconv.Itoa(there), -1},
			{float64(whole - there), "", "", "", -1}}
	case g.own.Has(words.Not, words.NotDone, words.Target):
		return []candidate{{float64(whole - there), "", "the number of approvals missing",
			strconv.Itoa(whole - there), -1},
			{float64(whole), "", "the number of approvals asked for", strconv.Itoa(whole), -1}}
	case f.ratio || g.own.Has(words.Signed):
		return []candidate{{float64(there), "", "the number of approvals given", strconv.Itoa(there), -1}}
	}
	return nil
}
