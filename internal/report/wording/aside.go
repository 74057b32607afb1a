package wording

import (
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// SetAside counts in a line what was set aside by somebody's word.
func SetAside(a *scorecard.Aside) string {
	if a == nil {
		return ""
	}
	var words []string
	add := func(n int64, text string) {
		if n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, text))
		}
	}
	waivers := "waived"
	if a.Findings > 0 {
		waivers = fmt.Sprintf("waived (%s)", Count(int(a.Findings), "finding", "findings"))
	}
	add(int64(a.Waivers), waivers)
	add(a.Cleared, "cleared by VEX")
	add(a.Suppressed, "suppressed in source")
	add(int64(a.Tailored), "tailored")
	add(int64(a.NotCounted), "not counted yet")
	add(int64(a.NotApplicable), "not applicable")
	add(int64(a.ByAgent), "by an agent")
	return "set aside: " + strings.Join(words, ", ")
}
