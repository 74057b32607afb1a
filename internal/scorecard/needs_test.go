package scorecard

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// needing is a scorecard of one category with criteria of the outcomes.
func needing(bar string, outcomes ...Outcome) *Scorecard {
	s := &Scorecard{Categories: []Category{{ID: "c", Weight: "1"}}}
	s.Plan.Thresholds = Thresholds{Approved: Bar{Compliance: ParseBound(">= 95%")}, Conditional: Bar{Compliance: ParseBound(bar)}}
	for i, o := range outcomes {
		credit := map[Outcome]string{Met: "1", Warning: "1/2"}[o]
		if credit == "" {
			credit = "0"
		}
		s.Criteria = append(s.Criteria, Criterion{ID: fmt.Sprint(i), Category: "c", Outcome: o, Credit: credit, Weight: "1"})
		if o != NotApplicable {
			s.Compliance.Applicable++
		}
	}
	return s
}

func TestNeeds(t *testing.T) {
	s := needing(">= 90%", Met, Met, Met, Met, Met, Met, Met, Met, Unmet, Unknown)
	if n := s.Needs(Conditional); n == nil || n.More != 1 || n.Of != 2 || len(n.Blockers) != 0 {
		t.Errorf("nine of ten do, got %+v", n)
	}
	if n := s.Needs(Approved); n == nil || n.More != 2 {
		t.Errorf("95 %% of ten are all ten, got %+v", n)
	}
	s.Criteria[9].Blocker = true
	if n := s.Needs(Conditional); n == nil || n.More != 0 || len(n.Blockers) != 1 {
		t.Errorf("the blocker alone does, got %+v", n)
	}
	s.Criteria[9].Waived = true
	if n := s.Needs(Conditional); n == nil || n.More != 1 || len(n.Blockers) != 0 {
		t.Errorf("a waiver stands for the blocker and leaves 8 of 9, got %+v", n)
	}
	s.Criteria[8].Waived = true
	if n := s.Needs(Conditional); n != nil {
		t.Errorf("with waivers nothing is open, got %+v", n)
	}
	s = needing(">= 0%", Met, Warning, Warning)
	s.Plan.Thresholds.Conditional.Score = ParseBound(">= 80")
	if n := s.Needs(Conditional); n == nil || n.More != 1 || n.Of != 2 {
		t.Errorf("one warning less gives 83 points, got %+v", n)
	}
}

// Of all sets of criteria the smallest that reaches conditional is as large as
// is said.
func TestNeedsIsTheSmallestInAnyCase(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := needing(">= 70%", rapid.SliceOfN(rapid.SampledFrom(Outcomes), 1, 9).Draw(rt, "outcomes")...)
		s.Plan.Thresholds.Conditional.Score = ParseBound(rapid.SampledFrom([]string{"", ">= 60"}).Draw(rt, "score"))
		for i := range s.Criteria {
			c := &s.Criteria[i]
			c.Weight = fmt.Sprint(rapid.IntRange(1, 3).Draw(rt, "weight"))
			c.Blocker = rapid.Bool().Draw(rt, "blocker")
			c.Waived = rapid.Bool().Draw(rt, "waived") && c.Outcome != NotApplicable
			if c.Informs = !c.Blocker && rapid.IntRange(0, 3).Draw(rt, "informs") == 0; c.Informs && c.Outcome != NotApplicable {
				s.Compliance.Applicable--
			}
		}
		if s.Compliance.Applicable == 0 {
			return
		}
		best := len(s.Criteria) + 1
		for set := range 1 << len(s.Criteria) {
			p, size, ok := supposed{s: s, waivers: true, met: map[string]bool{}}, 0, true
			for i := range s.Criteria {
				c := &s.Criteria[i]
				if set&(1<<i) != 0 {
					size++
					ok = ok && c.Counts() && c.Outcome != Met && !c.excused()
					p.met[c.ID] = true
				} else if c.Blocker && !c.Outcome.Satisfied() && c.Outcome != NotApplicable && !c.excused() {
					ok = false
				}
			}
			bar := s.Plan.Thresholds.Conditional
			if ok && p.reachCompliance(bar) && p.reachScore(bar) {
				best = min(best, size)
			}
		}
		said := 0
		if n := s.Needs(Conditional); n != nil {
			said = len(n.Blockers) + n.More
		}
		if best <= len(s.Criteria) && said != best {
			rt.Fatalf("says %d, %d would do", said, best)
		}
	})
}
