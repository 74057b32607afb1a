package criteria

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"signoff/internal/quantity"
)

const head = "version: 1\nproject: X\nevidence: { sast: a.json, unit: b.xml, bench: c.csv }\ncategories: [{ id: q }]\n"

func load(t *testing.T, in Source) *Plan {
	t.Helper()
	plan, list := Load(in)
	if plan == nil {
		t.Fatalf("found\n%s", show(list))
	}
	return plan
}

func (p *Plan) criterion(t *testing.T, id string) Criterion {
	t.Helper()
	for _, c := range p.Criteria {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no criterion %s", id)
	return Criterion{}
}

func TestAsksAreShared(t *testing.T) {
	plan := load(t, of(head+`criteria:
  - { id: A, title: T, category: q, evidence: [unit, sast], measure: document.size, target: "> 1B" }
  - { id: B, title: T, category: q, evidence: [sast, unit], measure: document.size, target: "> 2B" }
  - { id: C, title: T, category: q, evidence: sast, measure: findings.total, where: { severity: ">= high", path: ["!b/*", "!a/*"] }, target: 0 }
  - { id: D, title: T, category: q, evidence: sast, measure: findings.total, where: { path: ["!a/*", "!b/*"], severity: ">=high" }, target: 1 }
  - { id: E, title: T, category: q, evidence: bench, measure: benchmark.p95, target: < 1ms }
  - { id: F, title: T, category: q, evidence: bench, measure: benchmark.p95, target: < 1ms, confidence: 95% }
`))
	var asks []int
	for _, c := range plan.Criteria {
		asks = append(asks, c.Expr.(One).Ask)
	}
	if diff := cmp.Diff([]int{0, 0, 1, 1, 2, 3}, asks); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"sast", "unit"}, plan.Asks[0].Evidence); diff != "" {
		t.Errorf("evidence (-want +got)\n%s", diff)
	}
	if !plan.Asks[3].Question.Samples || plan.Asks[2].Question.Samples {
		t.Error("samples belong to the question with a confidence")
	}
}

func TestEmptyMet(t *testing.T) {
	for _, test := range []struct {
		rest string
		want bool
	}{
		{`evidence: sast, measure: findings.total, target: 0`, true},
		{`evidence: sast, measure: findings.total, where: { severity: high }, target: 0`, true},
		{`evidence: sast, measure: findings.total, where: { severity: high, suppressed: true }, target: 0`, true},
		{`evidence: sast, measure: findings.total, where: { rule: B101 }, target: 0`, false},
		{`evidence: sast, measure: findings.total, where: { rule: B101 }, empty: met, target: 0`, true},
		{`evidence: sast, measure: findings.total, where: { severity: high }, empty: unknown, target: 0`, false},
		{`evidence: unit, measure: tests.failed, where: { suite: a }, target: 0`, false},
	} {
		plan := load(t, of(head+"criteria:\n  - { id: A, title: T, category: q, "+test.rest+" }\n"))
		if got := plan.Criteria[0].EmptyMet; got != test.want {
			t.Errorf("%s: EmptyMet = %t, want %t", test.rest, got, test.want)
		}
	}
}

func TestTailor(t *testing.T) {
	text := head + `include: base
tailor:
  - { criterion: SEC-02, set: { target: <= 3, why: null, owner: A. Person }, because: Old code., approved_by: B }
`
	plan := load(t, of(text))
	c := plan.criterion(t, "SEC-02")
	if c.Target.String() != "<= 3" || c.Why != "" || c.Owner != "A. Person" || c.Pack != "base" {
		t.Errorf("got %+v", c)
	}
	if c.Declared.File != "criteria/base.yaml" {
		t.Errorf("declared at %s", c.Declared)
	}
	var got []string
	for _, c := range plan.Tailor {
		got = append(got, fmt.Sprintf("%s %s: %q -> %q", c.Criterion, c.Key, c.Old, c.New))
	}
	want := []string{`SEC-02 target: "0" -> "<= 3"`, `SEC-02 why: "Clean." -> ""`, `SEC-02 owner: "" -> "A. Person"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if c.Revision == load(t, of(head+"include: base\n")).criterion(t, "SEC-02").Revision {
		t.Error("another target has the same revision")
	}
}

func TestPackFaults(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"redeclared", head + "include: base\ncriteria:\n  - { id: SEC-01, title: T, category: q, evidence: sast, measure: findings.high, target: 5 }\n", "a pack's criterion is changed with tailor"},
		{"tailored wrongly", head + "include: base\ntailor: [{ criterion: SEC-01, set: { target: 5% }, because: B, approved_by: C }]\n", "expected a number, found a percentage"},
		{"required taken away", head + "include: base\ntailor: [{ criterion: SEC-01, set: { title: null }, because: B, approved_by: C }]\n", `expected "title" in criterion, found none`},
		{"included twice", head + "include: [base, base]\n", "base is included twice"},
	} {
		plan, list := Load(of(test.text))
		if plan != nil || !strings.Contains(show(list), test.want) {
			t.Errorf("%s: want %q, found\n%s", test.name, test.want, show(list))
		}
	}
	in := of(head + "include: base\n")
	in.Packs = mapFS("base.yaml", basePack+"waivers: []\nevidence: {}\n")
	_, list := Load(in)
	for _, want := range []string{`unknown key "waivers" in pack`, `unknown key "evidence" in pack`} {
		if !strings.Contains(show(list), want) {
			t.Errorf("expected %q, found\n%s", want, show(list))
		}
	}
}

func TestPackNamesUndeclaredEvidence(t *testing.T) {
	plan := load(t, of("version: 1\nproject: X\ninclude: base\n"))
	ask := plan.Asks[plan.criterion(t, "SEC-01").Expr.(One).Ask]
	if diff := cmp.Diff([]string{"sast"}, ask.Evidence); diff != "" || len(plan.Evidence) != 0 {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestDatesAndDefaults(t *testing.T) {
	plan := load(t, of(head+`criteria: [{ id: A, title: T, category: q, evidence: sast, measure: findings.total, target: 0 }]
waivers:
  - { criterion: A, reason: R, owner: A, approved_by: B, granted: 2026-01-01, expires: 2026-03-31 }
  - { id: X, criterion: A, reason: R, owner: A, approved_by: B, expires: 2026-03-31T12:00:00+02:00, covers: unknown }
`))
	day := func(s string) time.Time {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	first, second := plan.Waivers[0], plan.Waivers[1]
	if !first.Granted.Equal(day("2026-01-01T00:00:00Z")) || !first.Expires.Equal(day("2026-04-01T00:00:00Z")) || !second.Expires.Equal(day("2026-03-31T10:00:00Z")) {
		t.Errorf("got %s to %s, and to %s", first.Granted, first.Expires, second.Expires)
	}
	if first.ID != "W-1" || second.ID != "X" || !first.CoversUnmet || first.CoversUnknown || second.CoversUnmet || !second.CoversUnknown {
		t.Errorf("got %+v and %+v", first, second)
	}
	if plan.WarningCredit.Cmp(big.NewRat(1, 2)) != 0 || len(plan.Verdict.Differs) > 0 || plan.WaiverMax.Cmp(quantity.Int(365, quantity.Day)) != 0 || len(plan.Grades) != 4 {
		t.Errorf("got %+v", plan)
	}
}

func TestWaiverLife(t *testing.T) {
	text := head + "criteria: [{ id: A, title: T, category: q, evidence: sast, measure: findings.total, target: 0 }]\nwaivers: [{ criterion: A, reason: R, owner: A, approved_by: B, granted: 2026-01-01, expires: %s }]\n"
	if plan, _ := Load(of(fmt.Sprintf(text, "2026-12-31"))); plan == nil {
		t.Error("365 days are refused")
	}
	if plan, list := Load(of(fmt.Sprintf(text, "2027-01-01"))); plan != nil || !strings.Contains(show(list), "expected a waiver of at most 365 d, found 366 d") {
		t.Errorf("366 days: found\n%s", show(list))
	}
}

func TestDigest(t *testing.T) {
	in := of(head + "include: base\n")
	plan := load(t, in)
	root, _ := in.ReadFile("signoff.yaml")
	sum := func(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }
	if want := sum(sum(string(root)) + "  signoff.yaml\n" + sum(basePack) + "  criteria/base.yaml\n"); plan.SHA256 != want {
		t.Errorf("SHA256 = %s, want %s", plan.SHA256, want)
	}
	if plan.Packs[0].SHA256 != sum(basePack) {
		t.Errorf("pack = %s", plan.Packs[0].SHA256)
	}
}

func TestNarrativeSecrets(t *testing.T) {
	in := of(head + "criteria: []\nnarrative: { opening: text.md }\n")
	read := in.ReadFile
	token := "ghp_" + strings.Repeat("a1B2", 9)
	in.ReadFile = func(path string) ([]byte, error) {
		if path == "text.md" {
			return []byte("Use " + token + " to log in.\n"), nil
		}
		return read(path)
	}
	plan, list := Load(in)
	if strings.Contains(plan.Narrative[0].Text, token) || !strings.Contains(show(list), "holds a secret") {
		t.Errorf("got %q and\n%s", plan.Narrative[0].Text, show(list))
	}
}

func TestUnreadableFile(t *testing.T) {
	in := of("")
	in.ReadFile = func(string) ([]byte, error) {
		return nil, &os.PathError{Op: "open", Path: "/home/me/signoff.yaml", Err: os.ErrPermission}
	}
	_, list := Load(in)
	if want := "signoff.yaml: cannot read signoff.yaml: permission denied\n"; show(list) != want {
		t.Errorf("got %q, want %q", show(list), want)
	}
}

func TestWhatDiffersFromTheDefaults(t *testing.T) {
	const plain = `version: 1
project: X
evidence: { scan: a.sarif }
categories: [{ id: q }]
criteria: [{ id: A-1, title: T, category: q, evidence: scan, measure: findings.high, target: 0, blocker: true }]
`
	tests := []struct {
		declared string
		want     []string
	}{
		{"", nil},
		{"waiver_max: 52w\n", []string{"waivers may last 52 w"}},
		{"scoring: { warning: 1 }\n", []string{"a warning counts 1"}},
		{"scoring: { warning: 0.5 }\n", nil},
		{"grades: [{ name: All, from: 0 }]\n", []string{"grades are declared"}},
		{"verdict: { approved: { compliance: '>= 95.0%' } }\n", nil},
		{"verdict: { approved: { score: '>= 90' }, conditional: { compliance: '>= 10%' } }\n",
			[]string{"approved asks a score >= 90 points", "conditional asks compliance >= 10%"}},
	}
	for _, test := range tests {
		plan, list := Load(of(plain + test.declared))
		if plan == nil {
			t.Fatal(show(list))
		}
		if diff := cmp.Diff(test.want, plan.Verdict.Differs); diff != "" {
			t.Errorf("%q (-want +got)\n%s", test.declared, diff)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(parametric))
	f.Add([]byte(head + "include: base\ntailor: [{ criterion: SEC-01, set: { target: 5% }, because: B }]\n"))
	for _, file := range []string{"testdata/ok/forms.yaml", "testdata/ok/design.yaml", "testdata/err/yaml.yaml", "testdata/err/forms.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		plan, list := Load(of(string(text)))
		if (plan == nil) != (list.Err() != nil) {
			t.Errorf("plan %v next to\n%s", plan != nil, show(list))
		}
		for _, e := range list {
			if strings.ContainsAny(e.Msg, "\n") {
				t.Errorf("message of several lines: %q", e.Msg)
			}
			e.Excerpt()
		}
		if plan == nil {
			return
		}
		for _, c := range plan.Criteria {
			if c.Expr == nil || c.Weight.Sign() <= 0 || c.Category == "" || c.Title == "" || c.Revision == "" {
				t.Errorf("incomplete: %+v", c)
			}
			if one, ok := c.Expr.(One); ok && (one.Ask < 0 || one.Ask >= len(plan.Asks) || c.Target.Op == 0) {
				t.Errorf("no question or no target: %+v", c)
			}
		}
	})
}
