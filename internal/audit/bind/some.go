package bind

import (
	"signoff/internal/audit/words"
	"signoff/internal/fact"
)

// notAll says whether a group says "not all" of a thing.
func (g *group) notAll() bool {
	for i := g.first; i+1 < g.end; i++ {
		switch g.line.Tokens[i].Word {
		case "not", "nicht", "pas", "no":
			if words.In(g.line.Tokens[i+1].Word).Has(words.All) {
				return true
			}
		}
	}
	return false
}

// someOpen holds the claim that there is a criterion, a blocker or a test that
// is unmet or unknown.
func (b *Book) someOpen(v *view, g *group, r *Reading) {
	is, thing := open, "criterion"
	switch {
	case g.own.Has(words.Blockers):
		is, thing = blocking, "blocker"
	case g.own.Has(words.Tests) && len(b.facts[ended(fact.Failed)]) > 0 && g.own.Has(words.Unmet):
		for _, f := range b.facts[ended(fact.Failed)] {
			if f.value > 0 {
				return
			}
		}
		r.fault("", "the report says that a test failed, and %s",
			b.saying(b.factual(ended(fact.Failed), b.facts[ended(fact.Failed)][0])))
		return
	case !g.own.Has(words.Criteria):
		return
	}
	for i := range b.card.Criteria {
		if c := &b.card.Criteria[i]; is(c) && b.inScope(g, c) {
			return
		}
	}
	r.fault("", "the report says that a %s is open, and the assessment says that none is", thing)
}
