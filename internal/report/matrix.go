package report

import (
	"signoff/internal/fact"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// matrix traces every requirement to the criteria that refer to it, their
// evidence and outcome; criteria without a reference come last.
func matrix(v *view, _ call) piece {
	t := table{class: "stack", columns: []column{{head: "Requirement"}, {head: "Criterion"}, {head: "Title"}, {head: "Target"}, {head: "Measured", right: true}, {head: "Outcome"}, {head: "Evidence"}}}
	add := func(requirement string, c *scorecard.Criterion) {
		t.rows = append(t.rows, row{cells: []piece{text(requirement), v.ref(c.ID), v.titled(c), text(c.Target.Shown()), text(wording.Figure(c)), outcome(c), places(c)}})
	}
	var order []string
	referring := map[string][]*scorecard.Criterion{}
	for i := range v.s.Criteria {
		for _, ref := range v.s.Criteria[i].Refs {
			if referring[ref] == nil {
				order = append(order, ref)
			}
			referring[ref] = append(referring[ref], &v.s.Criteria[i])
		}
	}
	for _, ref := range order {
		for _, c := range referring[ref] {
			add(ref, c)
		}
	}
	for i := range v.s.Criteria {
		if c := &v.s.Criteria[i]; len(c.Refs) == 0 && !v.folded[c.ID] {
			add(wording.None, c)
		}
	}
	return blocks(t.piece(), v.foldedLine(len(v.folded)))
}

// orphans lists what the matrix leaves hanging: evidence that no criterion
// reads, and criteria that no evidence answers.
func orphans(v *view, _ call) piece {
	var unread, unanswered []string
	for i := range v.s.Evidence {
		if e := &v.s.Evidence[i]; len(e.UsedBy) == 0 {
			unread = append(unread, e.ID)
		}
	}
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		if c.Outcome != scorecard.NotApplicable && (len(c.Evidence) == 0 || c.Outcome == scorecard.Unknown && c.Reason == fact.Missing) {
			unanswered = append(unanswered, c.ID)
		}
	}
	return blocks(
		v.orphanLine("Evidence that no criterion reads", unread),
		v.orphanLine("Criteria that no evidence answers", unanswered))
}

func (v *view) orphanLine(head string, ids []string) piece {
	if len(ids) == 0 {
		return para("", text(head+": none."))
	}
	return para("", join(" ", text(head+":"), v.about(ids)))
}
