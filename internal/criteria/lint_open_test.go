package criteria

import (
	"slices"
	"testing"
)

func TestLintOpen(t *testing.T) {
	const head = "version: 1\nproject: X\nevidence: { unit: u.xml, slow: s.xml }\ncategories: [{ id: q }]\n"
	failed := "  - { id: A, title: T, category: q, evidence: [slow, unit], measure: tests.failed, target: 0, blocker: true }\n"
	slow := "no criterion asks for tests.errors of it"
	for _, test := range []struct {
		name, rest string
		want       []string
	}{
		{"both sources open", "criteria:\n" + failed, []string{"A counts failed tests of slow, and " + slow}},
		{"one source open", "criteria:\n" + failed + "  - { id: B, title: T, category: q, evidence: slow, measure: tests.errors, target: 0 }\nverdict: { conditional: { compliance: '>= 50%' } }\n",
			[]string{"A counts failed tests of unit, and " + slow}},
		{"a part of the errors", "criteria:\n" + failed + "  - { id: B, title: T, category: q, evidence: [slow, unit], measure: tests.errors, where: { suite: a }, target: 0 }\n",
			[]string{"one open criterion of 2 leaves 50%, and conditional asks >= 90%", "A counts failed tests of slow, and " + slow}},
		{"errors that only inform", "criteria:\n" + failed + "  - { id: B, title: T, category: q, evidence: [slow, unit], measure: tests.errors, target: 0, informs: true }\n",
			[]string{"A counts failed tests of slow, and " + slow}},
		{"errors in a composite", "criteria:\n  - { id: A, title: T, category: q, evidence: unit, blocker: true, all: [{ measure: tests.failed, target: 0 }, { measure: tests.errors, target: 0 }] }\n", nil},
		{"as many as conditional needs", "criteria:\n" + many(10), nil},
		{"one fewer", "criteria:\n" + many(9), []string{"one open criterion of 9 leaves 89%, and conditional asks >= 90%"}},
	} {
		plan, faults := Load(of(head + test.rest))
		if plan == nil {
			t.Fatalf("%s: %s", test.name, show(faults))
		}
		var got []string
		for _, e := range plan.LintOpen("signoff.yaml") {
			got = append(got, e.Msg)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, expected %q", test.name, got, test.want)
		}
	}
}

// many are n criteria that ask nothing of failed tests.
func many(n int) string {
	text := ""
	for i := range n {
		text += "  - { id: C" + string(rune('a'+i)) + ", title: T, category: q, evidence: unit, measure: tests.total, target: '> 0' }\n"
	}
	return text
}
