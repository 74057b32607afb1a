package criteria

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/tree"
)

// changed checks the evidence of a change to whose lines a question is narrowed.
func (l *loader) changed(q *questionDraft, s scope, at tree.Node, ids []string, question *fact.Question) string {
	measure := question.Measure
	if !q.changed.Exists() {
		if measure.Narrowed {
			at.Fail("expected changed next to %s, found none", measure.Name).Hint = "changed names the evidence of a change, a unified diff"
		}
		return ""
	}
	id, ok := q.changed.Text()
	switch {
	case !ok:
	case measure.Kind != fact.Scanner && measure.Kind != fact.Coverage:
		q.changed.Fail("changed belongs to findings and coverage, found it next to %s", measure.Name)
	case measure.Kind == fact.Coverage && !measure.Lined:
		q.changed.Fail("%s is not known by line, found changed next to it", measure.Name).Hint = l.measuresThat(func(m *fact.Measure) bool { return m.Lined }) + " are"
	case question.Compare != fact.NotCompared:
		q.changed.Fail("findings are compared with a baseline or narrowed to changed lines, found both")
	case q.by.Exists():
		q.by.Fail("what is narrowed to changed lines is not broken down")
	case slices.Contains(ids, id):
		q.changed.Fail("%q is the evidence itself", id)
	case !l.declared(q.changed, s.pack):
	case l.isKind(q.changed, id, fact.Change, "questions are narrowed to its lines"):
		l.read[id] = true
	}
	return id
}
