package bind

import (
	"slices"

	"signoff/internal/audit/words"
)

// covers judges what a group says of the criterion that a waiver is for.
func (b *Book) covers(g *group, r *Reading) {
	if len(g.waivers) == 0 && len(g.ids) > 0 && g.own.Has(words.Waivers) && !g.negated() &&
		(g.says("covers") || g.says("cover")) {
		for _, i := range g.ids {
			b.claimOutcome(i, saidWaived, "waiver", r)
		}
		return
	}
	if len(g.waivers) == 0 || len(g.ids) == 0 || g.inherited || g.negated() || !g.covering() {
		return
	}
	for _, i := range g.ids {
		c := &b.card.Criteria[i]
		if slices.ContainsFunc(g.waivers, func(w int) bool { return b.card.Waivers[w].Criterion == c.ID }) {
			continue
		}
		w := b.card.Waivers[g.waivers[0]]
		r.fault(c.ID, "the report says that %s is for %s, and the assessment says that it is for %s", w.ID, c.ID,
			w.Criterion)
	}
}

// covering says whether a group says what a waiver is for.
func (g *group) covering() bool {
	return slices.ContainsFunc([]string{"covers", "cover", "covering", "for", "waives", "accepts", "excuses", "by",
		"deckt",
		"für", "couvre", "pour", "cubre", "para"}, g.says)
}
