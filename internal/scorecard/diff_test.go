package scorecard

import (
	"math/big"
	"reflect"
	"testing"
)

// criterionOf finds a change by its id.
func criterionOf(d *Difference, id string) *CriterionChange {
	for i := range d.Criteria {
		if d.Criteria[i].ID == id {
			return &d.Criteria[i]
		}
	}
	return nil
}

func TestDiffOfTheSame(t *testing.T) {
	d := Diff(sample(), sample())
	if len(d.Criteria)+len(d.Evidence)+len(d.Waivers)+len(d.Terms) > 0 || d.PlanChanged || d.ThresholdsChanged {
		t.Errorf("two equal assessments differ: %+v", d)
	}
}

func TestDiffTellsCriteriaFromEvidence(t *testing.T) {
	tests := []struct {
		name   string
		id     string
		change func(*Scorecard)
		want   CriterionChange
	}{
		{"regressed by evidence", "C-1", func(s *Scorecard) {
			c := &s.Criteria[0]
			c.Outcome, c.Credit, c.Measured = Unmet, "0", &Figure{"12", "ms"}
			s.Evidence[0].SHA256 = "cc"
		}, CriterionChange{What: Regressed, Before: Met, After: Unmet, EvidenceChanged: true}},
		{"unknown is regressed", "C-1", func(s *Scorecard) {
			c := &s.Criteria[0]
			c.Outcome, c.Credit, c.Measured, c.Reason = Unknown, "0", nil, "stale"
		}, CriterionChange{What: Regressed, Before: Met, After: Unknown, Reason: "stale"}},
		{"fixed by loosening", "C-2", func(s *Scorecard) {
			c := &s.Criteria[1]
			c.Outcome, c.Credit, c.Target, c.Revision = Met, "1", ParseBound("<= 9"), "r2b"
		}, CriterionChange{What: Fixed, Before: Unmet, After: Met, CriterionChanged: true, Loosened: true}},
		{"tightened", "C-1", func(s *Scorecard) {
			s.Criteria[0].Target, s.Criteria[0].Revision = ParseBound("< 5 ms"), "r1b"
		}, CriterionChange{What: Changed, Before: Met, After: Met, CriterionChanged: true, Tightened: true}},
		{"another target, neither", "C-2", func(s *Scorecard) {
			s.Criteria[1].Target, s.Criteria[1].Revision = ParseBound("== 1"), "r2b"
		}, CriterionChange{What: Changed, Before: Unmet, After: Unmet, CriterionChanged: true}},
		{"another question", "C-1", func(s *Scorecard) { s.Criteria[0].Revision = "r1b" },
			CriterionChange{What: Changed, Before: Met, After: Met, CriterionChanged: true, AskedOtherwise: true}},
		{"counts otherwise", "C-1", func(s *Scorecard) {
			c := &s.Criteria[0]
			c.Blocker, c.Weight, c.Warn, c.Revision = true, "1", ParseBound("< 8ms"), "r1b"
		}, CriterionChange{What: Changed, Before: Met, After: Met, CriterionChanged: true,
			Changes: []string{"blocker added", "weight 3 → 1", "warn < 8ms added"}}},
		{"another figure", "C-1", func(s *Scorecard) { s.Criteria[0].Measured, s.Evidence[0].SHA256 = &Figure{"8", "ms"}, "cc" },
			CriterionChange{What: Changed, Before: Met, After: Met, EvidenceChanged: true}},
		{"declared not applicable", "C-2", func(s *Scorecard) { s.Criteria[1].Outcome = NotApplicable },
			CriterionChange{What: Changed, Before: Unmet, After: NotApplicable}},
		{"new", "C-5", func(s *Scorecard) {
			s.Criteria = append(s.Criteria, Criterion{ID: "C-5", Category: "main", Outcome: Met, Credit: "1", Weight: "1"})
		}, CriterionChange{What: New, After: Met}},
		{"gone", "C-2", func(s *Scorecard) { s.Criteria = append(s.Criteria[:1:1], s.Criteria[2:]...) },
			CriterionChange{What: Gone, Before: Unmet}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			after := sample()
			test.change(after)
			d := Diff(sample(), after)
			got := criterionOf(d, test.id)
			if got == nil || len(d.Criteria) != 1 {
				t.Fatalf("got %+v, want one change of %s", d.Criteria, test.id)
			}
			test.want.ID, test.want.Title, test.want.Measured, test.want.Target = got.ID, got.Title, got.Measured, got.Target
			if !reflect.DeepEqual(*got, test.want) {
				t.Errorf("got %+v, want %+v", *got, test.want)
			}
		})
	}
}

func TestDiffOfEvidenceAndWaivers(t *testing.T) {
	after := sample()
	after.Evidence = []Evidence{{ID: "redis", SHA256: "aa", State: "stale", Files: []File{{Path: "redis.csv"}}}, {ID: "trivy"}}
	after.Waivers = []Waiver{{ID: "W-1", Criterion: "C-2", State: "expired", Expires: "2026-12-31"}, {ID: "W-2", Criterion: "C-1", State: "in-force"}}
	d := Diff(sample(), after)
	evidence := map[string]string{}
	for _, e := range d.Evidence {
		evidence[e.ID] = e.What
	}
	if len(evidence) != 3 || evidence["redis"] != Changed || evidence["trivy"] != New || evidence["bandit"] != Gone {
		t.Errorf("evidence changes are %v", evidence)
	}
	if len(d.Waivers) != 2 || d.Waivers[0].What != "expired" || d.Waivers[1].What != "added" {
		t.Errorf("waiver changes are %+v", d.Waivers)
	}
	after.Waivers = nil
	if got := Diff(sample(), after).Waivers; len(got) != 1 || got[0].What != Gone {
		t.Errorf("waiver changes are %+v, want one gone", got)
	}
}

func TestTheChangeOfTheScoreIsExplained(t *testing.T) {
	after := sample()
	after.Criteria[1].Outcome, after.Criteria[1].Credit = Met, "1"
	after.Criteria = append(after.Criteria, Criterion{ID: "C-5", Category: "side", Outcome: Unknown, Credit: "0", Weight: "3"})
	d := Diff(sample(), after)
	sum := new(big.Rat)
	for _, term := range d.Terms {
		r, ok := new(big.Rat).SetString(term.Exact)
		if !ok {
			t.Fatalf("term %+v has no exact change", term)
		}
		sum.Add(sum, r)
	}
	// before 2/3 · 3/4 + 1/3 · 1/2, after 2/3 + 1/3 · 1/8; in points
	if want := big.NewRat(100*17, 24); sum.Cmp(want.Sub(want, big.NewRat(200, 3))) != 0 {
		t.Errorf("the terms add up to %s points, want %s", sum.RatString(), want.RatString())
	}
	if d.Terms[0].Criterion != "C-2" || d.Terms[0].Change != "16.7" {
		t.Errorf("the largest change is %+v, want that of C-2", d.Terms[0])
	}
}

func TestThresholdsThatChanged(t *testing.T) {
	after := sample()
	after.Plan.Thresholds.Approved.Compliance, after.Plan.SHA256 = ParseBound(">= 10%"), "other"
	want := [2]string{"approved asks compliance >= 95%; conditional asks nothing; a warning counts 1/2", "approved asks compliance >= 10%; conditional asks nothing; a warning counts 1/2"}
	if d := Diff(sample(), after); !d.ThresholdsChanged || !d.PlanChanged || d.Thresholds != want {
		t.Errorf("got %+v", d)
	}
}

func TestWhatIsDroppedIsNamed(t *testing.T) {
	before := sample()
	before.Criteria[0].Blocker, before.Criteria[0].Warn = true, ParseBound("< 8ms")
	d := Diff(before, sample())
	if want := []string{"blocker dropped", "warn < 8ms dropped"}; !reflect.DeepEqual(d.Criteria[0].Changes, want) {
		t.Errorf("got %q, want %q", d.Criteria[0].Changes, want)
	}
}

func TestWaiversThatMayLastLonger(t *testing.T) {
	before, after := sample(), sample()
	after.Plan.Thresholds.WaiverMax = "900d"
	if Diff(before, after).ThresholdsChanged {
		t.Error("an assessment that does not say how long waivers last is taken for another")
	}
	before.Plan.Thresholds.WaiverMax = "365d"
	if !Diff(before, after).ThresholdsChanged {
		t.Error("a longer life of waivers does not show")
	}
}

func TestDiffOfSeverities(t *testing.T) {
	before, after := sample(), sample()
	before.Evidence[0].Rules = []Rule{{"G204", "high"}, {"G101", "high"}, {"G304", "medium"}, {"gone", "low"}}
	after.Evidence[0].Rules = []Rule{{"G101", "high"}, {"G304", "low"}, {"G204", "info"}, {"new", "info"}}
	d := Diff(before, after)
	want := []SeverityChange{{"G304", "medium", "low"}, {"G204", "high", "info"}}
	if len(d.Evidence) != 1 || d.Evidence[0].What != Changed || !reflect.DeepEqual(d.Evidence[0].Severities, want) {
		t.Errorf("got %+v", d.Evidence)
	}
}
