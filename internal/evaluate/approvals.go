package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

// approvalOrder is the order of a role's records in a report: what counts most
// comes first.
var approvalOrder = []scorecard.ApprovalState{
	scorecard.Refused, scorecard.Invalid, scorecard.Signed, scorecard.Recorded, scorecard.Void, scorecard.Missing,
}

// signatures are the roles that speak in the verdict, in the order declared.
type signatures struct {
	missing, conditional, refused []string
	// why says of records of the missing roles why they do not count.
	why []string
}

// session is the judgement of the recorded sign-offs of one scorecard.
type session struct {
	in      *Input
	card    *scorecard.Scorecard
	digest  string
	asOf    time.Time
	records []Approval
	// counted are those that count so far: one person signs one role.
	counted []Approval
}

// judgeApprovals is the rule of approvals. A record counts when it is as it was
// written, was given for exactly this digest, and its role is asked and takes it;
// a refusal outweighs any number of approvals. One person signs one role: a
// signer or a name that already counts for an earlier role is void for a later
// one, except to refuse. What does not count is listed with the reason.
func (a *assessment) judgeApprovals(card *scorecard.Scorecard) ([]scorecard.Approval, signatures) {
	n := a.session(card)
	list := make([]scorecard.Approval, 0, len(a.plan.Sign.Roles))
	var s signatures
	for _, role := range a.plan.Sign.Roles {
		found, persons, blocked := n.role(role)
		switch {
		case slices.ContainsFunc(found, func(f scorecard.Approval) bool { return f.State == scorecard.Refused }):
			s.refused = append(s.refused, role.Name)
		case persons < role.Need || blocked:
			s.missing = append(s.missing, role.Name)
			s.why = append(s.why, whyNot(found)...)
			if len(found) == 0 || persons > 0 && !blocked {
				found = append(found, missing(role, persons))
			}
		case slices.ContainsFunc(found, func(f scorecard.Approval) bool { return f.Counts() && f.Condition != "" }):
			s.conditional = append(s.conditional, role.Name)
		}
		list = append(list, found...)
	}
	return append(list, n.unasked()...), s
}

func (a *assessment) session(card *scorecard.Scorecard) session {
	n := session{in: &a.in, card: card, digest: card.Digest(), asOf: a.in.ApprovalsAsOf, records: inRoleOrder(a.in.Approvals)}
	if n.asOf.IsZero() {
		n.asOf = a.in.AsOf
	}
	return n
}

// whyNot says in a line each why the records of a role do not count.
func whyNot(found []scorecard.Approval) []string {
	var list []string
	for _, f := range found {
		if f.State == scorecard.Void || f.State == scorecard.Invalid {
			list = append(list, fmt.Sprintf("%s of %s is %s: %s", f.Role, f.Name, f.State, strings.Join(f.Notes, "; ")))
		}
	}
	return slices.Compact(list)
}

func missing(role criteria.Role, persons int) scorecard.Approval {
	m := scorecard.Approval{Role: role.Name, State: scorecard.Missing}
	if role.Need > 1 {
		m.Notes = []string{fmt.Sprintf("%d of %d persons have approved", persons, role.Need)}
	}
	return m
}

// role judges the records of one role: how many persons approve, and whether a
// refusal that somebody changed keeps it from being approved.
func (n *session) role(role criteria.Role) (list []scorecard.Approval, persons int, blocked bool) {
	var those, given []Approval
	for _, r := range n.records {
		if samePerson(r.Role, role.Name) {
			those = append(those, r)
		}
	}
	for _, r := range those {
		shown := n.judge(r, role, those)
		if shown.Counts() {
			if twin := slices.IndexFunc(given, func(g Approval) bool { return sameSigner(g, r) }); twin >= 0 {
				shown.State = scorecard.Void
				shown.Notes = append(shown.Notes, "one person signs once, and "+given[twin].Name+" signs this role already")
			} else if shown.State == scorecard.Signed || !n.in.Plan.Sign.Required {
				given = append(given, r)
			}
		}
		blocked = blocked || shown.State == scorecard.Invalid && r.Refused
		list = append(list, shown)
	}
	n.counted = append(n.counted, given...)
	slices.SortStableFunc(list, func(a, b scorecard.Approval) int {
		return cmp.Compare(slices.Index(approvalOrder, a.State), slices.Index(approvalOrder, b.State))
	})
	return list, len(given), blocked
}

// judge gives one record its state; those are all records of its role.
func (n *session) judge(r Approval, role criteria.Role, those []Approval) scorecard.Approval {
	a := show(r)
	a.Role = role.Name
	if why := n.invalid(r, role); why != "" {
		a.State, a.Notes = scorecard.Invalid, append(a.Notes, why)
		return a
	}
	if why := n.void(r, role, those); why != "" {
		a.State, a.Notes = scorecard.Void, append(a.Notes, why)
		return a
	}
	switch {
	case r.Refused:
		a.State = scorecard.Refused
	case r.Signature.holds():
		a.State = scorecard.Signed
	case n.in.Plan.Sign.Required:
		a.Notes = append(a.Notes, "is not signed, and only signed approvals count")
	}
	return a
}

// show is a record as the document has it.
func show(r Approval) scorecard.Approval {
	a := scorecard.Approval{
		Role: r.Role, Name: r.Name, Date: day(r.Date), Condition: r.Condition, Digest: r.Digest,
		Unattended: r.Unattended, State: scorecard.Recorded,
	}
	if !r.Until.IsZero() {
		a.Until = lastDay(r.Until)
	}
	if r.Signature.holds() {
		a.Signer, a.Key = strings.Join(r.Signature.By, ", "), r.Signature.Key
	}
	return a
}

// isOneOf says whether who signed is one of some people.
func (r Approval) isOneOf(people []string) bool {
	return slices.ContainsFunc(people, func(p string) bool {
		return criteria.LooksLike(p, r.Name) || slices.ContainsFunc(r.Signature.By, func(by string) bool { return strings.EqualFold(by, p) })
	})
}

func (n *session) waiverOwners() []string {
	var owners []string
	for _, w := range n.in.Plan.Waivers {
		owners = append(owners, w.Owner)
	}
	return owners
}

// unasked lists records of roles that nobody asks; they have no effect.
func (n *session) unasked() []scorecard.Approval {
	var list []scorecard.Approval
	for _, r := range n.records {
		if _, asked := n.in.Plan.Sign.Role(r.Role); !asked {
			a := show(r)
			a.State, a.Notes = scorecard.Void, []string{"this role is not asked"}
			list = append(list, a)
		}
	}
	return list
}

// inRoleOrder sorts records so that the order of their files does not show.
func inRoleOrder(records []Approval) []Approval {
	return slices.SortedStableFunc(slices.Values(records), func(a, b Approval) int {
		return cmp.Or(
			strings.Compare(a.Role, b.Role),
			a.Date.Compare(b.Date),
			strings.Compare(a.Name, b.Name),
			strings.Compare(a.Record(), b.Record()),
		)
	})
}

// approvalLimits are what the report cannot vouch for in the sign-offs.
func (a *assessment) approvalLimits(list []scorecard.Approval) []scorecard.Limit {
	var roles []string
	for _, p := range list {
		if p.Unattended && p.Counts() && p.State == scorecard.Recorded && !slices.Contains(roles, p.Role) {
			roles = append(roles, p.Role)
		}
	}
	if len(roles) == 0 {
		return nil
	}
	return []scorecard.Limit{{Code: "unattended", Text: "the approval was recorded by a program, without a person before a terminal and without a signature", IDs: roles}}
}
