package evaluate

import (
	"fmt"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

// declareInterests notes where somebody who signs owns a part of what is
// signed: a waiver, a statement or a criterion, in their own name or in that of
// the role.
func declareInterests(plan *criteria.Plan, list []scorecard.Approval) {
	for i := range list {
		a := &list[i]
		if criteria.Person(a.Name) == "" {
			continue
		}
		theirs := func(owner string) bool {
			return criteria.Person(owner) != "" && (samePerson(owner, a.Name) || samePerson(owner, a.Role))
		}
		var waivers, statements, owned []string
		for _, w := range plan.Waivers {
			if theirs(w.Owner) {
				waivers = append(waivers, w.ID)
			}
		}
		for _, e := range plan.Evidence {
			if e.Statement != nil && theirs(e.Statement.By) {
				statements = append(statements, e.ID)
			}
		}
		for _, c := range plan.Criteria {
			if theirs(c.Owner) {
				owned = append(owned, c.ID)
			}
		}
		for _, part := range []struct {
			verb, one, many string
			ids             []string
		}{
			{"owns", "waiver", "waivers", waivers},
			{"made", "statement", "statements", statements},
			{"owns", "criterion", "criteria", owned},
		} {
			if len(part.ids) > 0 {
				a.Notes = append(a.Notes, fmt.Sprintf("%s the %s %s", part.verb, noun(len(part.ids), part.one, part.many), enumerate(part.ids)))
			}
		}
	}
}

func noun(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
