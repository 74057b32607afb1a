package quantity

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"strconv"
)

// Limits of a decimal: evidence may hold figures of any length, and a short
// "1e999999999" must not cost memory.
const (
	maxExponent = 400
	maxDigits   = 1000
	fastDigits  = 18 // digits that always fit an int64
)

// Decimal is one decimal as it was written: Mant × 10^Exp, or Wide × 10^Exp
// when the digits do not fit Mant. The zero Decimal is 0. Trailing zeros are
// kept, so compare decimals with Cmp and not with ==.
type Decimal struct {
	Mant int64
	Exp  int32
	Wide *big.Int // nil unless the digits do not fit Mant
}

// DecimalFromInt returns n as a Decimal.
func DecimalFromInt(n int64) Decimal { return Decimal{Mant: n} }

// ParseDecimal reads a number in the syntax of JSON, with an optional leading
// plus sign. NaN, infinities, hexadecimal digits, separators, more than 1000
// digits and exponents beyond ±400 are errors (*SyntaxError).
func ParseDecimal[T string | []byte](s T) (Decimal, error) {
	i, negative := 0, false
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		negative = s[i] == '-'
		i++
	}
	start := i
	mant, digits := int64(0), 0
	for ; i < len(s) && isDigit(s[i]); i++ {
		mant, digits = addDigit(mant, digits, s[i])
	}
	whole := i - start
	if whole == 0 || whole > 1 && s[start] == '0' {
		return Decimal{}, numberError(string(s))
	}
	fraction := 0
	if i < len(s) && s[i] == '.' {
		i++
		for ; i < len(s) && isDigit(s[i]); i++ {
			mant, digits = addDigit(mant, digits, s[i])
			fraction++
		}
		if fraction == 0 {
			return Decimal{}, numberError(string(s))
		}
	}
	end := i
	exponent, ok := parseExponent(s[i:])
	if !ok {
		return Decimal{}, numberError(string(s))
	}
	if whole+fraction > maxDigits || exponent > maxExponent || exponent < -maxExponent {
		return Decimal{}, &SyntaxError{Width: len(s), Msg: fmt.Sprintf("expected a number within %d digits and an exponent within ±%d", maxDigits, maxExponent)}
	}
	if negative {
		mant = -mant
	}
	d := Decimal{Mant: mant, Exp: int32(exponent - fraction)}
	if digits > fastDigits {
		d.Mant, d.Wide = 0, wideDigits(string(s[start:end]), negative)
	}
	return d, nil
}

// addDigit appends one digit; leading zeros do not count towards the digits.
// Beyond fastDigits mant wraps around: such figures are read again as Wide.
func addDigit(mant int64, digits int, c byte) (int64, int) {
	if c == '0' && digits == 0 {
		return 0, 0
	}
	return mant*10 + int64(c-'0'), digits + 1
}

// parseExponent reads "", "e5", "E+5" or "e-5"; a figure too large to be within
// the limit is capped above it.
func parseExponent[T string | []byte](s T) (int, bool) {
	if len(s) == 0 {
		return 0, true
	}
	i, sign := 1, 1
	if len(s) > 1 && (s[1] == '-' || s[1] == '+') {
		i = 2
		if s[1] == '-' {
			sign = -1
		}
	}
	if s[0] != 'e' && s[0] != 'E' || i == len(s) {
		return 0, false
	}
	n := 0
	for ; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = min(n*10+int(s[i]-'0'), maxExponent+1)
	}
	return sign * n, true
}

func wideDigits(s string, negative bool) *big.Int {
	digits := make([]byte, 0, len(s))
	for i := range len(s) {
		if isDigit(s[i]) {
			digits = append(digits, s[i])
		}
	}
	wide, _ := new(big.Int).SetString(string(digits), 10)
	if negative {
		wide.Neg(wide)
	}
	return wide
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// Rat returns the decimal as an exact rational of its own.
func (d Decimal) Rat() *big.Rat {
	r := new(big.Rat)
	if d.Wide != nil {
		r.SetInt(d.Wide)
	} else {
		r.SetInt64(d.Mant)
	}
	if d.Exp == 0 {
		return r
	}
	return shift(r, int(d.Exp))
}

// Sign returns -1, 0 or +1.
func (d Decimal) Sign() int {
	if d.Wide != nil {
		return d.Wide.Sign()
	}
	return cmp.Compare(d.Mant, 0)
}

// Cmp compares the values of d and e, exactly, and returns -1, 0 or +1.
func (d Decimal) Cmp(e Decimal) int {
	if d.Wide == nil && e.Wide == nil {
		if d.Exp == e.Exp {
			return cmp.Compare(d.Mant, e.Mant)
		}
		low := min(d.Exp, e.Exp)
		dm, dok := scaleUp(d.Mant, d.Exp-low)
		em, eok := scaleUp(e.Mant, e.Exp-low)
		if dok && eok {
			return cmp.Compare(dm, em)
		}
	}
	return d.Rat().Cmp(e.Rat())
}

// scaleUp returns m × 10^n, and whether that fits.
func scaleUp(m int64, n int32) (int64, bool) {
	for range n {
		scaled := m * 10
		if scaled/10 != m {
			return 0, false
		}
		m = scaled
	}
	return m, true
}

// Float returns the nearest float64, for plots and for ordering only: never for
// a decision. A figure beyond the range of float64 is an infinity.
func (d Decimal) Float() float64 {
	// Below 2^53 and 10^22 both parts are exact, so one division rounds once.
	if exact := float64(d.Mant); d.Wide == nil && d.Exp <= 0 && d.Exp >= -22 && max(d.Mant, -d.Mant) < 1<<53 {
		return exact / math.Pow10(int(-d.Exp))
	}
	digits := strconv.FormatInt(d.Mant, 10)
	if d.Wide != nil {
		digits = d.Wide.String()
	}
	f, _ := strconv.ParseFloat(digits+"e"+strconv.Itoa(int(d.Exp)), 64)
	return f
}

// Value returns the decimal as a figure in unit u.
func (d Decimal) Value(u Unit) Value { return Of(d.Rat(), u) }

func pow10(n int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
