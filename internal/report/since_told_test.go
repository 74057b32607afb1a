package report

import (
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

// An assessment that says what changed is told so by every document, with no
// earlier assessment at hand.
func TestSinceFromTheAssessmentAlone(t *testing.T) {
	s := relay(t)
	s.Since = &scorecard.Since{
		Before: scorecard.Side{AsOf: "2026-11-14T00:00:00Z", Commit: "8d23a95300000000", Release: "2.3", Verdict: scorecard.Conditional, Compliance: "61.3", Score: "60.0"},
		Turns:  []scorecard.Turn{{ID: s.Criteria[0].ID, What: scorecard.Worse, Before: scorecard.Met, After: scorecard.Unmet, Was: "1.84", Is: "4.67", Target: scorecard.ParseBound("<= 2")}},
		Gate:   []scorecard.GateChange{{What: scorecard.Loosened, ID: s.Criteria[1].ID, Text: ">= 195 → >= 190", Declared: scorecard.Declared{File: "signoff.yaml", Line: 285}}},
	}
	for _, output := range []string{"md", "html"} {
		text := render(t, output, s, options(t, "assessment"))
		if output == "html" {
			text = plainText(text)
		}
		for _, want := range []string{"Since last time", "2026-11-13", "8d23a9530000", "loosened", "1.84 → 4.67, target ≤", "signoff.yaml:285", "0 criteria better, 1 worse"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", output, want)
			}
		}
	}
	s.Since = nil
	if text := render(t, "md", s, options(t, "assessment")); strings.Contains(text, "Since last time") {
		t.Error("nothing was compared, and the section is there")
	}
}

// A breakdown of counts is no tree of shares.
func TestBreakdownOfCounts(t *testing.T) {
	s := relay(t)
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if strings.HasPrefix(c.Measure, "coverage") {
			c.Rows = []scorecard.Row{{Name: "a/b.go", Shown: "12"}, {Name: "c.go", Shown: "3"}}
		}
	}
	if text := render(t, "md", s, options(t, "readiness")); strings.Contains(text, "0 of 0") {
		t.Error("counts are shown as shares of nothing")
	}
}
