package criteria

import (
	"slices"
	"strings"
	"testing"

	"signoff/internal/source"
)

// TestUnproven holds that a criterion without any question is a draft that
// lint points out, and half a question is none.
func TestUnproven(t *testing.T) {
	const head = "version: 1\nproject: P\nevidence: { s: { path: s.json, format: sarif } }\ncategories: [{ id: c, title: C }]\ncriteria:\n" +
		"  - { id: S, title: S, category: c, evidence: s, measure: findings.total, target: 0, blocker: true }\n"
	for line, want := range map[string]string{
		"{ id: D, title: D, category: c }":                                      `nothing proves the criterion "D"`,
		"{ id: D, title: D, category: c, target: < 10ms }":                      `nothing proves the criterion "D"`,
		"{ id: D, title: D, category: c, target: '== \"yes\"' }":                `nothing proves the criterion "D"`,
		"{ id: D, title: D, category: c, target: fast }":                        "fast",
		"{ id: D, title: D, category: c, warn: < 8ms }":                         "expected a target",
		"{ id: D, title: D, category: c, target: < 8ms, warn: < 9ms }":          "expected a warn that is stricter",
		"{ id: D, title: D, category: c, evidence: s, target: 0 }":              "expected measure",
		"{ id: D, title: D, category: c, evidence: s }":                         "expected measure",
		"{ id: D, title: D, category: c, measure: findings.total }":             "expected evidence",
		"{ id: D, title: D, category: c, target: 0, confidence: 95% }":          "expected evidence",
		"{ id: D, title: D, category: c, evidence: s, measure: findings.high }": "expected a target",
	} {
		plan, faults := Load(of(head + "  - " + line + "\n"))
		draft := strings.HasPrefix(want, "nothing proves")
		if !strings.Contains(show(faults), want) || draft == hasErrors(faults) {
			t.Errorf("%s gives %q, expected %q", line, show(faults), want)
			continue
		}
		if draft {
			if _, ok := plan.Criteria[1].Expr.(Unproven); !ok {
				t.Errorf("%s asks %v", line, plan.Criteria[1].Expr)
			}
		}
	}
}

func hasErrors(list source.List) bool {
	return slices.ContainsFunc(list, func(e *source.Error) bool { return e.Level != source.Warning })
}
