package portfolio

import (
	"fmt"

	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// Gate says whether the whole is as its rules ask, and where it is not.
type Gate struct {
	Holds   bool     `json:"holds"`
	Because []string `json:"because"`
	Asks    []string `json:"asks"`
}

// gate compares the counts with the rules. Of no service in use no share is met.
func (p *Portfolio) gate(r Rules) Gate {
	g := Gate{Holds: true, Because: []string{}, Asks: []string{}}
	approved, conditional := p.Counts[string(scorecard.Approved)], p.Counts[string(scorecard.Conditional)]
	bad := p.Counts[string(scorecard.Rejected)] + p.Counts[string(scorecard.Indeterminate)]
	for _, rule := range []struct {
		name   string
		target *quantity.Target
		figure quantity.Value
	}{
		{"approved", r.Approved, quantity.Ratio(int64(approved), int64(p.InUse))},
		{"ready", r.Ready, quantity.Ratio(int64(approved+conditional), int64(p.InUse))},
		{"stale", r.Stale, quantity.Int(int64(p.Counts[Stale]), quantity.Count)},
		{"never", r.Never, quantity.Int(int64(p.Counts[Never]), quantity.Count)},
		{"rejected", r.Rejected, quantity.Int(int64(bad), quantity.Count)},
	} {
		if rule.target == nil {
			continue
		}
		g.Asks = append(g.Asks, rule.name+" "+rule.target.String())
		if !rule.figure.Known() || !rule.target.Holds(rule.figure) {
			g.Holds = false
			g.Because = append(g.Because, fmt.Sprintf("%s is %s, and the gate asks %s", rule.name, quantity.Show(rule.figure, rule.target.Bounds()), rule.target))
		}
	}
	return g
}
