package criteria

import (
	"signoff/internal/fact"
	"signoff/internal/tree"
)

// scopeKeys are the keys that say which records a waiver is for. Those of one
// waiver are one filter; what several waivers cover adds up.
var scopeKeys = [...]struct{ name, doc, example string }{
	{"rule", "the rules whose findings it is for, as patterns", `[G101, "G4*"]`},
	{"cve", "the vulnerabilities that it is for, as patterns", "CVE-2026-0101"},
	{"cwe", "the weaknesses that it is for, as patterns", "CWE-79"},
	{"package", "the components that it is for, as patterns", "zlib"},
	{"path", "the examined files that it is for, as patterns", "gen/*"},
}

// isComponent says whether the version that a waiver names is that of a
// vulnerable component.
func (w *waiverDraft) isComponent() bool {
	for i, s := range scopeKeys {
		if (s.name == "package" || s.name == "cve") && len(w.scope[i]) > 0 {
			return true
		}
	}
	return false
}

// compileScope compiles what a waiver is for. It covers the records in its
// scope, so the criterion's question is asked once more about them.
func (l *loader) compileScope(w *waiverDraft, waiver *Waiver, c *Criterion) {
	patterns, names := w.scopes()
	if len(patterns) == 0 {
		return
	}
	at := patterns[0][0]
	one, single := c.Expr.(One)
	switch {
	case c.Expr == nil || single && one.Ask < 0:
		return // the criterion has a fault of its own
	case !single:
		at.Fail("%s belongs to a waiver for one question, %s asks several", names[0], c.ID)
		return
	case waiver.CoversUnknown:
		at.Fail("%s belongs to a waiver for what is unmet; what is unknown has none", names[0])
		return
	}
	ask := l.plan.Asks[one.Ask]
	for i, list := range patterns {
		if terms := l.scopeTerms(list, names[i], ask.Question.Measure, &waiver.selects); len(terms) > 0 {
			waiver.Scope = append(waiver.Scope, Scope{names[i], terms})
		}
	}
	ask.Question.By = ""
	ask.Question.Where = ask.Question.Where.Within(waiver.selects)
	waiver.Inside = One{l.ask(ask)}
}

// scopes lists the patterns of a waiver with the fields that they are for.
func (w *waiverDraft) scopes() (patterns [][]tree.Node, names []string) {
	for i, s := range scopeKeys {
		if len(w.scope[i]) > 0 {
			patterns, names = append(patterns, w.scope[i]), append(names, s.name)
		}
	}
	if w.version.Exists() && w.isComponent() {
		patterns, names = append(patterns, []tree.Node{w.version}), append(names, "version")
	}
	return patterns, names
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
