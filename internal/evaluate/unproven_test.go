package evaluate

import (
	"strings"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

func TestWhatIsNotAskedYetIsUnknown(t *testing.T) {
	for _, text := range []string{"", "== 0", ">= 80%", "== true"} {
		p := newProject(t)
		c := p.simple("C-1", "findings.high", "== 0", "0")
		c.Expr, c.Measure, c.EmptyMet, c.Target = criteria.Unproven{}, "", false, quantity.Target{}
		if text != "" {
			c.Target = target(t, text)
		}
		got := p.only()
		if got.Outcome != scorecard.Unknown || got.Reason != "missing" || len(got.Detail) != 1 || !strings.Contains(got.Detail[0].Text, "no question was asked yet") {
			t.Errorf("target %q: %s, %s, %v", text, got.Outcome, got.Reason, got.Detail)
		}
	}
}
