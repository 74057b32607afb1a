package report

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/scorecard"
)

func TestScoreChange(t *testing.T) {
	for _, tt := range []struct{ before, after, want string }{
		{"60", "61", "+1"}, {"61", "60", "−1"}, {"60", "60", "±0"}, {"", "60", "–"}, {"60", "", "–"}, {"", "", "–"}, {"x", "60", "–"},
	} {
		if got := scoreChange(tt.before, tt.after); !strings.HasPrefix(got, tt.want) {
			t.Errorf("from %q to %q: %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
}

func TestAsksForLess(t *testing.T) {
	for target, less := range map[string]bool{"< 5": true, "<= 5": true, "> 5": false, ">= 5": false, "== 5": false, "between 1 and 5": false} {
		if got := asksForLess(scorecard.ParseBound(target)); got != less {
			t.Errorf("%s: %v, want %v", target, got, less)
		}
	}
}

// TestBarOfABreakdown holds that a bar and its target are drawn on one axis, up to
// its very end.
func TestBarOfABreakdown(t *testing.T) {
	a := axis{unit: "ms", most: 400, end: "400 ms"}
	for target, drawn := range map[string]bool{"< 399ms": true, "< 400ms": true, "< 401ms": false} {
		c := &scorecard.Criterion{Target: scorecard.ParseBound(target)}
		html := string(a.bar(c, &scorecard.Row{Shown: "100\u00a0ms"}).HTML)
		if !strings.Contains(html, string(box("bars", 0, 50, 4, 10))) {
			t.Errorf("100 of 400 is not a quarter of the axis: %s", html)
		}
		if got := strings.Contains(html, "target"); got != drawn {
			t.Errorf("%s: target drawn %v, want %v", target, got, drawn)
		}
	}
}

func TestFigureChangeNamesAMissedTarget(t *testing.T) {
	for outcome, named := range map[scorecard.Outcome]bool{scorecard.Met: false, scorecard.Warning: false, scorecard.Unmet: true, scorecard.Unknown: true} {
		c := &scorecard.CriterionChange{Target: [2]scorecard.Bound{{}, scorecard.ParseBound("<= 2")}}
		c.After = outcome
		if got := strings.Contains(figureChange(c), "target"); got != named {
			t.Errorf("%s: %q", outcome, figureChange(c))
		}
	}
}

// TestGitHubNamesAFewWaivers holds how many waivers are named that need a look.
func TestGitHubNamesAFewWaivers(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, 3: 3, 4: 3, 9: 3} {
		s := &scorecard.Scorecard{Project: "Shop", Waivers: []scorecard.Waiver{{ID: "W-0", State: scorecard.InForce}}}
		for i := range n {
			s.Waivers = append(s.Waivers, scorecard.Waiver{ID: fmt.Sprintf("W-%d", i+1), State: scorecard.Expiring})
		}
		if got := strings.Count(render(t, "github", s, Options{}), "waiver W-"); got != want {
			t.Errorf("%d waivers that end soon: %d named, want %d", n, got, want)
		}
	}
}
