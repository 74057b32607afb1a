package evaluate

import (
	"slices"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// States of a waiver.
const (
	inForce    = "in-force"
	expiring   = "expiring"
	expired    = "expired"
	notYet     = "not-yet"
	outOfLimit = "out-of-limit"
	outOfScope = "out-of-scope"
	tooLong    = "too-long"
	selfMade   = "self-approved"
	unused     = "unused"
)

// applyWaivers finds the state of every waiver and which criteria are waived.
// A waiver changes no outcome: it only marks its criterion.
func (a *assessment) applyWaivers() {
	a.waivers = make([]string, len(a.plan.Waivers))
	a.waived = slices.Repeat([]int{-1}, len(a.plan.Criteria))
	byCriterion := map[string]int{}
	for i := range a.plan.Criteria {
		byCriterion[a.plan.Criteria[i].ID] = i
	}
	for i := range a.plan.Waivers {
		w := &a.plan.Waivers[i]
		c, found := byCriterion[w.Criterion]
		if !found {
			a.waivers[i] = unused
			continue
		}
		a.waivers[i] = a.waiverState(w, &a.judged[c])
		if a.waives(i) && a.waived[c] < 0 {
			a.waived[c] = i
		}
	}
}

// spares says whether a waiver accepts that the i-th criterion is only a
// warning: one that would be in force if it were what the waiver covers.
func (a *assessment) spares(i int) bool {
	if a.judged[i].outcome != scorecard.Warning {
		return false
	}
	for k := range a.plan.Waivers {
		w := &a.plan.Waivers[k]
		if w.Criterion != a.plan.Criteria[i].ID || !w.CoversUnmet && !w.CoversUnknown {
			continue
		}
		supposed := a.judged[i]
		if supposed.outcome = scorecard.Unknown; w.CoversUnmet {
			supposed.outcome = scorecard.Unmet
		}
		if state := a.waiverState(w, &supposed); state == inForce || state == expiring {
			return true
		}
	}
	return false
}

// waives says whether the i-th waiver has an effect.
func (a *assessment) waives(i int) bool {
	return a.waivers[i] == inForce || a.waivers[i] == expiring
}

// waiverState is the rule of waivers. One that is not in force, too long,
// approved by its own owner, for another release, beyond its limit or not for
// all that breaks the target has no effect, and one whose
// criterion needs none of it is unused.
func (a *assessment) waiverState(w *criteria.Waiver, j *judgement) string {
	asOf := a.in.AsOf
	switch {
	case criteria.LooksLike(w.Owner, w.ApprovedBy):
		return selfMade
	case asOf.After(w.Expires):
		return expired
	case !granted(w.Granted, asOf):
		return notYet
	case a.livesTooLong(w):
		return tooLong
	case w.Release != "" && w.Release != a.plan.Release:
		return outOfScope
	case !covers(w, j.outcome):
		return unused
	case w.Outside != nil && !a.holdsOutside(w):
		return outOfScope
	case w.Limit != nil && !withinLimit(*w.Limit, j):
		return outOfLimit
	case !w.Expires.After(asOf.Add(time.Duration(a.in.WarnDays) * 24 * time.Hour)):
		return expiring
	}
	return inForce
}

// granted says whether a waiver is in force at an instant: from the one at which
// it was granted, or all day. The first instant of a day is 24:00 of the day
// before, and belongs to that one.
func granted(from, asOf time.Time) bool {
	return asOf.After(from) || asOf.Equal(from) && !isMidnight(from)
}

// livesTooLong compares the life of a waiver with waiver_max: from the day it
// was granted, or from as-of when that is not said.
func (a *assessment) livesTooLong(w *criteria.Waiver) bool {
	from := w.Granted
	if from.IsZero() {
		from = a.in.AsOf
	}
	return a.plan.WaiverMax.Known() && between(from, w.Expires).Cmp(a.plan.WaiverMax) > 0
}

// holdsOutside says whether the target holds when everything in the scope of
// the waiver is left out: what else breaks it, the waiver is not for.
func (a *assessment) holdsOutside(w *criteria.Waiver) bool {
	for i := range a.plan.Criteria {
		if c := &a.plan.Criteria[i]; c.ID == w.Criterion {
			return a.judgeExpr(w.Outside, demand{target: c.Target, emptyMet: true}).outcome.Satisfied()
		}
	}
	return false
}

func covers(w *criteria.Waiver, o scorecard.Outcome) bool {
	return w.CoversUnmet && o == scorecard.Unmet || w.CoversUnknown && o == scorecard.Unknown
}

// withinLimit says whether every figure still satisfies the limit; without a
// figure nothing shows that it does.
func withinLimit(limit quantity.Target, j *judgement) bool {
	fit := fitting(j.figures, limit)
	for _, f := range fit {
		if !satisfies(limit, f) {
			return false
		}
	}
	return len(fit) > 0
}

// samePerson compares two names as people read them.
func samePerson(a, b string) bool { return criteria.Person(a) == criteria.Person(b) }
