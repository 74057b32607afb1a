package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

// States of an approval, from the one that counts most down.
const (
	approvalRefused = "refused"
	approvalDepends = "conditional"
	approvalGiven   = "given"
	approvalVoid    = "void"
	approvalNone    = "missing"
)

var approvalOrder = []string{approvalRefused, approvalDepends, approvalGiven, approvalVoid, approvalNone}

// signatures are the roles that speak in the verdict, in the order declared.
type signatures struct{ missing, conditional, refused []string }

// judgeApprovals is the rule of approvals. A record counts when it was given
// for exactly this digest and its role is asked; of several for one role the
// most cautious counts. One person signs one role: a name that already counts
// for an earlier role is void for a later one, except to refuse.
func judgeApprovals(roles []string, records []Approval, digest string) ([]scorecard.Approval, signatures) {
	list := make([]scorecard.Approval, 0, len(roles))
	var s signatures
	signed := map[string]string{}
	for _, role := range roles {
		counts := scorecard.Approval{Role: role, State: approvalNone}
		for _, r := range ofRole(records, role) {
			found := judgeApproval(r, digest, signed[criteria.Person(r.Name)])
			if slices.Index(approvalOrder, found.State) < slices.Index(approvalOrder, counts.State) {
				counts = found
			}
		}
		counts.Role = role
		list = append(list, counts)
		switch counts.State {
		case approvalRefused:
			s.refused = append(s.refused, role)
		case approvalDepends:
			s.conditional = append(s.conditional, role)
		case approvalGiven:
		default:
			s.missing = append(s.missing, role)
		}
		if counts.State == approvalGiven || counts.State == approvalDepends {
			signed[criteria.Person(counts.Name)] = role
		}
	}
	return append(list, unasked(roles, records)...), s
}

// judgeApproval gives one record its state; earlier is the role for which the
// same person's signature counts already.
func judgeApproval(r Approval, digest, earlier string) scorecard.Approval {
	a := scorecard.Approval{
		Role: r.Role, Name: r.Name, Date: day(r.Date), Condition: r.Condition, Digest: r.Digest, State: approvalGiven,
	}
	void := func(note string) {
		a.State, a.Notes = approvalVoid, append(a.Notes, note)
	}
	switch {
	case r.Digest != digest:
		void("signs another assessment")
	case r.Refused:
		a.State = approvalRefused
	case criteria.Person(r.Name) == "":
		void("names nobody")
	case earlier != "":
		void("one person signs one role, and this name signs " + earlier)
	case r.Condition != "":
		a.State = approvalDepends
	}
	return a
}

// unasked lists records of roles that nobody asks; they have no effect.
func unasked(roles []string, records []Approval) []scorecard.Approval {
	var list []scorecard.Approval
	for _, r := range inRoleOrder(records) {
		if !slices.ContainsFunc(roles, func(role string) bool { return samePerson(role, r.Role) }) {
			list = append(list, scorecard.Approval{
				Role: r.Role, Name: r.Name, Date: day(r.Date), Condition: r.Condition, Digest: r.Digest,
				State: approvalVoid, Notes: []string{"this role is not asked"},
			})
		}
	}
	return list
}

func ofRole(records []Approval, role string) []Approval {
	var those []Approval
	for _, r := range inRoleOrder(records) {
		if samePerson(r.Role, role) {
			those = append(those, r)
		}
	}
	return those
}

// inRoleOrder sorts records so that the order of their files does not show.
func inRoleOrder(records []Approval) []Approval {
	return slices.SortedStableFunc(slices.Values(records), func(a, b Approval) int {
		return cmp.Or(
			strings.Compare(a.Role, b.Role),
			a.Date.Compare(b.Date),
			strings.Compare(a.Name, b.Name),
			strings.Compare(a.Digest, b.Digest),
			strings.Compare(a.Condition, b.Condition),
		)
	})
}
