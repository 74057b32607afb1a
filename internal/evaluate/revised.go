package evaluate

import (
	"fmt"

	"signoff/internal/criteria"
	"signoff/internal/fact"
)

// sinceRevision is the rule of revised criteria: what somebody stated before a
// criterion changed was said of another one.
func (a *assessment) sinceRevision(c *criteria.Criterion, j judgement) judgement {
	problems := j.problems
	for _, id := range j.evidence {
		s := a.byID[id]
		if s == nil || s.declared.Statement == nil || !s.declared.Statement.On.Before(c.Revised) {
			continue
		}
		problems = append(problems, fact.Problem{
			Reason: fact.Stale,
			Text:   fmt.Sprintf("%s was stated on %s and the criterion was revised on %s", id, day(s.declared.Statement.On), day(c.Revised)),
		})
	}
	if len(problems) == len(j.problems) {
		return j
	}
	j.shown, j.held, j.of = false, 0, 0
	return unknown(j, problems...)
}
