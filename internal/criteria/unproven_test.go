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
		"{ id: D, title: D, category: c, warn: < 8ms }":                         "wanted a target",
		"{ id: D, title: D, category: c, target: < 8ms, warn: < 9ms }":          "wanted a warn that is stricter",
		"{ id: D, title: D, category: c, evidence: s, target: 0 }":              "wanted measure",
		"{ id: D, title: D, category: c, evidence: s }":                         "wanted measure",
		"{ id: D, title: D, category: c, measure: findings.total }":             "wanted evidence",
		"{ id: D, title: D, category: c, target: 0, confidence: 95% }":          "wanted evidence",
		"{ id: D, title: D, category: c, evidence: s, measure: findings.high }": "wanted a target",
	} {
		plan, faults := Load(of(head + "  - " + line + "\n"))
		draft := strings.HasPrefix(want, "nothing proves")
		if !strings.Contains(show(faults), want) || draft == hasErrors(faults) {
			t.Errorf("%s gives %q, wanted %q", line, show(faults), want)
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
