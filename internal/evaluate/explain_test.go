package evaluate

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

func TestTermsAddUpToTheScore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := drawSketch(rt).project(t)
		card := p.run()
		sum := new(big.Rat)
		for _, term := range Explain(p.in).Terms {
			sum.Add(sum, rat(term.PointsExact))
		}
		if exact := fractionOf(card.Score.Exact); exact != nil && exact.Cmp(sum) != 0 {
			rt.Fatalf("the terms add up to %s, and the score is %s", sum.RatString(), exact.RatString())
		}
	})
}

func TestWhatMovesTheScoreMost(t *testing.T) {
	p := newProject(t)
	p.met("C-1")
	p.unmet("C-2")
	p.unmet("C-3").Weight = rat("2")
	p.met("C-4").Warn = bar(t, "< 0")
	got := Explain(p.in).Moves
	want := []scorecard.Move{{Criterion: "C-3", Points: "40.0"}, {Criterion: "C-2", Points: "20.0"}, {Criterion: "C-4", Points: "10.0"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWaysToAnotherVerdict(t *testing.T) {
	tests := []struct {
		name          string
		build         func(*project)
		better, worse []string
		up, down      string
	}{
		{"approved", func(p *project) { p.many(20, 0) }, nil, []string{"M-1", "M-2"}, "", "conditional"},
		{"approved with a blocker", func(p *project) { p.many(20, 0); p.met("B-1").Blocker = true }, nil, []string{"B-1"}, "", "rejected"},
		{"conditional", func(p *project) { p.many(18, 2) }, []string{"U-1"}, []string{"M-1"}, "approved", "rejected"},
		{"rejected by figures", func(p *project) { p.many(17, 3) }, []string{"U-1"}, nil, "conditional", ""},
		{"rejected by blockers", func(p *project) {
			p.many(40, 1)
			p.unmet("B-1").Blocker = true
			p.unknown("B-2").Blocker = true
		}, []string{"B-1", "B-2"}, nil, "approved", ""},
		{"a blocker waived", func(p *project) {
			p.many(40, 1)
			p.unmet("B-1").Blocker = true
			p.waive("B-1")
		}, []string{"B-1"}, []string{"M-1", "M-2", "M-3", "M-4"}, "approved", "rejected"},
		{"unmet before waived", func(p *project) {
			p.many(17, 3)
			p.waive("U-1")
		}, []string{"U-2"}, nil, "conditional", ""},
		{"unmet before waived, however much that weighs", func(p *project) {
			p.many(17, 3)
			p.waive("U-1")
			p.in.Plan.Criteria[17].Weight = rat("2")
		}, []string{"U-2"}, nil, "conditional", ""},
		{"few that weigh much before many", func(p *project) {
			p.many(66, 10)
			p.in.Plan.Verdict = criteria.Thresholds{ApprovedScore: bar(p.t, ">= 88 points")}
			for _, id := range []string{"W-1", "W-2"} {
				c := p.met(id)
				c.Weight, c.Warn = rat("12"), bar(p.t, "< 0")
			}
		}, []string{"W-1", "W-2"}, nil, "approved", ""},
		{"a waived blocker is no way down", func(p *project) {
			p.many(40, 0)
			p.met("B-1").Blocker = true
			p.waive("B-1")
			p.unmet("B-2").Blocker = true
			p.waive("B-2")
		}, []string{"B-2"}, []string{"M-1", "M-2", "M-3", "M-4", "M-5"}, "approved", "rejected"},
		{"a blocker waived, and figures", func(p *project) {
			p.many(18, 2)
			p.unmet("B-1").Blocker = true
			p.waive("B-1")
		}, []string{"U-1", "B-1"}, []string{"M-1"}, "approved", "rejected"},
		{"the criterion of the largest share", func(p *project) {
			p.many(18, 2)
			p.in.Plan.Verdict = criteria.Thresholds{ApprovedScore: bar(p.t, ">= 92 points")}
			p.in.Plan.Criteria[19].Weight = rat("2")
		}, []string{"U-2"}, nil, "approved", ""},
		{"a waiver is there for the blocker", func(p *project) {
			p.many(40, 0)
			p.met("B-1").Blocker = true
			p.waive("B-1")
		}, nil, []string{"B-1"}, "", "conditional"},
		{"nothing to judge", func(*project) {}, nil, nil, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newProject(t)
			test.build(p)
			got := Explain(p.in)
			check := func(name string, way *scorecard.Way, verdict string, ids []string) {
				switch {
				case way == nil && verdict == "":
				case way == nil || string(way.Verdict) != verdict || !slices.Equal(way.Criteria, ids):
					t.Errorf("%s: got %+v, want %s by %v", name, way, verdict, ids)
				}
			}
			check("better", got.Better, test.up, test.better)
			check("worse", got.Worse, test.down, test.worse)
		})
	}
}

// TestWaysAreTrue changes what a way names and evaluates again.
func TestWaysAreTrue(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSketch(rt)
		before := s.run(t).Verdict.Outcome
		got := Explain(s.project(t).in)
		try := func(way *scorecard.Way, found int, left string) string {
			changed := s
			for i := range s.rows {
				if id := fmt.Sprintf("C-%d", i); slices.Contains(way.Criteria, id) && id != left {
					changed = changed.with(i, func(r *row) { r.found, r.known = found, true })
				}
			}
			return string(changed.run(t).Verdict.Outcome)
		}
		if way := got.Better; way != nil {
			if after := try(way, 0, ""); after != string(way.Verdict) || !better(scorecard.Ruling(after), before) {
				rt.Fatalf("with %v met the verdict turns from %s to %s, not %s", way.Criteria, before, after, way.Verdict)
			}
			for _, id := range way.Criteria {
				if better(scorecard.Ruling(try(way, 0, id)), before) {
					rt.Fatalf("%s is not needed in %v", id, way.Criteria)
				}
			}
		}
		if way := got.Worse; way != nil {
			if after := try(way, 8, ""); after != string(way.Verdict) || !better(before, scorecard.Ruling(after)) {
				rt.Fatalf("with %v unmet the verdict turns from %s to %s, not %s", way.Criteria, before, after, way.Verdict)
			}
		}
	})
}

func TestWithoutWaiver(t *testing.T) {
	p := newProject(t)
	p.many(40, 0)
	p.unmet("B-1").Blocker = true
	p.waive("B-1")
	got := Explain(p.in).WithoutWaiver
	want := scorecard.Without{Waiver: "W-B-1", Criterion: "B-1", Verdict: "rejected", Compliance: "97.6", Score: "97.6"}
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	p.waive("B-1").ID = "W-second"
	for _, w := range Explain(p.in).WithoutWaiver {
		if w.Verdict != "conditional" {
			t.Errorf("without one of two waivers the verdict is %s", w.Verdict)
		}
	}
}
