package criteria

import (
	"strings"
	"testing"
)

const parametric = head + `params: { most: 5, strict: false }
environments: { prod: { most: 1, strict: true }, test: {} }
criteria:
  - { id: A, title: T, category: q, evidence: sast, measure: findings.total, target: "<= ${most}", blocker: true }
  - { id: B, title: T, category: q, evidence: sast, measure: findings.high, target: 0, applies: { when: 'strict && env != "test"', because: Only there } }
`

func TestParams(t *testing.T) {
	for _, test := range []struct {
		env     string
		set     []string
		target  string
		applies bool
		from    string
	}{
		{"", nil, "<= 5", false, "declared"},
		{"prod", nil, "<= 1", true, "env prod"},
		{"prod", []string{"most=2", "most=3"}, "<= 3", true, "--set"},
		{"test", []string{"strict=true"}, "<= 5", false, "declared"},
		{"", []string{"strict=true"}, "<= 5", true, "declared"},
	} {
		in := of(parametric)
		in.Env, in.Set = test.env, test.set
		plan := load(t, in)
		if got := plan.Criteria[0].Target.String(); got != test.target {
			t.Errorf("%q %q: target %s, want %s", test.env, test.set, got, test.target)
		}
		if got := plan.Criteria[1].Applies; got != test.applies {
			t.Errorf("%q %q: applies %t, want %t", test.env, test.set, got, test.applies)
		}
		for _, p := range plan.Params {
			if p.Name == "most" && p.From != test.from {
				t.Errorf("%q %q: most is from %q, want %q", test.env, test.set, p.From, test.from)
			}
		}
	}
}

func TestParamFaults(t *testing.T) {
	for _, test := range []struct {
		env  string
		set  []string
		want string
	}{
		{"prdo", nil, `--env: unknown environment "prdo" (did you mean "prod"?)`},
		{"", []string{"mots=1"}, `--set: unknown parameter "mots" (did you mean "most"?)`},
		{"", []string{"most"}, `--set: expected name=value, found "most"`},
		{"", []string{"env=prod"}, `--set: unknown parameter "env"`},
		{"", []string{"most=5%"}, `expected a number, found a percentage (5%), with parameters in place: <= 5%`},
		{"", []string{"strict=1"}, `expected true or false, found "1" in the parameter strict`},
	} {
		in := of(parametric)
		in.Env, in.Set = test.env, test.set
		if _, list := Load(in); !strings.Contains(show(list), test.want) {
			t.Errorf("expected %q, found\n%s", test.want, show(list))
		}
	}
}

func TestConditions(t *testing.T) {
	for _, test := range []struct {
		when string
		want bool
	}{
		{"true", true}, {"false", false}, {"yes", true}, {"!yes", false}, {"! no", true}, {"${yes}", true},
		{`name == "a b"`, true}, {`name == 'a b'`, true}, {`name != "a b"`, false}, {`code == x-1`, true},
		{"yes && no", false}, {"yes || no", true}, {"no && no || yes", true}, {"yes || no && no", true}, {"no || no", false},
	} {
		plan := load(t, of(head+`params: { yes: true, no: false, name: a b, code: x-1 }
criteria: [{ id: A, title: T, category: q, evidence: sast, measure: findings.total, target: 0, applies: { because: B, when: '`+strings.ReplaceAll(test.when, "'", "''")+`' } }]
`))
		if got := plan.Criteria[0].Applies; got != test.want {
			t.Errorf("%s = %t, want %t", test.when, got, test.want)
		}
	}
}
