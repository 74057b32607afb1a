package evaluate

import (
	"fmt"
	"math/big"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

// showFigure displays the figure that decided, so that it stays on its side of
// every bound. An age is shown as the date that it counts from, for a date does
// not change by itself; what a document says is shown as it stands there.
func showFigure(f fact.Figure, byText bool, bounds []quantity.Value) scorecard.Figure {
	if byText || !f.Value.Known() {
		return scorecard.Figure{Value: f.Text}
	}
	return split(f.Value, bounds)
}

// split displays a figure with its unit apart.
func split(v quantity.Value, bounds []quantity.Value) scorecard.Figure {
	number, unit := quantity.Split(v, bounds, quantity.Nearest)
	return scorecard.Figure{Value: number, Unit: unit.Name()}
}

// unitOf is the unit that a figure is displayed in.
func unitOf(v quantity.Value, bounds []quantity.Value) quantity.Unit {
	for _, b := range bounds {
		if b.Known() && b.Dimension() == v.Dimension() {
			return b.Unit()
		}
	}
	return v.Unit()
}

// number displays a figure alone; without a figure it is "".
func number(v quantity.Value, bounds []quantity.Value) string {
	if !v.Known() {
		return ""
	}
	return split(v, bounds).Value
}

// decimal writes a weight or a credit: as a decimal where it ends, else as the
// fraction that it is.
func decimal(r *big.Rat) string {
	text := quantity.Of(r, quantity.Count).Decimal()
	if back, ok := new(big.Rat).SetString(text); ok && back.Cmp(r) == 0 {
		return text
	}
	return r.RatString()
}

// exact writes the fraction that decided; without one it is "".
func exact(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return r.RatString()
}

// bounds are those that the figure of a criterion must not be rounded across.
func (a *assessment) bounds(c *criteria.Criterion) []quantity.Value {
	return boundsOf(&c.Target, c.Warn)
}

// showCriterion gives the i-th criterion as data.
func (a *assessment) showCriterion(i int, t *totals) scorecard.Criterion {
	c, j, v := &a.plan.Criteria[i], &a.judged[i], a.votes[i]
	out := scorecard.Criterion{
		ID: c.ID, Title: c.Title, Category: c.Category,
		Outcome:  v.outcome,
		Basis:    j.basis,
		Measure:  c.Measure,
		Question: j.question,
		Target:   scorecard.ParseBound(targetText(c)),
		Blocker:  c.Blocker,
		Informs:  v.informs,
		Binds:    day(c.Binds),
		Was:      c.Was,
		Weight:   decimal(v.weight),
		Waived:   v.waived,
		Revision: c.Revision,
		Tailored: a.tailored(c.ID),
		Declared: scorecard.Declared{File: c.Declared.File, Line: c.Declared.Line},
		Pack:     c.Pack,
		Evidence: a.places(j),
		Members:  j.members,
		Identity: j.identity,
		Owner:    c.Owner, Why: c.Why, Fix: c.Fix, Refs: c.Refs,
		Due: day(c.Due), Priority: c.Priority, Phase: c.Phase,
		ExhibitsMore: j.more,
		Exhibits:     make([]scorecard.Exhibit, 0, len(j.exhibits)),
	}
	if c.Warn != nil {
		out.Warn = scorecard.ParseBound(c.Warn.String())
	}
	a.showWaived(&out, i)
	if v.outcome == scorecard.NotApplicable {
		out.AppliesWhen, out.NotBecause, out.NotBy = c.AppliesWhen, c.AppliesWhy, c.AppliesBy
		return out
	}
	if !v.informs {
		out.Credit = decimal(credit(a.plan, v.outcome))
		out.Share = number(percent(a.share(v, t)), nil)
	}
	out.Detail = details(j.problems)
	if len(j.problems) > 0 {
		out.Reason = j.problems[0].Reason
	}
	if j.counted {
		out.Seen, out.Matched = &j.seen, &j.matched
	}
	for _, n := range j.beside {
		out.Beside = append(out.Beside, scorecard.Note(n))
	}
	out.Exhibits = append(out.Exhibits, showExhibits(j.exhibits)...)
	a.showMeasured(&out, c, j)
	return out
}

// showWaived adds the waivers that lift the i-th criterion, or the figure of what
// they leave.
func (a *assessment) showWaived(out *scorecard.Criterion, i int) {
	c, j, v := &a.plan.Criteria[i], &a.judged[i], a.votes[i]
	if v.waived {
		out.Waiver = a.waiverID(a.waived[i][0])
		if several := a.waived[i]; len(several) > 1 {
			for _, k := range several {
				out.Waivers = append(out.Waivers, a.waiverID(k))
			}
		}
	} else if f, ok := a.uncovered(i); ok {
		shown := showFigure(f, j.byText, a.bounds(c))
		out.Uncovered = &shown
	}
}

// showMeasured adds the figure that decided. A figure that does not count is
// not shown: an unknown criterion has none.
func (a *assessment) showMeasured(out *scorecard.Criterion, c *criteria.Criterion, j *judgement) {
	bounds := a.bounds(c)
	for _, r := range j.rows {
		out.Rows = append(out.Rows, scorecard.Row{
			Name:  r.Name,
			Shown: showFigure(r.Figure, j.byText, bounds).Text(),
			Part:  r.Figure.Part, Whole: r.Figure.Whole,
		})
	}
	if j.of > 0 && out.Outcome != scorecard.Unknown {
		out.Part, out.Whole = int64(j.held), int64(j.of)
		out.Measured = &scorecard.Figure{Value: fmt.Sprintf("%d of %d", j.held, j.of)}
	}
	if j.job != nil {
		out.Job = j.job.shown()
	}
	out.Interval, out.Spread = showInterval(j, bounds), spreadOf(j.figure, bounds)
	if !j.shown {
		return
	}
	figure := showFigure(j.figure, j.byText, bounds)
	out.Measured = &figure
	out.Part, out.Whole = j.figure.Part, j.figure.Whole
	out.Single = j.figure.Declared
	out.Series = j.figure.Label
	if j.sides != nil {
		now, before := showFigure(j.sides[0], false, nil), showFigure(j.sides[1], false, nil)
		out.Compared = &scorecard.Sides{Now: now, Before: before}
	}
	if j.byText {
		return
	}
	if !j.isRange() {
		out.Exact = j.figure.Value.In(unitOf(j.figure.Value, bounds)).Fraction()
	}
	against := c.Target
	if j.against.A.Known() { // the target of the group that decided
		against = j.against
		out.Target = scorecard.ParseBound(against.String())
	}
	if room, exists := against.Headroom(j.figure.Value); exists {
		out.Headroom = signed(room)
	}
}

// showInterval gives what samples show; it stands also where they do not
// decide.
func showInterval(j *judgement, bounds []quantity.Value) *scorecard.Interval {
	i := j.interval
	if j.confidence == nil || i.why != "" {
		return nil
	}
	out := &scorecard.Interval{
		Low: end(i.low, bounds, quantity.Down), High: end(i.high, bounds, quantity.Up), Unit: split(j.figure.Value, bounds).Unit,
		Confidence: showConfidence(j.confidence), Samples: i.samples, Of: i.of.many, Needed: i.needed, From: i.from,
		Reduced: i.reduced, Rounds: i.rounds, Assumes: i.assumes.text(), Tested: i.tested(),
	}
	if i.within {
		out.Within = "one round"
	}
	if j.series > 1 {
		out.Series, out.Apart = j.series, showConfidence(stats.Shared(j.confidence, j.series))
	}
	if i.depends != nil {
		out.Depends, out.Worth = showDependence(i.depends), i.worth
	}
	return out
}

// end displays one end of an interval alone, rounded outwards; an open end is "".
func end(v quantity.Value, bounds []quantity.Value, outwards quantity.Rounding) string {
	if !v.Known() {
		return ""
	}
	number, _ := quantity.Split(v, bounds, outwards)
	return number
}

// signed displays a headroom, whose sign says whether it is good.
func signed(v quantity.Value) string {
	text := quantity.Show(v, []quantity.Value{quantity.Int(0, v.Unit())})
	if v.Sign() > 0 && !strings.HasPrefix(text, ">") && !strings.HasPrefix(text, "<") {
		return "+" + text
	}
	return text
}

// targetText is the target in its normal form, or the form of a composite.
func targetText(c *criteria.Criterion) string {
	some, composite := c.Expr.(criteria.Some)
	switch {
	case !composite:
		return c.Target.String()
	case some.Form == "at_least":
		return fmt.Sprintf("at least %d of %d", some.N, len(some.Members))
	}
	return fmt.Sprintf("%s of %d", some.Form, len(some.Members))
}

// share is what part of the overall score hangs on a criterion.
func (a *assessment) share(v vote, t *totals) *big.Rat {
	if v.category < 0 || t.weight.Sign() == 0 {
		return nil
	}
	all := t.categories[v.category].weight
	if all == nil || all.Sign() == 0 {
		return nil // nothing in it counts: its criteria inform
	}
	share := new(big.Rat).Quo(v.weight, all)
	share.Mul(share, weight(a.plan.Categories[v.category].Weight))
	return share.Quo(share, t.weight)
}

// tailored says whether a project changed this criterion of a pack.
func (a *assessment) tailored(id string) bool {
	for i := range a.plan.Tailor {
		if a.plan.Tailor[i].Criterion == id {
			return true
		}
	}
	return false
}

// waiverID names a waiver by its id, or by its place in the list.
func (a *assessment) waiverID(i int) string {
	if id := a.plan.Waivers[i].ID; id != "" {
		return id
	}
	return fmt.Sprintf("W-%d", i+1)
}
