package scorecard

import (
	"math/big"

	"signoff/internal/quantity"
)

// Gauge places a figure for drawing: fractions of the target (1 is the target).
type Gauge struct {
	Value, Warn   float64
	HasWarn       bool
	LowerIsBetter bool
}

// Shown is measured value and unit as one text for people, "" when there is no
// figure.
func (c *Criterion) Shown() string {
	if c.Measured == nil {
		return ""
	}
	return c.Measured.Text()
}

// Gauge places the figure that decided, where there is one and the target is
// one bound above zero; else it is nil.
func (c *Criterion) Gauge() *Gauge {
	target, ok := c.Target.Target()
	if !ok || target.Direction() == 0 || target.A.Sign() <= 0 {
		return nil
	}
	share := c.Value().Quo(target.A)
	if share == nil {
		return nil
	}
	g := &Gauge{LowerIsBetter: target.Direction() < 0}
	g.Value, _ = share.Float64()
	if warn, ok := c.Warn.Target(); ok {
		if share := warn.A.Quo(target.A); share != nil {
			g.Warn, _ = share.Float64()
			g.HasWarn = true
		}
	}
	return g
}

// Value is the figure that decided, exactly; without one it is the zero Value.
func (c *Criterion) Value() quantity.Value {
	number, ok := rational(c.Exact)
	if !ok || c.Measured == nil {
		return quantity.Value{}
	}
	unit, err := quantity.ParseUnit(c.Measured.Unit)
	if err != nil {
		return quantity.Value{}
	}
	if unit.Dimension() == quantity.Proportion {
		number.Mul(number, big.NewRat(100, 1))
	}
	return quantity.Of(number, unit)
}
