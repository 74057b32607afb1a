package report

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

// TestGitHubIsShownAllThereIs holds that no more annotations are printed than
// are shown, the gravest of them first, and that the rest is counted.
func TestGitHubIsShownAllThereIs(t *testing.T) {
	s := &scorecard.Scorecard{Project: "Shop"}
	for i := range 100 {
		c := scorecard.Criterion{ID: fmt.Sprintf("C-%d", i), Target: scorecard.ParseBound("== 0"), Outcome: scorecard.Unmet, Declared: scorecard.Declared{File: "signoff.yaml", Line: i + 1}}
		switch i % 4 {
		case 0:
			c.Outcome, c.Warn = scorecard.Warning, scorecard.ParseBound("== 0")
		case 1:
			c.Waived, c.Waiver = true, "W-1"
		case 2:
			c.Blocker, c.Outcome, c.Reason = true, scorecard.Unknown, "missing"
		}
		s.Criteria = append(s.Criteria, c)
	}
	lines := strings.Split(strings.TrimSpace(render(t, "github", s, Options{})), "\n")
	shown := map[string]int{}
	for _, line := range lines {
		level, _, _ := strings.Cut(strings.TrimPrefix(line, "::"), " ")
		shown[level]++
	}
	if shown["error"] != 10 || shown["warning"] != 10 || shown["notice"] != 10 || len(lines) != 30 {
		t.Errorf("%v of %d lines", shown, len(lines))
	}
	if first, want := lines[1], "::error file=signoff.yaml,line=3,title=C-2::unknown: missing (blocker)"; first != want {
		t.Errorf("first %s, want %s", first, want)
	}
	if last, want := lines[29], "::notice title=signoff%3A there is more::and 32 unmet, 15 unknown, 25 warning that are not shown here"; last != want {
		t.Errorf("last %s, want %s", last, want)
	}
}
