package quantity

import (
	"math/big"
	"strings"
)

const (
	noBreakSpace       = "\u00a0"
	narrowNoBreakSpace = "\u202f"
	extraDecimals      = 6 // how many more decimals Show tries before it gives up
	significantDigits  = 3
)

// Show displays v so that the rounded figure stays on the same side (below, on,
// above) of every bound as v itself: with one decimal for percentages and
// scores and three significant digits otherwise, or up to six decimals more
// when that is what it takes, else as "<t" or ">t". It uses the unit of the
// first bound of v's dimension, so that a figure and its target read alike;
// bounds of other dimensions are passed over. 0 and 100 bound every percentage
// and score. Thousands have commas; counts and scores have no unit; without a
// figure the result is "–".
func Show(v Value, bounds []Value) string { return withUnit(Split(v, bounds, Nearest)) }

// Rounding is the side to which a figure is rounded for display.
type Rounding uint8

// The roundings: to the nearest, and outwards for the ends of an interval, so
// that the one that is shown is none narrower than the one that was judged.
const (
	Nearest Rounding = iota
	Down
	Up
)

func (r Rounding) whole(x *big.Rat) *big.Int {
	switch r {
	case Down:
		return floor(x)
	case Up:
		return ceiling(x)
	}
	return roundHalfEven(x)
}

// ShowLow displays the lower end of an interval, rounded down.
func ShowLow(v Value, bounds []Value) string { return withUnit(Split(v, bounds, Down)) }

// ShowHigh displays the upper end of an interval, rounded up.
func ShowHigh(v Value, bounds []Value) string { return withUnit(Split(v, bounds, Up)) }

// Split displays a figure as Show does, its number apart from its unit. Without
// a figure the number is "–" and there is no unit.
func Split(v Value, bounds []Value, to Rounding) (number string, unit Unit) {
	if !v.Known() {
		return "–", Point
	}
	unit = v.unit
	limits := naturalBounds(v.unit)
	for i := len(bounds) - 1; i >= 0; i-- {
		if b := bounds[i]; b.Known() && b.unit.dimension == v.unit.dimension {
			unit = b.unit
			limits = append(limits, b)
		}
	}
	x := v.In(unit).Number()
	numbers := make([]*big.Rat, len(limits))
	for i, b := range limits {
		numbers[i] = b.In(unit).Number()
	}
	least, most := decimals(x, unit)
	for d := least; d <= most+extraDecimals; d++ {
		if shown := round(x, d, to); crossed(x, shown, numbers) == nil && (d >= most || shown.Cmp(x) == 0) {
			if far(x, unit) {
				return group(Of(shown, unit).full()), unit
			}
			return group(shown.FloatString(d)), unit
		}
	}
	bound := crossed(x, round(x, most+extraDecimals, to), numbers)
	side := [...]string{"<", "", ">"}[x.Cmp(bound)+1]
	return side + group(Of(bound, unit).full()), unit
}

// naturalBounds are those that hold for every figure of the dimension.
func naturalBounds(u Unit) []Value {
	switch u.dimension {
	case Proportion, Points:
		return []Value{Int(0, u), Int(100, u)}
	}
	return []Value{Int(0, u)}
}

// decimals returns with how many decimals to show x: at least the first, when
// that many say it exactly, else the second. For figures with an exponent they
// may be negative.
func decimals(x *big.Rat, u Unit) (least, most int) {
	if x.Sign() == 0 && !oneDecimal(u) {
		return 0, 0
	}
	switch {
	case far(x, u):
		most = significantDigits - 1 - floorLog10(x)
		return most, most
	case oneDecimal(u):
		return 1, 1
	}
	return 0, max(0, significantDigits-1-floorLog10(x))
}

func oneDecimal(u Unit) bool {
	return u.dimension == Proportion || u.dimension == Points || u.dimension == Difference
}

// far reports whether x is shown with an exponent, lest it fill the page.
func far(x *big.Rat, u Unit) bool {
	if x.Sign() == 0 {
		return false
	}
	magnitude := floorLog10(x)
	return magnitude > plainAbove || magnitude < plainBelow && !oneDecimal(u)
}

func round(x *big.Rat, decimals int, to Rounding) *big.Rat {
	return shift(new(big.Rat).SetInt(to.whole(shift(x, decimals))), -decimals)
}

// crossed returns the first bound that shown stands on another side of than x.
func crossed(x, shown *big.Rat, bounds []*big.Rat) *big.Rat {
	for _, b := range bounds {
		if x.Cmp(b) != shown.Cmp(b) {
			return b
		}
	}
	return nil
}

func withUnit(number string, u Unit) string {
	if u.dimension == Points {
		return number
	}
	return number + gap(u, noBreakSpace, narrowNoBreakSpace) + u.name
}

// group puts commas between the thousands of a plain decimal.
func group(s string) string {
	if strings.Contains(s, "e") {
		return s
	}
	whole, fraction, dotted := strings.Cut(s, ".")
	digits := strings.TrimPrefix(whole, "-")
	var out strings.Builder
	out.WriteString(whole[:len(whole)-len(digits)])
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteByte(digits[i])
	}
	if dotted {
		out.WriteString("." + fraction)
	}
	return out.String()
}
