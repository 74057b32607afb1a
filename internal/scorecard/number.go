package scorecard

import (
	"math/big"
	"strconv"
	"strings"
)

// Figures are texts in the document, as people read them. What is drawn or
// sorted by them is read back here and nowhere else.

// number is a shown figure without its unit; of "<0.1" it is the bound.
func number(shown string) (float64, bool) {
	digits := strings.TrimLeft(shown, "<>=≤≥ \u00a0")
	digits = strings.TrimRight(strings.ReplaceAll(digits, ",", ""), "% \u00a0\u202f")
	f, err := strconv.ParseFloat(digits, 64)
	return f, err == nil
}

// Number is the figure of a row, and the unit that it has.
func (r *Row) Number() (figure float64, unit string, ok bool) {
	unit = strings.TrimLeft(r.Shown, "<>=≤≥ 0123456789.,-−\u00a0\u202f")
	figure, ok = number(strings.TrimSuffix(r.Shown, unit))
	return figure, unit, ok
}

// Least is the lower end of an interval in its unit; an open one is not ok.
func (i *Interval) Least() (figure float64, ok bool) { return number(i.Low) }

// Most is the upper end.
func (i *Interval) Most() (figure float64, ok bool) { return number(i.High) }

// Ends are where the drawn samples begin and end.
func (s *Spread) Ends() (low, high float64, ok bool) {
	low, one := number(s.Low)
	high, two := number(s.High)
	return low, high, one && two
}

// Worth is the share of the overall score that hangs on a criterion, in percent
// and as it is shown.
func (c *Criterion) Worth() *big.Rat {
	digits := strings.TrimRight(strings.TrimLeft(c.Share, "<>"), "% \u00a0\u202f")
	worth, ok := rational(digits)
	if !ok {
		return new(big.Rat)
	}
	return worth
}

// Percent is compliance without waivers; ok is false when nothing applies.
func (c Compliance) Percent() (share float64, ok bool) {
	r, ok := rational(c.Exact)
	if !ok {
		return 0, false
	}
	share, _ = r.Float64()
	return 100 * share, true
}

// Points are the score without waivers; ok is false when nothing applies.
func (s Score) Points() (points float64, ok bool) {
	r, ok := rational(s.Exact)
	if !ok {
		return 0, false
	}
	points, _ = r.Float64()
	return points, true
}
