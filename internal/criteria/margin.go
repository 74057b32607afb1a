package criteria

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// checkMargin checks that the target of a change is a percentage of the old
// figure or, where the figures are percentages, a difference of the two.
func (l *loader) checkMargin(d *draft, c *Criterion, m *fact.Measure) {
	if len(d.baseline) == 0 && d.past == nil || !c.Target.A.Known() {
		return
	}
	kind := dimension(m)
	switch got := c.Target.A.Dimension(); {
	case got == quantity.Proportion:
	case got == quantity.Difference && (kind == quantity.Proportion || kind == quantity.Any):
	case got == quantity.Difference:
		d.target.Fail("expected a percentage, found percentage points next to %s, which is %s", m.Name, kind)
	default:
		d.target.Expected("a margin such as <= +5%, or >= -1pp where figures are percentages")
	}
}
