package scorecard

import (
	"slices"
	"strings"
)

// RuleChange is a rule of the verdict that is not as it was.
type RuleChange struct {
	What Effect `json:"what"` // loosened or tightened
	ID   string `json:"id"`   // such as verdict.approved.compliance
	Text string `json:"text"`
}

// ruleChanges compares what two verdicts ask and rest on. A figure that is asked
// no more is looser, as is whatever cannot be ordered.
func ruleChanges(before, after *Plan) []RuleChange {
	list := []RuleChange{}
	add := func(id, a, b string, tightened bool) {
		if a == b {
			return
		}
		what := Loosened
		if tightened {
			what = Tightened
		}
		list = append(list, RuleChange{what, id, orNothing(a) + " → " + orNothing(b)})
	}
	x, y := before.Thresholds, after.Thresholds
	for _, bar := range []struct {
		id   string
		a, b Bound
	}{
		{"verdict.approved.compliance", x.Approved.Compliance, y.Approved.Compliance},
		{"verdict.approved.score", x.Approved.Score, y.Approved.Score},
		{"verdict.conditional.compliance", x.Conditional.Compliance, y.Conditional.Compliance},
		{"verdict.conditional.score", x.Conditional.Score, y.Conditional.Score},
	} {
		_, tightened := stricterThan(bar.a, bar.b)
		add(bar.id, bar.a.written, bar.b.written, tightened || bar.a.IsZero())
	}
	if x.WaiverMax != "" && y.WaiverMax != "" {
		_, tightened := stricterThan(ParseBound("<= "+x.WaiverMax), ParseBound("<= "+y.WaiverMax))
		add("waiver_max", x.WaiverMax, y.WaiverMax, tightened)
	}
	add("scoring.warning", x.Warning, y.Warning, fraction(y.Warning).Cmp(fraction(x.Warning)) < 0)
	added := !slices.ContainsFunc(before.Roles, func(r string) bool { return !slices.Contains(after.Roles, r) })
	add("approvals.roles", strings.Join(before.Roles, ", "), strings.Join(after.Roles, ", "), added)
	return list
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}
