package evaluate

import (
	"math/big"
	"slices"
	"sort"

	"signoff/internal/scorecard"
)

// maxWork bounds the search for a way: how many criteria are counted in all.
const maxWork = 500_000

// Explain opens the arithmetic of the same input: the terms of the score, what
// would move it most, the fewest criteria whose change would change the
// verdict, and what each waiver does.
func Explain(in Input) *scorecard.Explanation {
	a := assess(in)
	terms := a.scorecard().Terms()
	return &scorecard.Explanation{
		Terms:         terms,
		Moves:         scorecard.Moves(terms),
		Better:        a.wayUp(),
		Worse:         a.wayDown(),
		WithoutWaiver: a.withoutWaivers(),
	}
}

// wayUp finds the fewest criteria that would lift the verdict if they were met.
// It looks in two orders: what is not waived first, and blockers first, since
// none of them can be spared for an approval.
func (a *assessment) wayUp() *scorecard.Way {
	t := addUp(a.plan, a.votes)
	var candidates []int
	for i, v := range a.votes {
		if v.applies() && v.outcome != scorecard.Met {
			candidates = append(candidates, i)
		}
	}
	a.byShare(candidates, &t, func(v vote) int {
		switch {
		case v.open() && !v.waived:
			return 0
		case v.open():
			return 1
		}
		return 2
	})
	plain := a.fewest(candidates, scorecard.Met, better)
	a.byShare(candidates, &t, func(v vote) int {
		if v.blocker && v.open() {
			return 0
		}
		return 1
	})
	if other := a.fewest(candidates, scorecard.Met, better); other != nil && len(other.Criteria) < len(plain.Criteria) {
		return other
	}
	return plain
}

// wayDown finds the fewest satisfied criteria that would lower the verdict if
// they were unmet.
func (a *assessment) wayDown() *scorecard.Way {
	t := addUp(a.plan, a.votes)
	var candidates []int
	for i, v := range a.votes {
		if v.outcome.Satisfied() {
			candidates = append(candidates, i)
		}
	}
	a.byShare(candidates, &t, func(v vote) int {
		if v.blocker {
			return 0
		}
		return 1
	})
	return a.fewest(candidates, scorecard.Unmet, func(new, old scorecard.Ruling) bool { return better(old, new) })
}

// byShare sorts criteria by group, then by their share of the score, the
// largest first.
func (a *assessment) byShare(candidates []int, t *totals, group func(vote) int) {
	shares := make([]*big.Rat, len(a.votes))
	for _, i := range candidates {
		if shares[i] = a.share(a.votes[i], t); shares[i] == nil {
			shares[i] = new(big.Rat)
		}
	}
	slices.SortStableFunc(candidates, func(i, k int) int {
		if x, y := group(a.votes[i]), group(a.votes[k]); x != y {
			return x - y
		}
		return shares[k].Cmp(shares[i])
	})
}

// fewest looks for the fewest candidates that change the verdict as expected when
// they get the outcome: one alone, else the shortest beginning of the list from
// which then everything is left out that can be.
func (a *assessment) fewest(candidates []int, to scorecard.Outcome, wanted func(new, old scorecard.Ruling) bool) *scorecard.Way {
	old, _ := a.decide(a.votes, signatures{})
	verdict := func(set []int) scorecard.Ruling {
		votes := slices.Clone(a.votes)
		for _, i := range set {
			votes[i].outcome, votes[i].waived = to, a.wouldBeWaived(i, to)
		}
		outcome, _ := a.decide(votes, signatures{})
		return outcome
	}
	trials := maxWork / max(1, len(a.votes))
	if len(candidates) <= trials {
		for _, i := range candidates {
			if outcome := verdict([]int{i}); wanted(outcome, old) {
				return a.way(outcome, []int{i})
			}
		}
	}
	n := sort.Search(len(candidates)+1, func(n int) bool { return wanted(verdict(candidates[:n]), old) })
	if n > len(candidates) {
		return nil
	}
	set := slices.Clone(candidates[:n])
	for k := len(set) - 1; k >= 0 && n <= trials; k-- {
		if without := slices.Delete(slices.Clone(set), k, k+1); wanted(verdict(without), old) {
			set = without
		}
	}
	return a.way(verdict(set), set)
}

// wouldBeWaived says whether a waiver is there for the outcome, if the i-th
// criterion had it. A waiver with a limit or a scope is not counted on.
func (a *assessment) wouldBeWaived(i int, to scorecard.Outcome) bool {
	for k := range a.plan.Waivers {
		w := &a.plan.Waivers[k]
		if w.Criterion != a.plan.Criteria[i].ID || w.Inside != nil {
			continue
		}
		if c := a.cover(w, &judgement{outcome: to}); c.works() {
			return true
		}
	}
	return false
}

func (a *assessment) way(verdict scorecard.Ruling, set []int) *scorecard.Way {
	slices.Sort(set)
	w := &scorecard.Way{Verdict: verdict}
	for _, i := range set {
		w.Criteria = append(w.Criteria, a.plan.Criteria[i].ID)
	}
	return w
}

// withoutWaivers judges the assessment again without each waiver that has an
// effect.
func (a *assessment) withoutWaivers() []scorecard.Without {
	list := []scorecard.Without{}
	for k := range a.plan.Waivers {
		if !a.covers[k].works() {
			continue
		}
		votes := slices.Clone(a.votes)
		for i := range votes {
			if a.plan.Criteria[i].ID == a.plan.Waivers[k].Criterion {
				votes[i].waived = len(a.waivedBy(i, k)) > 0
			}
		}
		outcome, _ := a.decide(votes, signatures{})
		t := addUp(a.plan, votes)
		list = append(list, scorecard.Without{
			Waiver:     a.waiverID(k),
			Criterion:  a.plan.Waivers[k].Criterion,
			Verdict:    outcome,
			Compliance: showCompliance(a.plan, &t).WithWaivers,
			Score:      showScore(a.plan, &t).WithWaivers,
		})
	}
	return list
}
