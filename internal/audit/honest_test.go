package audit

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestRightTablesStayQuiet holds that tables whose totals, means, rates and
// outcomes are right give no finding.
func TestRightTablesStayQuiet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(2, 9).Draw(t, "rows")
		places := rapid.IntRange(0, 2).Draw(t, "places")
		var b strings.Builder
		b.WriteString("## Results\n\n| Suite | Total | Passed | Failed | Skipped | Pass Rate " +
			"|\n|---|---|---|---|---|---|\n")
		row := func(name string, passed, failed, skipped int) {
			total := passed + failed + skipped
			rate := 0.0
			if total > 0 {
				rate = 100 * float64(passed) / float64(total)
			}
			fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %.*f%% |\n", name, total, passed, failed, skipped, places, rate)
		}
		var sum [3]int
		for i := range rows {
			var counts [3]int
			for j := range counts {
				counts[j] = rapid.IntRange(0, 900).Draw(t, "count")
				sum[j] += counts[j]
			}
			row(fmt.Sprintf("Suite %c", 'A'+i), counts[0], counts[1], counts[2])
		}
		row("**Total**", sum[0], sum[1], sum[2])
		results, err := Run([]Input{{Path: "r.md", Data: []byte(b.String())}}, Options{})
		if err != nil || len(results[0].Findings) > 0 {
			t.Fatalf("%v %v\n%s", err, results[0].Findings, b.String())
		}
	})
}
