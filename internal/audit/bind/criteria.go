package bind

import (
	"signoff/internal/audit/words"
	"strconv"
)

// criteriaCounts gives what "n criteria are OUTCOME" and "n of m" may count.
func (b *Book) criteriaCounts(g *group, f *said) []candidate {
	scopes := []int{-1}
	if len(g.categories) > 0 {
		scopes = g.categories
	}
	var found []candidate
	for _, scope := range scopes {
		t := b.outcomesOf(scope)
		if f.ratio && g.ofUnmet(f) {
			found = append(found, t.subset(g, f)...)
			continue
		}
		wholes := []int{t.applicable, t.declared, t.applicable - t.waived}
		if f.ratio && !holds(wholes, f.Of) {
			found = append(
				found,
				newCandidate(-1, "", "the number of criteria"+t.of(), strconv.Itoa(t.applicable), -1),
			)
			continue
		}
		for _, n := range t.counts(g, f) {
			found = append(found, counting(n.count, n.label+t.of()))
		}
	}
	return found
}

// ofUnmet says whether the whole of a ratio are the unmet criteria: "one of the
// two unmet criteria is waived".
func (g *group) ofUnmet(f *said) bool {
	if f.Of > 1 && g.says("open") && g.own.Has(words.Criteria) {
		return true
	}
	for i, h := range g.hits {
		if h.Set.Has(words.Unmet) && h.First > f.token && h.First-f.token <= 5 && i+1 < len(g.hits) &&
			g.hits[i+1].Set.Has(words.Criteria) && g.hits[i+1].First == h.End {
			return true
		}
	}
	return false
}

// subset gives what a ratio of the unmet criteria may count.
func (t outcomes) subset(g *group, f *said) []candidate {
	switch {
	case f.Of != float64(t.unmet) && f.Of != float64(t.unmet+t.unknown):
		return []candidate{newCandidate(-1, "", "the number of criteria unmet"+t.of(), strconv.Itoa(t.unmet), -1)}
	case g.own.Has(words.Waived):
		return []candidate{counting(t.waived, "the number of criteria waived"+t.of())}
	}
	return nil
}

func (t outcomes) of() string {
	if t.name == "" {
		return ""
	}
	return " in " + t.name
}

func holds(list []int, x float64) bool {
	for _, n := range list {
		if float64(n) == x {
			return true
		}
	}
	return false
}

type countOf struct {
	count int
	label string
}

// counts gives the counts that the words of a group may mean.
func (t outcomes) counts(g *group, f *said) []countOf {
	open := t.unmet + t.unknown
	switch {
	case g.excepts(f):
		return []countOf{{open, "the number of criteria not satisfied"}, {t.unmet, ""}}
	case g.own.Has(words.Waived):
		return []countOf{{t.waived, "the number of criteria waived"}}
	case g.negated():
		return []countOf{
			{open, "the number of criteria not satisfied"},
			{t.unmet, "the number of criteria unmet"},
			{t.satisfied(), ""},
		}
	case g.own.Has(words.Unmet):
		return []countOf{{t.unmet, "the number of criteria unmet"}, {open, "the number of criteria not satisfied"}}
	case g.own.Has(words.Unknown):
		return []countOf{{t.unknown, "the number of criteria unknown"}}
	case g.own.Has(words.Warned):
		return []countOf{{t.warning, "the number of criteria with a warning"}}
	case g.own.Has(words.Met, words.Compliance) || f.ratio:
		return []countOf{{t.satisfied(), "the number of criteria satisfied"}, {t.met, "the number of criteria met"}}
	case g.own.Has(words.Measured):
		return []countOf{{t.applicable - t.unknown, "the number of criteria measured"}, {t.applicable, ""}}
	}
	return []countOf{{t.applicable, "the number of criteria"}, {t.declared, "the number of criteria declared"}}
}

// excepts says whether a figure counts what is left out: "all but two".
func (g *group) excepts(f *said) bool {
	for _, h := range g.hits {
		if h.Set.Has(words.Except) && h.End <= f.token && f.token-h.End <= 1 {
			return true
		}
	}
	return false
}
