package report

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// What one file, run or repair settles is one step by the same day, and each open
// criterion has exactly one.
func TestOneStepClosesWhatItSettles(t *testing.T) {
	base := scorecard.Criterion{Category: "a", Weight: "1", Credit: "0", Share: "25", Owner: "data", Outcome: scorecard.Unknown, Reason: "missing",
		Detail: []scorecard.Detail{{Reason: "missing", Text: "no file at x"}}, Evidence: []scorecard.Place{{ID: "x"}}}
	for name, tc := range map[string]struct {
		change func(c *scorecard.Criterion)
		steps  string
	}{
		"the same file":    {func(*scorecard.Criterion) {}, "A-1 A-2"},
		"another evidence": {func(c *scorecard.Criterion) { c.Evidence = []scorecard.Place{{ID: "y"}} }, "A-1|A-2"},
		"another day":      {func(c *scorecard.Criterion) { c.Due = "2026-12-01" }, "A-2|A-1"},
		"another owner":    {func(c *scorecard.Criterion) { c.Owner = "web" }, "A-1|A-2"},
		"a blocker":        {func(c *scorecard.Criterion) { c.Blocker = true }, "A-2 A-1"},
		"a figure":         {func(c *scorecard.Criterion) { c.Outcome, c.Reason = scorecard.Unmet, "" }, "A-1|A-2"},
		"met":              {func(c *scorecard.Criterion) { c.Outcome = scorecard.Met }, "A-1"},
	} {
		s := &scorecard.Scorecard{AsOf: "2026-11-21T00:00:00Z", Evidence: []scorecard.Evidence{{ID: "x"}, {ID: "y"}}, Categories: []scorecard.Category{{ID: "a", Weight: "1"}}}
		one, two := base, base
		one.ID, two.ID = "A-1", "A-2"
		tc.change(&two)
		s.Criteria = []scorecard.Criterion{one, two}
		var told []string
		for _, list := range wording.Actions(s) {
			for _, a := range list {
				var ids []string
				for _, c := range a.All() {
					ids = append(ids, c.ID)
				}
				told = append(told, strings.Join(ids, " "))
			}
		}
		if got := strings.Join(told, "|"); got != tc.steps {
			t.Errorf("%s: expected %s, found %s", name, tc.steps, got)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := shuffled(rt, relay(t))
		worth, open := new(big.Rat), 0
		for _, list := range wording.Actions(s) {
			n, _ := wording.Open(list)
			open += n
			for _, a := range list {
				worth.Add(worth, a.Worth)
			}
		}
		for _, term := range s.Terms() {
			if term.Outcome == scorecard.Unmet || term.Outcome == scorecard.Unknown {
				worth.Sub(worth, term.Share())
			}
		}
		if open != s.Compliance.Unmet+s.Compliance.Unknown || worth.Sign() != 0 {
			rt.Fatalf("%d of %d open criteria have a step; the worth is off by %s", open, s.Compliance.Unmet+s.Compliance.Unknown, worth.RatString())
		}
	})
}
