package criteria

import (
	"signoff/internal/fact"
	"signoff/internal/tree"
)

// compileScope compiles what a waiver is for. It holds for a criterion when all
// that breaks the target is in its scope, so the criterion's question is asked
// once more about everything else.
func (l *loader) compileScope(w *waiverDraft, waiver *Waiver, c *Criterion) {
	if len(w.rules)+len(w.paths) == 0 {
		return
	}
	at := append(w.rules, w.paths...)[0]
	one, single := c.Expr.(One)
	switch {
	case c.Expr == nil || single && one.Ask < 0:
		return // the criterion has a fault of its own
	case !single:
		at.Fail("rule and path belong to a waiver for one question, %s asks several", c.ID)
		return
	case waiver.CoversUnknown:
		at.Fail("rule and path belong to a waiver for what is unmet; what is unknown has neither")
		return
	}
	ask := l.plan.Asks[one.Ask]
	var scope fact.Where
	waiver.Rules = l.scopeTerms(w.rules, "rule", ask.Question.Measure, &scope)
	waiver.Paths = l.scopeTerms(w.paths, "path", ask.Question.Measure, &scope)
	ask.Question.By = ""
	ask.Question.Where = ask.Question.Where.Without(scope)
	waiver.Outside = One{l.ask(ask)}
}

// scopeTerms reads patterns for one field of the measure's records.
func (l *loader) scopeTerms(patterns []tree.Node, name string, m *fact.Measure, scope *fact.Where) []string {
	var list []string
	for _, n := range patterns {
		field, ok := fact.FieldNamed(m.Kind, name)
		if !ok {
			n.Fail("%s records have no %s", m.Kind, name)
			continue
		}
		term, err := fact.ParseCondition(field, n.Raw())
		if err != nil {
			n.Fail("%s", err)
			continue
		}
		scope.Add(term)
		list = append(list, term.String())
	}
	return list
}
