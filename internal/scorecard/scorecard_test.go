package scorecard

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// sample is a small assessment of two categories: 66.7 points.
func sample() *Scorecard {
	seen := int64(7)
	s := &Scorecard{
		Schema: Schema, Project: "Sample <&> \u2028", Commit: "7c1e9f42", AsOf: "2026-11-20T12:00:00Z", AsOfFrom: "clock",
		Plan:       Plan{SHA256: "plan", Thresholds: Thresholds{Approved: Bar{Compliance: ParseBound(">= 95%")}, Warning: "1/2"}},
		Verdict:    Verdict{Outcome: Conditional, BeforeApprovals: Approved, Reasons: []Reason{{Code: "approval-missing", Text: "no approval by Ops"}}},
		Compliance: Compliance{Strict: "66.7", Exact: "2/3", Met: 1, Warning: 1, Unmet: 1, Applicable: 3, NotApplicable: 1, Declared: 4},
		Score:      Score{Strict: "66.7", Exact: "200/3"},
		Categories: []Category{{ID: "main", Weight: "2", Score: "75.0", Met: 1, Unmet: 1, Applicable: 2},
			{ID: "side", Weight: "1", Score: "50.0", Warning: 1, Applicable: 1}, {ID: "none", Weight: "5"}},
		Criteria: []Criterion{
			{ID: "C-1", Category: "main", Outcome: Met, Credit: "1", Weight: "3", Target: ParseBound("< 10 ms"), Revision: "r1", Seen: &seen,
				Measured: &Figure{"9.99", "ms"}, Evidence: []Place{{ID: "redis", Path: "redis.csv", Line: 3}}},
			{ID: "C-2", Category: "main", Outcome: Unmet, Credit: "0", Weight: "1", Target: ParseBound("== 0"), Revision: "r2", Evidence: []Place{{ID: "bandit"}}},
			{ID: "C-3", Category: "side", Outcome: Warning, Credit: "0.5", Weight: "1", Target: ParseBound(">= 80%"), Revision: "r3"},
			{ID: "C-4", Category: "none", Outcome: NotApplicable, Weight: "1", Target: ParseBound("== 0"), Revision: "r4"},
		},
		Evidence: []Evidence{{ID: "redis", SHA256: "aa", State: "usable", DatedBy: "none", Bound: "none", Files: []File{{Path: "redis.csv"}}},
			{ID: "bandit", SHA256: "bb", State: "usable", DatedBy: "file", Bound: "commit"}},
		Waivers:   []Waiver{{ID: "W-1", Criterion: "C-2", State: "in-force", Expires: "2026-12-31", Covers: []string{"unmet"}}},
		Approvals: []Approval{{Role: "Ops", State: "missing"}},
		Limits:    []Limit{{Code: "names", Text: "names are recorded"}},
	}
	s.Compliance.Basis.Measured = 2
	for i := range s.Criteria {
		s.Criteria[i].Basis = Measured
	}
	listed(reflect.ValueOf(s))
	return s
}

// listed makes the lists that JSON always writes empty where there are none.
func listed(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			listed(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			listed(v.Index(i))
		}
	case reflect.Struct:
		if isText(v.Type()) {
			return
		}
		for _, m := range members(v.Type()) {
			if f := v.Field(m.index); m.required && f.Kind() == reflect.Slice && f.IsNil() {
				f.Set(reflect.MakeSlice(f.Type(), 0, 0))
			}
			listed(v.Field(m.index))
		}
	}
}

func TestJSONReadsBack(t *testing.T) {
	first, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := Parse("a.json", first)
	if err != nil {
		t.Fatal(err)
	}
	second, err := parsed.JSON()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Errorf("reads back as\n%s", second)
	}
	if !strings.Contains(string(first), `"project": "Sample <&> \u2028"`) || !bytes.HasSuffix(first, []byte("}\n")) {
		t.Errorf("written as\n%.300s", first)
	}
}

func TestFigureText(t *testing.T) {
	for figure, want := range map[Figure]string{
		{"9.99", "ms"}:     "9.99\u00a0ms",
		{"73.1", "%"}:      "73.1\u202f%",
		{"1,000", "/s"}:    "1,000/s",
		{"12", ""}:         "12",
		{"92.0", "points"}: "92.0",
		{"2.5", "msg/s"}:   "2.5\u00a0msg/s",
	} {
		if got := figure.Text(); got != want {
			t.Errorf("%+v is shown as %q, want %q", figure, got, want)
		}
	}
}

func TestDigestLeavesOutWhatTheClockChanges(t *testing.T) {
	before := sample().Digest()
	if len(before) != 64 {
		t.Fatalf("digest is %q", before)
	}
	s := sample()
	s.AsOf, s.AsOfFrom = "2027-01-01T00:00:00Z", "--as-of"
	s.Approvals = []Approval{{Role: "Ops", State: "given", Name: "Ann"}}
	s.Verdict = Verdict{Outcome: Approved, BeforeApprovals: Approved}
	s.Waivers[0].State = "expiring"
	s.Limits = nil
	s.Evidence[1].State, s.Evidence[1].Detail = "stale", []Detail{{Reason: "stale"}}
	s.Criteria[1].Reason, s.Criteria[1].Detail = "stale", []Detail{{Reason: "stale"}}
	if s.Digest() != before {
		t.Error("the digest changes with the clock or with an approval")
	}
	if s.Waivers[0].State != "expiring" || s.Evidence[1].State != "stale" || s.Criteria[1].Reason != "stale" || s.Verdict.Outcome != Approved {
		t.Error("computing a digest changes the scorecard")
	}
	s.Criteria[0].Outcome = Unmet
	if s.Digest() == before {
		t.Error("the digest does not change with an outcome")
	}
}

func TestNothingIsLostInJSON(t *testing.T) {
	data, err := sample().JSON()
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"schema", "project", "as_of", "as_of_from", "tool", "plan", "verdict", "compliance", "score", "categories", "criteria", "evidence", "waivers", "approvals", "limits"} {
		if _, found := document[key]; !found {
			t.Errorf("the document has no %q", key)
		}
	}
}

func TestTerms(t *testing.T) {
	terms := sample().Terms()
	// main weighs 2 of 3: 2/3 · 3/4 · 100 = 50 and 0; side: 1/3 · 1/2 · 100
	want := []struct{ points, exact, missing string }{{"50.0", "50", "0.0"}, {"0.0", "0", "16.7"}, {"16.7", "50/3", "16.7"}}
	if len(terms) != len(want) {
		t.Fatalf("%d terms, want %d", len(terms), len(want))
	}
	for i, w := range want {
		if got := terms[i]; got.Points != w.points || got.PointsExact != w.exact || got.Missing != w.missing {
			t.Errorf("term %d is %s (%s), missing %s; want %+v", i, got.Points, got.PointsExact, got.Missing, w)
		}
	}
	if got := terms[0]; got.Weights != "4" || got.CategoryW != "2" || got.CategoriesW != "3" {
		t.Errorf("term is %+v", got)
	}
}

func TestFractionIsBounded(t *testing.T) {
	for text, want := range map[string]string{
		"1.5": "3/2", "1/3": "1/3", "": "0", "x": "0", "1/0": "0", "1/x": "0", "1e999999999": "0",
	} {
		if got := fraction(text).RatString(); got != want {
			t.Errorf("%q is read as %s, want %s", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	data, err := sample().JSON()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"schema":"signoff.assessment/v1","criteria":[{"weight":"1e9999999"}],"categories":[{"id":"","weight":"-1/0"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("a.json", data)
		if err != nil {
			return
		}
		Diff(s, sample())
		Diff(sample(), s)
		if _, err := s.JSON(); err != nil {
			t.Fatal(err)
		}
	})
}
