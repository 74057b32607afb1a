package evaluate

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// ConditionalCodes are the reasons that a conditional verdict may have.
var ConditionalCodes = []scorecard.Code{scorecard.BlockerWaived, scorecard.BelowApproved, scorecard.ApprovalMissing, scorecard.ApprovalConditional, scorecard.Draft}

// verdictRank orders the verdicts from the worst up.
var verdictRank = []scorecard.Ruling{scorecard.Indeterminate, scorecard.Rejected, scorecard.Conditional, scorecard.Approved}

// better says whether verdict a is better than b.
func better(a, b scorecard.Ruling) bool {
	for _, v := range verdictRank {
		if v == b && v != a {
			return true
		}
		if v == a {
			return false
		}
	}
	return false
}

// verdict decides with and without approvals and adds what the open criteria
// of a conditional verdict ask for.
func (a *assessment) verdict(votes []vote, s signatures) scorecard.Verdict {
	var v scorecard.Verdict
	v.Outcome, v.Reasons = a.decide(votes, s)
	v.BeforeApprovals, _ = a.decide(votes, signatures{})
	v.ForWantOfEvidence = a.wantsEvidence(votes, v.BeforeApprovals)
	if v.Outcome == scorecard.Conditional {
		v.Conditions = a.conditions(votes)
	}
	return v
}

// wantsEvidence says whether the verdict would be better if every unknown
// criterion were met.
func (a *assessment) wantsEvidence(votes []vote, outcome scorecard.Ruling) bool {
	supposed := make([]vote, len(votes))
	for i, v := range votes {
		if v.open() && v.outcome != scorecard.Unmet {
			v.outcome, v.waived = scorecard.Met, false
		}
		supposed[i] = v
	}
	hoped, _ := a.decide(supposed, signatures{})
	return better(hoped, outcome)
}

// decide is the rule of the verdict: the first of these outcomes that has a
// reason, with every reason of that outcome.
//
//	indeterminate  nothing is applicable, but for a change that touches nothing
//	rejected       an unwaived blocker is unmet or unknown; a figure with
//	               waivers misses conditional; a role refused
//	conditional    a blocker is waived; a strict figure misses approved; an
//	               approval is missing or has a condition; the criteria are a
//	               draft
//	approved       nothing of this
//
// A strict figure that misses even conditional misses approved too, so that no
// waiver can lift a verdict above conditional however the bars are declared.
func (a *assessment) decide(votes []vote, s signatures) (scorecard.Ruling, []scorecard.Reason) {
	t := addUp(a.plan, votes)
	var reasons reasonList
	if t.applicable() == 0 && a.nothingChanged(votes) {
		return a.unchanged(s)
	}
	if t.applicable() == 0 {
		reasons.add(scorecard.NothingApplicable, nil, "no criterion applies: there is nothing to judge")
		return scorecard.Indeterminate, reasons
	}
	bars := a.plan.Verdict
	reasons.addIDs(scorecard.BlockerUnmet, a.blockers(votes, scorecard.Unmet, false), "unmet")
	reasons.addIDs(scorecard.BlockerUnknown, a.blockers(votes, scorecard.Unknown, false), "unknown")
	reasons.below(scorecard.BelowConditional, standard{"compliance with waivers", "conditional", percent(t.lenientCompliance), bars.ConditionalCompliance})
	reasons.below(scorecard.BelowConditional, standard{"score with waivers", "conditional", points(t.lenient), bars.ConditionalScore})
	reasons.addRoles(scorecard.RoleRefused, s.refused, "refused by %s")
	if len(reasons) > 0 {
		reasons.addDraft(a.plan)
		return scorecard.Rejected, reasons
	}
	waived := append(a.blockers(votes, scorecard.Unmet, true), a.blockers(votes, scorecard.Unknown, true)...)
	reasons.addIDs(scorecard.BlockerWaived, waived, "waived")
	reasons.below(scorecard.BelowApproved,
		standard{"compliance", "approved", percent(t.strictCompliance), bars.ApprovedCompliance},
		standard{"compliance without waivers", "conditional", percent(t.strictCompliance), bars.ConditionalCompliance})
	reasons.below(scorecard.BelowApproved,
		standard{"score", "approved", points(t.strict), bars.ApprovedScore},
		standard{"score without waivers", "conditional", points(t.strict), bars.ConditionalScore})
	reasons.addRoles(scorecard.ApprovalMissing, s.missing, "no approval by %s", s.why...)
	reasons.addRoles(scorecard.ApprovalConditional, s.conditional, "approved with a condition by %s")
	reasons.addDraft(a.plan)
	if len(reasons) > 0 {
		return scorecard.Conditional, reasons
	}
	return scorecard.Approved, reasonList{}
}

// nothingChanged says whether criteria are narrowed to a change that touches
// nothing of what they ask for, and that alone is why none applies.
func (a *assessment) nothingChanged(votes []vote) bool {
	touched, none := false, false
	for i, v := range votes {
		switch {
		case v.informs:
		case v.outcome == scorecard.NotApplicable && a.plan.Criteria[i].Applies:
			none = true
		default:
			touched = true
		}
	}
	return none && !touched
}

// unchanged is the verdict on a change that touches nothing that is asked for: what
// people have to say of it is asked for all the same.
func (a *assessment) unchanged(s signatures) (scorecard.Ruling, []scorecard.Reason) {
	var reasons reasonList
	reasons.addRoles(scorecard.RoleRefused, s.refused, "refused by %s")
	if len(reasons) > 0 {
		return scorecard.Rejected, reasons
	}
	reasons.addRoles(scorecard.ApprovalMissing, s.missing, "no approval by %s", s.why...)
	reasons.addRoles(scorecard.ApprovalConditional, s.conditional, "approved with a condition by %s")
	reasons.addDraft(a.plan)
	if len(reasons) > 0 {
		return scorecard.Conditional, reasons
	}
	reasons.add(scorecard.NothingChanged, nil, "the change touches nothing that a criterion asks for")
	return scorecard.Approved, reasons
}

// blockers returns the ids of the open blockers of one outcome, in the order
// declared.
func (a *assessment) blockers(votes []vote, o scorecard.Outcome, waived bool) []string {
	var ids []string
	for i, v := range votes {
		if v.blocker && v.outcome == o && v.waived == waived {
			ids = append(ids, a.plan.Criteria[i].ID)
		}
	}
	return ids
}

// reasonList collects the reasons of a verdict in order.
type reasonList []scorecard.Reason

func (l *reasonList) add(code scorecard.Code, ids []string, format string, args ...any) {
	*l = append(*l, scorecard.Reason{Code: code, Text: fmt.Sprintf(format, args...), IDs: ids})
}

func (l *reasonList) addIDs(code scorecard.Code, ids []string, state string) {
	if len(ids) > 0 {
		l.add(code, ids, "%s %s: %s", plural(len(ids), "blocker is", "blockers are"), state, enumerate(ids))
	}
}

func (l *reasonList) addRoles(code scorecard.Code, roles []string, format string, why ...string) {
	if len(roles) > 0 {
		text := fmt.Sprintf(format, enumerate(roles))
		l.add(code, roles, "%s", strings.Join(append([]string{text}, why...), "; "))
	}
}

// addDraft says of any verdict that it is compared with a draft: by itself it is
// a reason for no more than conditional.
func (l *reasonList) addDraft(p *criteria.Plan) {
	if p.Draft {
		l.add(scorecard.Draft, nil, "the criteria are a draft: nobody has agreed to the targets yet")
	}
}

// standard is what a figure is compared with in a verdict.
type standard struct {
	name, asks string
	figure     quantity.Value
	bar        *quantity.Target
}

// below adds a reason for the first standard that is missed, to that of the same
// code where there is one. A figure that does not exist (0 of 0) misses nothing.
func (l *reasonList) below(code scorecard.Code, standards ...standard) {
	missed := slices.IndexFunc(standards, func(s standard) bool { return s.bar != nil && s.figure.Known() && !s.bar.Holds(s.figure) })
	if missed < 0 {
		return
	}
	s := standards[missed]
	needs := strings.TrimLeft(s.bar.Show(), "≥ \u00a0")
	text := fmt.Sprintf("%s is %s, and %s needs %s", s.name, quantity.Show(s.figure, s.bar.Bounds()), s.asks, needs)
	if last := len(*l) - 1; last >= 0 && (*l)[last].Code == code {
		(*l)[last].Text += "; " + text
		return
	}
	l.add(code, nil, "%s", text)
}

// conditions lists the open criteria of a conditional verdict with whom they
// wait for: the owner of the waiver that accepts them, else their own.
func (a *assessment) conditions(votes []vote) []scorecard.Condition {
	var list []scorecard.Condition
	for i, v := range votes {
		if !v.open() {
			continue
		}
		c := &a.plan.Criteria[i]
		condition := scorecard.Condition{Criterion: c.ID, Owner: c.Owner, Text: a.standing(i)}
		if v.waived {
			w := &a.plan.Waivers[a.firstEnding(a.waived[i])]
			condition.Owner = w.Owner
			condition.Text += fmt.Sprintf("; waived until %s", lastDay(w.Expires))
		}
		list = append(list, condition)
	}
	return list
}

// firstEnding is the waiver of several that ends first: of waivers for the whole
// criterion the first declared, as without it the others still hold.
func (a *assessment) firstEnding(waivers []int) int {
	first := waivers[0]
	for _, k := range waivers {
		if w := &a.plan.Waivers[k]; a.plan.Waivers[first].Inside != nil && w.Expires.Before(a.plan.Waivers[first].Expires) {
			first = k
		}
	}
	return first
}

// standing says in a line where an open criterion stands.
func (a *assessment) standing(i int) string {
	j, c := &a.judged[i], &a.plan.Criteria[i]
	switch {
	case len(j.problems) > 0:
		return fmt.Sprintf("%s is unknown: %s (%s)", c.Title, j.problems[0].Text, j.problems[0].Reason)
	case j.of > 0:
		return fmt.Sprintf("%s is unmet: %d of %d hold", c.Title, j.held, j.of)
	case j.shown:
		return fmt.Sprintf("%s is unmet: %s, and %s is asked", c.Title, showFigure(j.figure, j.byText, a.bounds(c)).Text(), c.Target.Show())
	}
	return fmt.Sprintf("%s is %s", c.Title, j.outcome)
}

// boundsOf are the figures of targets, which no figure compared with them must
// be rounded across; nil asks nothing.
func boundsOf(targets ...*quantity.Target) []quantity.Value {
	var bounds []quantity.Value
	for _, t := range targets {
		if t != nil {
			bounds = append(bounds, t.Bounds()...)
		}
	}
	return bounds
}

// scoreBounds are those bars and the bounds of the grades.
func scoreBounds(p *criteria.Plan) []quantity.Value {
	bounds := boundsOf(p.Verdict.ApprovedScore, p.Verdict.ConditionalScore)
	return append(bounds, gradeBounds(p)...)
}

func gradeBounds(p *criteria.Plan) []quantity.Value {
	var bounds []quantity.Value
	for _, g := range p.Grades {
		if g.From != nil {
			bounds = append(bounds, quantity.Of(new(big.Rat).Set(g.From), quantity.Point))
		}
	}
	return bounds
}
