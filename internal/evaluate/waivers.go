package evaluate

import (
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// standings are the states of waivers that their dates alone decide.
var standings = map[criteria.Standing]scorecard.WaiverState{
	criteria.WaiverNotYet:  scorecard.NotYetGranted,
	criteria.WaiverInForce: scorecard.InForce,
	criteria.WaiverEnding:  scorecard.Expiring,
	criteria.WaiverExpired: scorecard.Expired,
	criteria.WaiverTooLong: scorecard.TooLong,
}

// cover is what becomes of one waiver: its state, and which records it covers
// when it is for some alone.
type cover struct {
	state    scorecard.WaiverState
	records  int64
	exhibits []fact.Exhibit
	more     int64
}

// works says whether a waiver has an effect.
func (c *cover) works() bool {
	return c.state == scorecard.InForce || c.state == scorecard.Expiring
}

// applyWaivers finds the state of every waiver and which criteria are waived.
// A waiver changes no outcome: it only marks its criterion.
func (a *assessment) applyWaivers() {
	a.covers = make([]cover, len(a.plan.Waivers))
	a.waived = make([][]int, len(a.plan.Criteria))
	byCriterion := map[string]int{}
	for i := range a.plan.Criteria {
		byCriterion[a.plan.Criteria[i].ID] = i
	}
	for i := range a.plan.Waivers {
		w := &a.plan.Waivers[i]
		a.covers[i] = cover{state: scorecard.CoversNothing}
		if c, found := byCriterion[w.Criterion]; found {
			a.covers[i] = a.cover(w, &a.judged[c])
		}
	}
	for i := range a.plan.Criteria {
		a.waived[i] = a.waivedBy(i, -1)
	}
}

// spares says whether a waiver accepts that the i-th criterion is only a
// warning: one that would be in force if it were what the waiver covers.
func (a *assessment) spares(i int) bool {
	if a.judged[i].outcome != scorecard.Warning {
		return false
	}
	c := &a.plan.Criteria[i]
	for k := range a.plan.Waivers {
		w := &a.plan.Waivers[k]
		if w.Criterion != c.ID || !w.CoversUnmet && !w.CoversUnknown {
			continue
		}
		supposed := a.judged[i]
		if supposed.outcome = scorecard.Unknown; w.CoversUnmet {
			supposed.outcome = scorecard.Unmet
		}
		stands := a.stands(w, &supposed)
		if stands.works() && (w.Inside == nil || c.Rest != nil && a.remains(c.Rest, c).outcome.Satisfied()) {
			return true
		}
	}
	return false
}

// cover is the rule of one waiver. One that is not in force, too long, approved
// by its own owner, for another release, beyond its limit or for records that
// are not there has no effect, and neither has one whose criterion needs none.
func (a *assessment) cover(w *criteria.Waiver, j *judgement) cover {
	c := a.stands(w, j)
	if c.works() && w.Inside != nil {
		a.coverRecords(w, &c)
	}
	return c
}

// stands is that rule before anybody looks which records are there.
func (a *assessment) stands(w *criteria.Waiver, j *judgement) cover {
	c := cover{state: standings[a.plan.Standing(w, a.in.AsOf, a.in.WarnDays)]}
	switch {
	case !c.works():
	case criteria.LooksLike(w.Owner, w.ApprovedBy), w.Release != "" && w.Release != a.plan.Release, !covers(w, j.outcome):
		c.state = scorecard.CoversNothing
	case w.Limit != nil && !withinLimit(*w.Limit, j):
		c.state = scorecard.OutOfLimit
	}
	return c
}

// coverRecords counts and shows what a waiver with a scope covers.
func (a *assessment) coverRecords(w *criteria.Waiver, c *cover) {
	inside, ok := w.Inside.(criteria.One)
	if !ok {
		c.state = scorecard.CoversNothing
		return
	}
	r := a.replyTo(inside.Ask)
	c.records, c.exhibits, c.more = r.answer.Matched, r.answer.Exhibits, r.answer.More
	if r.question.Measure.Kind == fact.Scanner && len(r.answer.Figures) == 1 {
		c.records = whole(r.answer.Figures[0].Value)
	}
	if c.records == 0 {
		c.state = scorecard.CoversNothing
	}
}

// whole is a count as a number.
func whole(v quantity.Value) int64 {
	if r := v.Base(); v.Known() && r.IsInt() && r.Num().IsInt64() {
		return r.Num().Int64()
	}
	return 0
}

// waivedBy lists the waivers that together lift the i-th criterion, leaving one
// of them out: those for the whole of it, or those for some records when the
// target holds for all that remains. None lifts a criterion in part.
func (a *assessment) waivedBy(i, without int) []int {
	var whole, parts []int
	limited := false
	c := &a.plan.Criteria[i]
	for k := range a.plan.Waivers {
		w := &a.plan.Waivers[k]
		switch {
		case w.Criterion != c.ID || k == without:
		case a.covers[k].works() && w.Inside == nil:
			whole = append(whole, k)
		case a.covers[k].works():
			parts = append(parts, k)
		case a.covers[k].state == scorecard.OutOfLimit && w.Inside != nil:
			limited = true
		}
	}
	rest := c.Rest
	if limited {
		rest = c.RestUnlimited
		parts = slices.DeleteFunc(parts, func(k int) bool { return a.plan.Waivers[k].Limit != nil })
	}
	switch {
	case len(whole) > 0:
		return append(whole, parts...)
	case len(parts) == 0 || rest == nil || without >= 0 && a.plan.Waivers[without].Inside != nil:
		return nil // without one of the parts nobody counted what remains
	case a.remains(rest, c).outcome.Satisfied():
		return parts
	}
	return nil
}

// remains judges what no waiver covers.
func (a *assessment) remains(rest criteria.Expr, c *criteria.Criterion) judgement {
	return a.judgeExpr(rest, demand{target: c.Target, emptyMet: true})
}

// uncovered is the figure of what is left of an unmet criterion when all that
// its waivers cover is taken out.
func (a *assessment) uncovered(i int) (fact.Figure, bool) {
	c := &a.plan.Criteria[i]
	if c.Rest == nil || a.judged[i].outcome != scorecard.Unmet {
		return fact.Figure{}, false
	}
	j := a.remains(c.Rest, c)
	return j.figure, j.shown
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
