package evaluate

import (
	"fmt"

	"signoff/internal/criteria"
	"signoff/internal/fact"
)

// sinceRevision is the rule of revised criteria: what somebody stated before a
// criterion changed was said of another one.
func (a *assessment) sinceRevision(c *criteria.Criterion, j judgement) judgement {
	troubles := j.troubles
	for _, id := range j.evidence {
		s := a.byID[id]
		if s == nil || s.declared.Statement == nil || !s.declared.Statement.On.Before(c.Revised) {
			continue
		}
		troubles = append(troubles, fact.Trouble{
			Reason: fact.Stale,
			Text:   fmt.Sprintf("%s was stated on %s and the criterion was revised on %s", id, day(s.declared.Statement.On), day(c.Revised)),
		})
	}
	if len(troubles) == len(j.troubles) {
		return j
	}
	j.shown, j.held, j.of = false, 0, 0
	return unknown(j, troubles...)
}
