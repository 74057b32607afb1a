package report

import (
	"bytes"
	"strings"
	"testing"

	"signoff/internal/report/terminal"
	"signoff/internal/scorecard"
)

// opened explains the sample as evaluate would.
func opened(s *scorecard.Scorecard) *scorecard.Explanation {
	terms := s.Terms()
	return &scorecard.Explanation{
		Terms: terms, Moves: scorecard.Moves(terms),
		Better:        &scorecard.Way{Verdict: scorecard.Approved, Criteria: []string{"SEC-02", "TEST-03"}},
		Worse:         &scorecard.Way{Verdict: scorecard.Rejected, Criteria: []string{"INFRA-01"}},
		WithoutWaiver: []scorecard.Without{{Waiver: "W-1", Criterion: "SEC-02", Verdict: scorecard.Rejected}},
	}
}

func TestExplain(t *testing.T) {
	s := relay(t)
	for _, subject := range []string{"score", "verdict", "SEC-02", "PERF-05", "SEC-06", "sec", "W-1"} {
		t.Run(subject, func(t *testing.T) {
			var out bytes.Buffer
			known, err := terminal.Explain(&out, s, opened(s), subject, terminal.Screen{Width: 100})
			if err != nil || !known {
				t.Fatalf("known %v, error %v", known, err)
			}
			golden(t, "explain-"+strings.ToLower(subject)+".txt", out.Bytes())
		})
	}
}

// TestExplainSaysWhichWaiverDecidesNothing tells it from one that does.
func TestExplainSaysWhichWaiverDecidesNothing(t *testing.T) {
	s := relay(t)
	e := opened(s)
	e.WithoutWaiver[0].Verdict = s.Verdict.BeforeApprovals
	var out bytes.Buffer
	if _, err := terminal.Explain(&out, s, e, "verdict", terminal.Screen{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "still conditional  without waiver W-1") {
		t.Errorf("got\n%s", out.String())
	}
}

func TestExplainKnowsNothingElse(t *testing.T) {
	var out bytes.Buffer
	if known, err := terminal.Explain(&out, relay(t), &scorecard.Explanation{}, "NOPE-1", terminal.Screen{}); known || err != nil || out.Len() > 0 {
		t.Errorf("known %v, error %v, printed %q", known, err, out.String())
	}
}

func TestExplainPrintsHostileTextAsText(t *testing.T) {
	s := poisoned(t)
	for i := range s.Criteria {
		var out bytes.Buffer
		if _, err := terminal.Explain(&out, s, opened(s), s.Criteria[i].ID, terminal.Screen{}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(out.String(), "\x1b\x07\u202e\r") {
			t.Fatalf("%s: control characters are printed", s.Criteria[i].ID)
		}
	}
}
