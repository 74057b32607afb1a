package evaluate

import (
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// risk is the rule of the risk of a domain: high when a blocker is unmet or
// unknown, waived or not; medium when anything is unmet, unknown or waived; low
// when there are warnings or attested criteria; else minimal. A domain where
// nothing applies was not judged and has no risk word.
func risk(g *group) (word scorecard.Risk, why string) {
	open := g.unmet + g.unknown
	switch {
	case g.applicable() == 0:
		return "", "no criterion applies"
	case g.blocked:
		return scorecard.RiskHigh, "a blocker is unmet or unknown"
	case open > 0:
		return scorecard.RiskMedium, counted([]int{g.unmet, g.unknown, g.waived}, "unmet", "unknown", "of them waived")
	case g.warning > 0 || g.attested > 0:
		return scorecard.RiskLow, counted([]int{g.warning, g.attested}, "with a warning", "attested only")
	}
	return scorecard.RiskMinimal, "every criterion is met by a measurement or a document"
}

// counted names what there is any of.
func counted(counts []int, names ...string) string {
	var words []string
	for i, n := range counts {
		if n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, names[i]))
		}
	}
	return strings.Join(words, ", ")
}
