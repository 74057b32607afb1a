package scorecard

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRunOf holds that a row says what its assessment says, and nobody's name.
func TestRunOf(t *testing.T) {
	s := sample()
	s.Approvals = []Approval{{Role: "Ops", Name: "Ada Person", State: Recorded, Date: "2026-11-19"}, {Role: "Sec", Name: "Bo Person", State: Signed, Date: "2026-11-18"}}
	s.Waivers[0].Owner, s.Waivers[0].ApprovedBy, s.Waivers[0].Reason = "Cy Person", "Di Person", "asked by Ed Person"
	s.Criteria[0].Owner, s.Criteria[0].Exact = "Fay Person", "999/100"
	s.AsOf = "2026-11-20T14:00:00+02:00"
	r, err := RunOf(s, "", "feature")
	if err != nil {
		t.Fatal(err)
	}
	text, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"line":"main"`, `"branch":"feature"`, `"as_of":"2026-11-20T12:00:00Z"`, `"assessment":"` + s.Digest() + `"`, `"signed":2,"signed_on":"2026-11-19"`,
		`"verdict":"conditional"`, `"reasons":["approval-missing"]`, `"exact":"2/3"`, `"expires_next":"2026-12-31","expires_what":"waiver W-1 C-2"`,
		`["C-1","r1","met","9.99","ms"],["C-2","r2","unmet"],["C-3","r3","warning"],["C-4","r4","not-applicable"]`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the row lacks %s:\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "Person") {
		t.Errorf("a person is named: %s", text)
	}
	back, err := ParseRun(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := back.JSON(); err != nil || string(again) != string(text) {
		t.Errorf("read back it is %s, %v", again, err)
	}
}

// TestParseRun refuses what was not written by us.
func TestParseRun(t *testing.T) {
	r, err := RunOf(sample(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := r.JSON()
	for _, change := range [][2]string{
		{`"schema"`, ` "schema"`}, {`signoff.run/v1`, `signoff.run/v2`}, {`"conditional"`, `"fine"`}, {`"verdict"`, `"ruling"`},
		{`"as_of":"2026-11-20T12:00:00Z"`, `"as_of":"2026-11-20"`}, {`["C-2","r2","unmet"]`, `["C-2","r2","good"]`}, {`["C-2","r2","unmet"]`, `["C-2"]`}, {`["C-2","r2","unmet"]`, `["C-2","r2","unmet x"]`},
		{`"line":"main"`, `"line":""`},
	} {
		changed := strings.Replace(string(text), change[0], change[1], 1)
		if changed == string(text) {
			t.Errorf("%s is not there", change[0])
		}
		if _, err := ParseRun([]byte(changed)); err == nil {
			t.Errorf("accepted %s", changed)
		}
	}
}

// TestRunLength holds the length that a row is meant to have at most, with the
// longest reasons that there are.
func TestRunLength(t *testing.T) {
	s := sample()
	s.Project, s.Release, s.Commit, s.Branch = "Payments and settlement platform", "Phase 2 Sprint 2", strings.Repeat("a", 40), "release/2026-11"
	s.Plan.SHA256 = strings.Repeat("b", 64)
	s.Plan.Policy = &Pack{Name: "../policy/production-readiness.yaml", SHA256: strings.Repeat("c", 64)}
	s.Criteria = nil
	var ids []string
	for i := range 200 {
		id := fmt.Sprintf("PERF-%03d", i)
		ids = append(ids, id)
		s.Criteria = append(s.Criteria, Criterion{ID: id, Outcome: Unknown, Reason: "inconclusive", Revision: "0123456789abcdef", Exact: fmt.Sprintf("%d/1000000", 1234567+i), Measured: &Figure{"1.23", "ms"}, Waived: i%2 == 0})
	}
	s.Verdict.Reasons = []Reason{{Code: "blocker-unmet", IDs: ids}, {Code: "below-conditional"}, {Code: "approval-missing", IDs: []string{"Engineering"}}}
	r, err := RunOf(s, "main", "")
	if err != nil {
		t.Fatal(err)
	}
	text, _ := r.JSON()
	if most := RunBytes + RunCriterionBytes*len(s.Criteria); len(text) > most {
		t.Errorf("%d bytes, want at most %d", len(text), most)
	}
	if !strings.HasPrefix(r.Reasons[0], "blocker-unmet PERF-000 PERF-001") || r.Reasons[2] != "approval-missing" {
		t.Errorf("%q", r.Reasons)
	}
}

// TestBrief holds that a figure is the same number however it is written.
func TestBrief(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := big.NewRat(rapid.Int64().Draw(t, "over"), rapid.Int64Range(1, 1_000_000).Draw(t, "under"))
		back, ok := rational(brief(x.RatString()))
		if !ok || back.Cmp(x) != 0 || len(brief(x.RatString())) > len(x.RatString()) {
			t.Errorf("%s is written %s", x.RatString(), brief(x.RatString()))
		}
	})
}

// TestPast holds that a row compares with its own assessment as that does.
func TestPast(t *testing.T) {
	s := sample()
	r, err := RunOf(s, "", "")
	if err != nil {
		t.Fatal(err)
	}
	if d := Diff(r.Past(s), s); len(d.Criteria)+len(d.Waivers)+len(d.Rules)+len(d.Evidence)+len(d.Terms) > 0 || d.PlanChanged {
		t.Errorf("a run differs from its assessment: %+v", d)
	}
	if r.Past(s).Digest() != s.Digest() {
		t.Error("another digest")
	}

	idle := sample() // a waiver that had nothing to lift was there all the same
	idle.Waivers[0].State = CoversNothing
	if r, err = RunOf(idle, "", ""); err != nil {
		t.Fatal(err)
	}
	lifts := sample()
	lifts.Criteria[1].Waived = true
	if d := Diff(r.Past(lifts), lifts); slices.ContainsFunc(d.Waivers, func(w WaiverChange) bool { return w.What == "added" }) {
		t.Errorf("an old waiver is taken for a new one: %+v", d.Waivers)
	}
	if r, err = RunOf(s, "", ""); err != nil {
		t.Fatal(err)
	}

	now := sample()
	now.Criteria[0].Outcome, now.Criteria[0].Measured, now.Criteria[0].Exact = Unmet, &Figure{"12", "ms"}, "12"
	now.Criteria[1].Revision, now.Criteria[1].Outcome = "another", Met
	now.Criteria[2].ID, now.Criteria[2].Was = "C-33", []string{"C-3"}
	now.Criteria = append(now.Criteria[:3:3], Criterion{ID: "C-5", Outcome: Met, Revision: "r5", Target: ParseBound("== 0")})
	now.Criteria[0].Waived = true
	now.Waivers = append(now.Waivers, Waiver{ID: "W-2", Criterion: "C-1", State: InForce, Expires: "2027-01-01"})
	now.Plan.Thresholds.Approved.Compliance = ParseBound(">= 90%")
	said := map[string]bool{}
	d := Diff(r.Past(now), now)
	for _, c := range d.Criteria {
		said[c.ID+" "+c.What] = true
	}
	for _, want := range []string{"C-1 regressed", "C-2 fixed", "C-5 new", "C-4 gone"} {
		if !said[want] {
			t.Errorf("the comparison lacks %s: %v", want, said)
		}
	}
	fails := strings.Join(d.Fails(FailOn), ", ")
	for _, want := range []string{"regressed C-1", "gone C-4", "loosened C-2", "waived C-1", "loosened verdict.approved.compliance"} {
		if !strings.Contains(fails, want) {
			t.Errorf("%q lacks %s", fails, want)
		}
	}
}

// FuzzParseRun reads no row that it would write otherwise.
func FuzzParseRun(f *testing.F) {
	r, err := RunOf(sample(), "", "")
	if err != nil {
		f.Fatal(err)
	}
	text, _ := r.JSON()
	f.Add(text)
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseRun(text)
		if err != nil {
			return
		}
		if again, err := r.JSON(); err != nil || string(again) != string(text) {
			t.Errorf("%s is written %s, %v", text, again, err)
		}
	})
}
