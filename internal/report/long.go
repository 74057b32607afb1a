package report

import (
	"slices"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// objectives rolls deliverables and standards up from the criteria that refer to
// them: each is as good as the worst of these.
func objectives(v *view, _ call) piece {
	t := table{class: "stack", caption: text("Each is as good as the worst criterion that refers to it."),
		columns: []column{{head: "Objective"}, {head: "State", plain: true}, {head: "Pass", right: true}, {head: "Criteria"}}}
	for _, o := range v.s.Objectives {
		var ids []string
		pass, of, worst := 0, 0, scorecard.Met
		for i := range v.s.Criteria {
			c := &v.s.Criteria[i]
			if !c.Counts() || !refersTo(c, o) {
				continue
			}
			ids, of = append(ids, c.ID), of+1
			if c.Outcome.Satisfied() {
				pass++
			}
			worst = worse(worst, c.Outcome)
		}
		if of == 0 {
			worst = scorecard.Unknown
		}
		t.rows = append(t.rows, row{cells: []piece{join(" ", text(o.ID), written(o.Title)), state(worst, wording.SignOf(worst).Word), text(wording.Share(pass, of)), v.refs(ids)}})
	}
	return blocks(t.bounded(), v.excerpted("deliverables"))
}

func refersTo(c *scorecard.Criterion, o scorecard.Objective) bool {
	return slices.Contains(c.Refs, o.ID) || slices.Contains(o.Refs, c.ID) || slices.ContainsFunc(o.Refs, func(ref string) bool { return slices.Contains(c.Refs, ref) })
}

// worse is the worse of two outcomes: unmet, then unknown, then warning.
func worse(a, b scorecard.Outcome) scorecard.Outcome {
	order := []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning}
	for _, o := range order {
		if a == o || b == o {
			return o
		}
	}
	return scorecard.Met
}
