package bind

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/audit/sentence"
	"signoff/internal/audit/words"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// absolutes judges what a group says of all criteria, or that there is none.
func (b *Book) absolutes(v *view, s sentence.Sentence, g *group, r *Reading) {
	if len(b.without(v, s, g.ids)) > 0 || len(g.figures) > 0 && !g.countsNone() && !g.own.Has(words.Warned) ||
		slices.ContainsFunc(g.figures, func(f said) bool { return g.excepts(&f) }) {
		return
	}
	all, none := g.own.Has(words.All), g.own.Has(words.None)
	if !b.absolutesOfSign(g, all, none, r) {
		b.absolutesOfCriteria(v, s, g, all, none, r)
	}
}

// absolutesOfSign judges what a group says of all approvals and waivers.
func (b *Book) absolutesOfSign(g *group, all, none bool, r *Reading) bool {
	switch {
	case none && g.own.Has(words.Approvals) && g.says("missing") && !g.foreign:
		b.everyRole(g, true, r)
	case none && g.own.Has(words.Waivers) && !g.own.Has(words.Blockers) && g.says("applies"):
		b.noWaivers(g, r)
	case g.own.Has(words.Approvals) && (all || none) && !g.foreign && !g.own.Has(words.Target) &&
		(g.own.Has(words.Signed) || all && (g.own.Has(words.SignedBy) || g.says("have") || g.says("has") || g.says("got"))):
		b.everyRole(g, all && !g.negated(), r)
	default:
		return false
	}
	return true
}

// absolutesOfCriteria judges what a group says of all criteria, blockers, tests
// and findings.
func (b *Book) absolutesOfCriteria(v *view, s sentence.Sentence, g *group, all, none bool, r *Reading) {
	switch {
	case none && g.own.Has(words.Blockers) && g.says("owner"):
		return // that there is none is said of the owner
	case (all || g.says("both")) && g.own.Has(words.Waived) && g.own.Has(words.Unmet) && g.own.Has(words.Criteria):
		b.claimNone(v, s, g, r, func(c *scorecard.Criterion) bool { return c.Outcome == scorecard.Unmet && !c.Waived },
			"all unmet criteria waived")
	case all && g.own.Has(words.Met) && (g.categorized || everything(v, g)) && !g.own.Has(words.Criteria, words.Tests,
		words.Blockers) && !g.foreign:
		b.claimNone(v, s, g, r, open, "all criteria met")
	case none && g.own.Has(words.Blockers) && g.own.Has(words.Unmet) && g.own.Has(words.Unknown) && !g.foreign:
		b.claimNone(v, s, g, r, blocking, "no open blockers")
	case none && g.own.Has(words.Blockers) && g.own.Has(words.Unknown) && !g.foreign:
		b.claimNone(v, s, g, r, unknownBlocker, "no blocker unknown")
	case none && g.own.Has(words.Warned) && (all || nothing(v, g) || !g.foreign) && !g.own.Has(words.Tests,
		words.Unmet):
		b.claimNone(v, s, g, r, warned, "no warning")
	case none && g.own.Has(words.Waived) && (g.own.Has(words.Criteria) || nothing(v, g)) && !g.foreign:
		b.noWaivers(g, r)
	case all && g.notAll() && g.own.Has(words.Met) && g.own.Has(words.Criteria) && !g.foreign:
		b.someOpen(v, g, r)
	case g.own.Has(words.Not) && !none:
		return
	case !all && !none && !g.foreign && g.indefinite() && g.own.Has(words.Unmet, words.Unknown):
		b.someOpen(v, g, r)
	case none && g.own.Has(words.Tests) && g.own.Has(words.Unmet) && !g.foreign:
		b.allTests(g, r)
	case all && g.own.Has(words.Tests) && g.own.Has(words.Met) && !g.foreign:
		b.allTests(g, r)
	case all && (g.own.Has(words.Criteria) || g.inherited && g.set.Has(words.Criteria)) && g.own.Has(words.Met):
		b.claimNone(v, s, g, r, open, "all criteria met")
	case all && g.own.Has(words.Criteria) && g.own.Has(words.Measured):
		b.claimNone(v, s, g, r, unknown, "every criterion measured")
	case all && g.own.Has(words.Blockers) && g.own.Has(words.Met) && !g.foreign:
		b.claimNone(v, s, g, r, blocking, "all blockers met")
	case all && g.own.Has(words.Waivers) && g.says("expired") && !g.foreign:
		b.noWaivers(g, r)
	case none && g.own.Has(words.Blockers) && g.own.Has(words.Unmet) && !g.foreign:
		b.claimNone(v, s, g, r, unmetBlocker, "no blocker unmet")
	case none && g.own.Has(words.Blockers) && !g.own.Has(words.Unknown, words.Met) && !g.foreign:
		b.claimNone(v, s, g, r, blocking, "no open blockers")
	case none && g.own.Has(words.Waivers) && !g.own.Has(words.Blockers) && !g.foreign:
		b.noWaivers(g, r)
	case none && g.own.Has(words.Unknown) && (g.own.Has(words.Criteria) || nothing(v, g) || g.says("unknowns")) &&
		!g.foreign:
		b.claimNone(v, s, g, r, unknown, "nothing unknown")
	case none && g.own.Has(words.NotDone) && g.own.Has(words.Criteria) && !g.own.Has(words.Met, words.Tests):
		b.claimNone(v, s, g, r, open, "no open criterion")
	case none && g.own.Has(words.Unmet) && (g.own.Has(words.Criteria) || nothing(v, g)) &&
		!g.set.Has(words.Tests) && !g.foreign:
		b.claimNone(v, s, g, r, unmet, "nothing unmet")
	case none && (g.own.Has(words.Findings) || g.own.Has(words.Critical, words.High, words.Medium, words.Low) &&
		g.says("severity")) && len(g.figures) == 0 && !g.foreign:
		b.noFindings(g, r)
	}
}

// countsNone says whether the only figures of a group are words for none.
func (g *group) countsNone() bool {
	return !slices.ContainsFunc(
		g.figures,
		func(f said) bool { return f.Number != 0 && f.Text[0] >= '0' && f.Text[0] <= '9' && !f.ratio },
	)
}

// everything says whether the group says "everything" without a noun.
func everything(v *view, g *group) bool {
	for i := g.first; i < g.end; i++ {
		switch v.Tokens[i].Word {
		case "everything", "alles", "tout", "todo":
			return true
		}
	}
	return false
}

// nothing says whether the group says "nothing" or "none" without a noun.
func nothing(v *view, g *group) bool {
	for i := g.first; i < g.end; i++ {
		switch v.Tokens[i].Word {
		case "nothing", "none", "nichts", "rien", "nada", "keines", "aucun", "ninguno", "无", "なし":
			return true
		}
	}
	return false
}

func open(c *scorecard.Criterion) bool {
	return c.Outcome == scorecard.Unmet || c.Outcome == scorecard.Unknown
}
func warned(c *scorecard.Criterion) bool { return c.Outcome == scorecard.Warning }
func unknownBlocker(c *scorecard.Criterion) bool {
	return c.Blocker && c.Outcome == scorecard.Unknown
}
func unmetBlocker(c *scorecard.Criterion) bool {
	return c.Blocker && c.Outcome == scorecard.Unmet
}
func unmet(c *scorecard.Criterion) bool    { return c.Outcome == scorecard.Unmet }
func unknown(c *scorecard.Criterion) bool  { return c.Outcome == scorecard.Unknown }
func blocking(c *scorecard.Criterion) bool { return c.Blocker && open(c) }

// claimNone holds the claim that no criterion in scope is of a kind.
func (b *Book) claimNone(
	v *view,
	s sentence.Sentence,
	g *group,
	r *Reading,
	is func(*scorecard.Criterion) bool,
	claim string,
) {
	if g.foreign && len(g.categories) == 0 {
		return
	}
	excepted := b.excepted(v, s)
	onlyMeasured := b.restricted(v, s)
	var against []string
	for i := range b.card.Criteria {
		c := &b.card.Criteria[i]
		if !is(c) || excepted[i] || onlyMeasured && c.Outcome == scorecard.Unknown || !b.inScope(g, c) {
			continue
		}
		against = append(against, fmt.Sprintf("%s is %s", b.label(i), c.Outcome))
	}
	spot := v.Folded[v.Tokens[g.first].Start:v.Tokens[g.end-1].End]
	if len(against) == 0 {
		r.Traces = append(r.Traces, Trace{Claim: spot})
		return
	}
	more := ""
	if len(against) > 2 {
		more = fmt.Sprintf(", and %d more", len(against)-2)
		against = against[:2]
	}
	r.fault(spot, "the report says %s, and the assessment says %s%s", claim, strings.Join(against, ", "), more)
}

// indefinite says whether a group begins with an article that says there is one,
// or with some.
func (g *group) indefinite() bool {
	switch g.line.Tokens[g.first].Word {
	case "a", "an", "some", "several", "ein", "eine", "einige", "mehrere", "un", "une", "quelques", "plusieurs", "una",
		"algunos", "algunas", "varios", "varias":
		return true
	}
	return false
}

// inScope says whether a criterion is of a category that the group names.
func (b *Book) inScope(g *group, c *scorecard.Criterion) bool {
	if len(g.categories) == 0 {
		return true
	}
	return slices.ContainsFunc(g.categories, func(i int) bool { return b.card.Categories[i].ID == c.Category })
}

// restricted says whether a sentence speaks only of what was measured.
func (b *Book) restricted(v *view, s sentence.Sentence) bool {
	hits := v.Within(s.First, s.End)
	for i, h := range hits {
		if !h.Set.Has(words.Measured) {
			continue
		}
		if i+1 < len(hits) && hits[i+1].First == h.End && hits[i+1].Set.Has(words.Criteria) {
			return true
		}
		if h.First > s.First {
			switch v.Tokens[h.First-1].Word {
			case "that", "which", "we", "die", "qui", "que":
				return true
			}
		}
	}
	return false
}

func (b *Book) allTests(g *group, r *Reading) {
	for _, key := range []string{ended(fact.Failed), ended(fact.Errored)} {
		for _, f := range b.facts[key] {
			if f.value > 0 {
				r.fault("", "the report says that all tests pass, and %s", b.saying(b.factual(key, f)))
				return
			}
		}
	}
}

// everyRole holds the claim that all roles have signed, or that none has.
func (b *Book) everyRole(g *group, all bool, r *Reading) {
	for _, a := range b.card.Approvals {
		switch {
		case a.State == scorecard.Void || a.State == scorecard.Invalid:
		case all && !a.Counts():
			r.fault("", "the report says that all have approved, and the assessment says that the approval of %s is %s",
				a.Role, a.State)
			return
		case !all && a.Counts():
			r.fault("",
				"the report says that nobody has approved, and the assessment says that the approval of %s is %s",
				a.Role, a.State)
			return
		}
	}
}

func (b *Book) noWaivers(g *group, r *Reading) {
	for _, w := range b.card.Waivers {
		if w.Effective() {
			r.fault(
				"",
				"the report says that there are no waivers, and %s for %s is in force until %s",
				w.ID,
				w.Criterion,
				w.Expires,
			)
			return
		}
	}
}

func (b *Book) noFindings(g *group, r *Reading) {
	for _, c := range b.findingCounts(g) {
		if c.value == 0 {
			return
		}
	}
	if found := b.findingCounts(g); len(found) > 0 {
		r.fault("", "the report says that there are none, and %s", b.saying(found[0]))
	}
}
