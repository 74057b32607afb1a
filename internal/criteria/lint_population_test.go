package criteria

import (
	"strings"
	"testing"
)

// How long something was observed, and out of how many bad things were counted,
// is asked for.
func TestLintAsksForThePopulation(t *testing.T) {
	const window, howMany = "however short it was observed", "does not say out of how many"
	for _, test := range []struct{ name, evidence, asks, want string }{
		{"availability", "{ path: a.csv }", "measure: health.availability, target: '>= 99%'", window},
		{"of a window", "{ path: a.csv, min: { health.window: 7d } }", "measure: health.availability, target: '>= 99%'", ""},
		{"outages", "{ path: a.csv }", "measure: health.longest_outage, target: < 10s", window},
		{"a count", "{ path: a.json }", "measure: document.value, jq: '[.a[] | select(.bad)] | length', target: == 0", howMany},
		{"a count of how many", "{ path: a.json }", "measure: document.value, jq: '[.a[] | select(.bad)] | length', of: '.a | length', target: == 0", ""},
		{"another target", "{ path: a.json }", "measure: document.value, jq: .a, target: < 5", ""},
	} {
		plan, faults := Load(of("version: 1\nproject: X\nevidence: { e: " + test.evidence + " }\ncategories: [{ id: q }]\n" +
			"criteria:\n  - { id: A, title: T, category: q, evidence: e, " + test.asks + " }\n"))
		if plan == nil {
			t.Fatalf("%s: %s", test.name, show(faults))
		}
		said := show(plan.LintOpen("signoff.yaml"))
		for _, text := range []string{window, howMany} {
			if strings.Contains(said, text) != (text == test.want) {
				t.Errorf("%s: said %q", test.name, said)
			}
		}
	}
}
