package quantity

import (
	"math/big"
	"strconv"
	"strings"
)

const (
	jsonDigits = 17 // as many as tell any two float64 apart
	plainBelow = -7 // the powers of ten outside which figures have an exponent
	plainAbove = 20
)

// Decimal returns the figure in its own unit as a JSON number: exactly when it
// terminates within 17 significant digits, otherwise rounded half to even to
// 17. Without a figure it is "null".
func (v Value) Decimal() string {
	if !v.Known() {
		return "null"
	}
	return significant(v.Number(), jsonDigits)
}

// full is Decimal with as many digits as a terminating decimal needs.
func (v Value) full() string {
	x := v.Number()
	decimals, exact := x.FloatPrec()
	if !exact || x.Sign() == 0 {
		return v.Decimal()
	}
	return significant(x, max(1, decimals+floorLog10(x)+1))
}

// significant writes x rounded half to even to so many significant digits,
// without trailing zeros.
func significant(x *big.Rat, digits int) string {
	switch x.Sign() {
	case 0:
		return "0"
	case -1:
		return "-" + significant(new(big.Rat).Neg(x), digits)
	}
	magnitude := floorLog10(x)
	scaled := roundHalfEven(shift(x, digits-1-magnitude)).String()
	magnitude += len(scaled) - digits // rounding 9.99… up adds a digit
	return layOut(strings.TrimRight(scaled, "0"), magnitude)
}

// MarshalJSON writes the figure as Decimal does, and null without one.
func (v Value) MarshalJSON() ([]byte, error) { return []byte(v.Decimal()), nil }

// layOut writes digits d.ddd × 10^magnitude, plainly unless the exponent is far.
func layOut(digits string, magnitude int) string {
	switch {
	case magnitude < plainBelow || magnitude > plainAbove:
		text := digits[:1]
		if len(digits) > 1 {
			text += "." + digits[1:]
		}
		return text + "e" + strconv.Itoa(magnitude)
	case magnitude < 0:
		return "0." + strings.Repeat("0", -magnitude-1) + digits
	case len(digits) <= magnitude+1:
		return digits + strings.Repeat("0", magnitude+1-len(digits))
	}
	return digits[:magnitude+1] + "." + digits[magnitude+1:]
}

// floorLog10 returns the power of ten of the leading digit of x, which is not 0.
func floorLog10(x *big.Rat) int {
	abs := new(big.Rat).Abs(x)
	guess := len(abs.Num().String()) - len(abs.Denom().String())
	if abs.Cmp(shift(big.NewRat(1, 1), guess)) < 0 {
		return guess - 1
	}
	return guess
}

// shift returns x × 10^n.
func shift(x *big.Rat, n int) *big.Rat {
	scale := new(big.Rat).SetFrac(pow10(max(n, 0)), pow10(max(-n, 0)))
	return scale.Mul(x, scale)
}

// roundHalfEven returns the integer nearest to x, the even one of two.
func roundHalfEven(x *big.Rat) *big.Int {
	twice := new(big.Int).Lsh(x.Num(), 1)
	doubled := new(big.Int).Lsh(x.Denom(), 1)
	twice.Add(twice, x.Denom())
	nearest, rest := new(big.Int).DivMod(twice, doubled, new(big.Int))
	if rest.Sign() == 0 && nearest.Bit(0) == 1 {
		nearest.Sub(nearest, big.NewInt(1))
	}
	return nearest
}

// floor and ceiling return the next integer below and above x.
func floor(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) }

func ceiling(x *big.Rat) *big.Int {
	below := floor(new(big.Rat).Neg(x))
	return below.Neg(below)
}
