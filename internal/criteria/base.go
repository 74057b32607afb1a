package criteria

import (
	"path"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/tree"
)

// base checks the evidence that findings are compared with: a question that
// compares needs some, and it must not be the evidence itself.
func (l *loader) base(q *questionDraft, s scope, at tree.Node, ids []string, question *fact.Question) []string {
	measure := question.Measure
	switch {
	case measure.Kind != fact.Scanner:
		return nil
	case question.Compare == fact.NotCompared && len(s.base) > 0:
		s.base[0].Fail("%s is not compared, found a baseline next to it", measure.Name).Hint =
			l.measuresThat(func(m *fact.Measure) bool { return m.Compare != fact.NotCompared }) + " are, and any count where: { new: \"true\" }"
		return nil
	case question.Compare == fact.NotCompared:
		return nil
	case len(s.base) == 0:
		at.Fail("expected a baseline next to %s, found none", measure.Name).Hint = "baseline names the evidence of the base that findings are compared with"
		return nil
	case q.by.Exists():
		q.by.Fail("findings that are compared with a baseline are not broken down")
	case q.dedupe:
		at.Fail("findings that are compared with a baseline are told apart already, found dedupe too")
	}
	base, _ := l.evidenceIDs(s.base, s.pack)
	l.ownBase(s.base, ids)
	l.fits(measure, at, base)
	return base
}

// ownBase refuses evidence that is compared with itself, under its own name or
// another.
func (l *loader) ownBase(base []tree.Node, ids []string) {
	const hint = "nothing is ever new, or slower, against itself"
	for _, n := range base {
		id := text(n)
		if slices.Contains(ids, id) {
			n.Fail("%q is its own baseline", id).Hint = hint
			continue
		}
		if file := l.sharedPath(id, ids); file != "" {
			n.Fail("%q is its own baseline: %s belongs to the evidence too", id, file).Hint = hint
		}
	}
}

// sharedPath is a path that an evidence declares as one of others does.
func (l *loader) sharedPath(id string, others []string) string {
	i, ok := l.evidence[id]
	if !ok {
		return ""
	}
	for _, other := range others {
		k, ok := l.evidence[other]
		if !ok {
			continue
		}
		for _, p := range l.plan.Evidence[i].Paths {
			same := func(o string) bool { return path.Clean(o) == path.Clean(p) }
			if slices.ContainsFunc(l.plan.Evidence[k].Paths, same) {
				return p
			}
		}
	}
	return ""
}

// markBases notes which evidence is read only to be compared with.
func (l *loader) markBases() {
	base, read := map[string]bool{}, map[string]bool{}
	older := map[int]bool{}
	for _, c := range l.plan.Criteria {
		if change, ok := c.Expr.(Change); ok {
			older[change.Old] = true
		}
	}
	for i, a := range l.plan.Asks {
		for _, id := range a.Evidence {
			if older[i] {
				base[id] = true
			} else {
				read[id] = true
			}
		}
		for _, id := range a.Base {
			base[id] = true
		}
	}
	for i := range l.plan.Evidence {
		e := &l.plan.Evidence[i]
		e.Base = base[e.ID] && !read[e.ID]
	}
}
