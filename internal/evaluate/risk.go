package evaluate

import "fmt"

// The words for the risk of a domain.
const (
	riskHigh    = "high"
	riskMedium  = "medium"
	riskLow     = "low"
	riskMinimal = "minimal"
)

// risk is the rule of the risk of a domain: high when a blocker is unmet or
// unknown, waived or not; medium when anything is unmet, unknown or waived; low
// when there are warnings or attested criteria; else minimal. A domain where
// nothing applies was not judged and has no risk word.
func risk(g *group) (word, why string) {
	open := g.unmet + g.unknown
	switch {
	case g.applicable() == 0:
		return "", "no criterion applies"
	case g.blocked:
		return riskHigh, "a blocker is unmet or unknown"
	case open > 0:
		return riskMedium, fmt.Sprintf("%d unmet, %d unknown, %d of them waived", g.unmet, g.unknown, g.waived)
	case g.warning > 0 || g.attested > 0:
		return riskLow, fmt.Sprintf("%d with a warning, %d attested only", g.warning, g.attested)
	}
	return riskMinimal, "every criterion is met by a measurement or a document"
}
