// Package figure reads the figures that reports print: a number with its
// qualifier, its unit and the rounding it was printed in. It judges none.
package figure

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Value is a figure as a report prints it. Number has k, M and B applied;
// Step is one unit in the last printed place, so that 91.4 stands for anything
// from 91.35 to 91.45. Qualifier is one of "", "<", "<=", ">", ">=" and "~".
// Plus says that a + follows: the figure is a lower bound. Of is the b of a/b,
// NaN when there is none. Unit is in lower case, a currency sign included.
// Text is the figure as printed and Rest what follows it.
type Value struct {
	Text      string
	Qualifier string
	Number    float64
	Step      float64
	Plus      bool
	Of        float64
	Unit      string
	Rest      string
}

// Exact says whether the figure is a plain number: no bound, no estimate.
func (v Value) Exact() bool { return v.Qualifier == "" && !v.Plus }

// Ratio says whether the figure was printed as a/b.
func (v Value) Ratio() bool { return !math.IsNaN(v.Of) }

// Bound says whether the figure only limits what was measured.
func (v Value) Bound() bool { return v.Plus || v.Qualifier != "" && v.Qualifier != "~" }

// Parse reads the figure that s starts with. A range, a date, a version
// or an address is not a figure.
func Parse(s string) (Value, bool) {
	v := Value{Of: math.NaN()}
	whole := strings.TrimSpace(s)
	rest := v.qualifier(whole)
	for _, sign := range []string{"$", "€", "£"} {
		if after, ok := strings.CutPrefix(rest, sign); ok {
			v.Unit, rest = sign, after
		}
	}
	negative := false
	if len(rest) > 1 && (rest[0] == '-' || rest[0] == '+') && isDigit(rest[1]) {
		negative = rest[0] == '-'
		rest = rest[1:]
	}
	number, step, n := Number(rest)
	if n == 0 {
		return Value{}, false
	}
	rest = rest[n:]
	if negative {
		number = -number
	}
	v.Number, v.Step = number, step
	rest = v.scale(rest)
	if v.Plus = strings.HasPrefix(rest, "+"); v.Plus {
		rest = rest[1:]
	}
	if after, ok := strings.CutPrefix(strings.TrimLeft(rest, " "), "/"); ok {
		after = strings.TrimLeft(after, " ")
		if of, _, m := Number(after); m > 0 && !strings.HasPrefix(after[m:], "/") {
			v.Of, rest = of, after[m:]
		}
	}
	if continued(rest) {
		return Value{}, false
	}
	rest = v.unit(rest)
	v.Text = strings.TrimSpace(whole[:len(whole)-len(rest)])
	v.Rest = strings.TrimSpace(rest)
	return v, true
}

func (v *Value) qualifier(s string) string {
	for _, q := range []struct{ sign, means string }{
		{"<=", "<="}, {">=", ">="}, {"≤", "<="}, {"≥", ">="}, {"<", "<"}, {">", ">"},
		{"~", "~"}, {"≈", "~"}, {"about ", "~"}, {"approx. ", "~"},
	} {
		if after, ok := strings.CutPrefix(s, q.sign); ok {
			v.Qualifier = q.means
			return strings.TrimLeft(after, " ")
		}
	}
	return s
}

// scale applies k, M and B when they follow the digits and are not units.
func (v *Value) scale(s string) string {
	if s == "" || len(s) > 1 && (isLetter(s[1]) || s[1] == '/' && !strings.HasPrefix(s[1:], "/s")) {
		return s
	}
	factor := map[byte]float64{'k': 1e3, 'K': 1e3, 'M': 1e6}[s[0]]
	if factor == 0 {
		return s
	}
	v.Number *= factor
	v.Step *= factor
	return s[1:]
}

// continued says that what looked like a number goes on as something else: a
// date, a range, a version, an address, a time of day.
func continued(rest string) bool {
	if rest == "" {
		return false
	}
	r, n := utf8.DecodeRuneInString(rest)
	next := rest[n:]
	switch r {
	case '-', '–', '—', ':', '.', '/', '±', '_', 'x', '×', '#':
		trimmed := strings.TrimLeft(next, " <>~")
		return trimmed != "" && isDigit(trimmed[0])
	case ' ':
		next = strings.TrimLeft(next, " ")
		return strings.HasPrefix(next, "- ") && len(next) > 2 && isDigit(next[2]) ||
			strings.HasPrefix(next, "to ") && len(next) > 3 && isDigit(next[3]) ||
			strings.HasPrefix(next, "– ") && len(next) > 4 && isDigit(next[4])
	}
	return false
}

// unit takes the word or sign after the number, up to the next blank.
func (v *Value) unit(rest string) string {
	trimmed := strings.TrimLeft(rest, " \u00a0")
	gap := len(rest) - len(trimmed)
	if strings.HasPrefix(trimmed, "%") {
		trimmed = trimmed[1:]
		v.Unit = "%"
		if !v.Plus && strings.HasPrefix(trimmed, "+") {
			v.Plus, trimmed = true, trimmed[1:]
		}
		return trimmed
	}
	if gap > 1 {
		return rest
	}
	n := strings.IndexFunc(trimmed, func(r rune) bool {
		return !unicode.IsLetter(r) && r != '/' && r != '°' && r != 'µ' && r != 'μ'
	})
	if n < 0 {
		n = len(trimmed)
	}
	if n == 0 {
		return rest
	}
	v.Unit += strings.ToLower(trimmed[:n])
	return trimmed[n:]
}

// Number reads digits with thousands separators and decimals (after a
// leading zero a comma is a decimal one), and gives
// the number, one unit in its last place, and how many bytes it took.
func Number(s string) (number, step float64, n int) {
	digits := make([]byte, 0, 24)
	decimalComma := strings.HasPrefix(s, "0,")
	for n < len(s) && (isDigit(s[n]) || s[n] == ',' && !decimalComma && grouped(s[n:])) {
		if s[n] != ',' {
			digits = append(digits, s[n])
		}
		n++
	}
	if n == 0 || len(digits) > 18 {
		return 0, 0, 0
	}
	step = 1
	if n+1 < len(s) && (s[n] == '.' || decimalComma && s[n] == ',') && isDigit(s[n+1]) {
		digits = append(digits, '.')
		for n++; n < len(s) && isDigit(s[n]) && len(digits) < 24; n++ {
			digits = append(digits, s[n])
			step /= 10
		}
	}
	number, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		return 0, 0, 0
	}
	return number, step, n
}

// grouped says whether a comma separates a group of exactly three digits.
func grouped(s string) bool {
	return len(s) >= 4 && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3]) && (len(s) == 4 || !isDigit(s[4]))
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Slack covers the error of binary fractions; printed roundings are many
// orders of magnitude wider.
const Slack = 1e-9

// Prints says whether x, rounded or cut to the places of v, gives v.
func (v Value) Prints(x float64) bool {
	difference := x - v.Number
	return difference >= -v.Step/2-Slack && difference < v.Step-Slack*v.Step || math.Abs(difference) < Slack
}

// Within says whether a figure between low and high, rounded or cut, could
// have been printed as v.
func (v Value) Within(low, high float64) bool {
	return high >= v.Number-v.Step/2-Slack && low < v.Number+v.Step-Slack
}

// Show prints x with at most two decimals.
func Show(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// Seconds gives how long the figure lasts, when its unit is one of time.
func (v Value) Seconds() (float64, bool) {
	factor, ok := TimeUnits[v.Unit]
	return v.Number * factor, ok
}

var TimeUnits = map[string]float64{
	"ns": 1e-9, "µs": 1e-6, "μs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600,
	"hours": 3600,
	"d":     86400, "day": 86400, "days": 86400, "week": 604800, "weeks": 604800, "month": 2592000, "months": 2592000,
}

var SizeUnits = map[string]float64{
	"b": 1, "bytes": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
	"tib": 1 << 40,
}

// Comparable brings two figures to one unit: equal units, or both of time, or
// both of size.
func Comparable(a, b Value) (x, y float64, ok bool) {
	if a.Unit == b.Unit {
		return a.Number, b.Number, true
	}
	x, okA := a.Seconds()
	y, okB := b.Seconds()
	if okA && okB {
		return x, y, true
	}
	sizeA, okA := SizeUnits[a.Unit]
	sizeB, okB := SizeUnits[b.Unit]
	return a.Number * sizeA, b.Number * sizeB, okA && okB
}

// Near accepts rounding, cutting, and one unit in the last place.
func (v Value) Near(x float64) bool { return math.Abs(x-v.Number) <= v.Step+Slack }

// Share says whether the figure is a percentage or a score out of a whole.
func (v Value) Share() bool { return v.Unit == "%" || strings.HasPrefix(v.Unit, "/") }

// Plain prints x with all its decimals and no exponent.
func Plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
