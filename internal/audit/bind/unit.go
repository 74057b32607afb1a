package bind

import (
	"math"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

// dimension is what a unit counts in, and how much one of the unit is there:
// seconds, bytes, per cent, things a second, bytes a second, or things.
func dimension(unit string) (name string, factor float64) {
	unit = strings.ToLower(unit)
	if factor, ok := figure.TimeUnits[unit]; ok {
		return "time", factor
	}
	if factor := figure.SizeUnits[unit]; factor > 0 {
		return "size", factor
	}
	of, per, rate := strings.Cut(unit, "/")
	if !rate {
		switch unit {
		case "%", "pp":
			return unit, 1
		case "rps", "qps", "tps":
			return "rate", 1
		}
		return "", 1
	}
	each, ok := figure.TimeUnits[per]
	switch {
	case per == "sec" || per == "second":
		each = 1
	case !ok:
		return "", 1
	}
	if size := figure.SizeUnits[of]; size > 0 {
		return "size rate", size / each
	}
	switch of {
	case "kops", "kreq", "kmsg", "ktx", "krows":
		each /= 1000
	}
	return "rate", 1 / each
}

// said is a figure of the text as it is compared: its dimension, the noun that
// follows a bare number, and the number with its step in that dimension.
type said struct {
	figure.Found
	token  int // the first token at or after the figure
	role   role
	noun   string
	dim    string
	of     string // what a rate is of: rows
	factor float64
	rounds bool // about
	whole  float64
	ratio  bool
	limit  int  // the token of the word that limits it, 0 for none
	word   bool // written as a word
	needs  bool // what something is said to need: asked for, or used
}

// role is what a figure is to the claim that it stands in.
type role uint8

const (
	observed role = iota
	wanted
	history
	limited // "at most 5"
)

// reads gives the figure's unit, with the rate that words after it make of it:
// "2,150 rows a second", "12.4 million rows".
func (f *said) reads(rest string) {
	unit := f.Unit
	if unit == "m" && strings.HasSuffix(f.Text, "M") {
		f.Number, f.Step, unit = f.Number*1e6, f.Step*1e6, ""
	}
	if factor, ok := words.Scale(unit); ok {
		f.Number, f.Step = f.Number*factor, f.Step*factor
		next, after := firstWord(rest)
		unit, rest = next, after
	}
	if unit == "" {
		next, after := firstWord(rest)
		if factor, ok := words.Scale(next); ok && next != "" {
			f.Number, f.Step = f.Number*factor, f.Step*factor
			next, after = firstWord(after)
		}
		if next != "" {
			unit, rest = next, after
		}
	}
	f.of, _, _ = strings.Cut(unit, "/")
	f.dim, f.factor = dimension(unit)
	if per, ok := perTime(unit + " " + strings.TrimLeft(rest, " ")); ok && f.dim == "" {
		f.of = ""
		f.dim, f.factor = dimension("/" + per)
		return
	}
	if f.dim == "" || f.dim == "size" {
		if per, ok := perTime(rest); ok {
			f.of = unit
			f.dim, f.factor = dimension(unit + "/" + per)
		}
	}
	switch unit {
	case "per", "percent", "prozent", "pour", "por":
		if unit == "percent" || unit == "prozent" || strings.HasPrefix(strings.TrimSpace(rest), "cent") ||
			strings.HasPrefix(strings.TrimSpace(rest), "ciento") {
			f.dim, f.factor, unit = "%", 1, "%"
		}
	}
	if f.dim == "" {
		f.noun = unit
	}
}

// firstWord takes the word that directly follows a figure.
func firstWord(s string) (word, rest string) {
	trimmed := strings.TrimLeft(s, " ")
	if len(s)-len(trimmed) > 1 {
		return "", s
	}
	end := strings.IndexFunc(trimmed, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 0x80 && r != '/' && r != '%'
	})
	if end < 0 {
		end = len(trimmed)
	}
	return strings.ToLower(trimmed[:end]), trimmed[end:]
}

// perTime reads "a second", "per minute", "pro Stunde" after a noun.
func perTime(s string) (string, bool) {
	fields := strings.Fields(strings.ToLower(s))
	if len(fields) < 2 {
		return "", false
	}
	switch fields[0] {
	case "a", "an", "per", "each", "pro", "par", "por", "la":
	default:
		return "", false
	}
	switch strings.Trim(fields[1], ".,;:()*") {
	case "second", "sec", "s", "sekunde", "seconde", "segundo":
		return "s", true
	case "minute", "min", "minuto":
		return "min", true
	case "hour", "h", "stunde", "heure", "hora":
		return "h", true
	}
	return "", false
}

// equals says whether a value of the assessment, brought to the unit of the
// text, rounds or cuts to what is printed there; ok is false when the two
// cannot be compared.
func (f *said) equals(value float64, unit string) (equal, ok bool) {
	equal, ok = f.prints(value, unit)
	if !equal && ok && pointGroups().MatchString(f.Text) {
		grouped := *f // 2.150 may be two thousand
		grouped.Number, grouped.Step = f.Number*1000, 1
		equal, ok = grouped.prints(value, unit)
	}
	return equal, ok
}

var pointGroups = lazy.Regexp(`^[1-9]\d{0,2}\.\d{3}(?:\D|$)`)

// prints is equals for the number as it is read.
func (f *said) prints(value float64, unit string) (equal, ok bool) {
	if math.IsNaN(value) {
		return false, true // there is no figure to be equal to
	}
	dim, factor := dimension(unit)
	x := value * factor
	switch {
	case f.dim == dim && dim == "":
		x = value
	case f.dim == dim:
		x /= f.factor
	case dim == "%" && f.dim == "" && f.noun == "" && !f.Ratio() && !f.word:
		if f.Number <= 1 && f.Step < 1 {
			x, dim = value/100, ""
		}
	default:
		return false, false
	}
	if f.Ratio() && f.dim == "" && unit != "" {
		return false, false
	}
	v := f.Value
	if f.rounds || v.Qualifier == "~" {
		return x >= v.Number*0.95-v.Step/2 && x <= v.Number*1.05+v.Step/2, true
	}
	switch v.Qualifier {
	case "<":
		return x < v.Number, true
	case "<=":
		return x <= v.Number, true
	case ">":
		return x > v.Number, true
	case ">=":
		return x >= v.Number, true
	}
	if v.Plus {
		return x >= v.Number, true
	}
	if x < 0 {
		v.Number = -v.Number
	}
	if dim == "%" && (v.Number == 0 && x > 0 || v.Number == 100 && x < 100) {
		return false, true // none and all are not roundings
	}
	if converted := f.dim != "" && f.factor != factor; converted {
		v.Step *= zeros(v)
	}
	return v.Prints(x) || close(x, v.Number), true
}

// zeros gives the weight of the last digit that is not a zero: a figure brought to
// a smaller unit shows no more places than it had.
func zeros(v figure.Value) float64 {
	weight := 1.0
	if v.Step != 1 || v.Number == 0 {
		return weight
	}
	for n := math.Abs(v.Number); weight < 1e9 && math.Mod(n, weight*10) == 0; {
		weight *= 10
	}
	return weight
}

// close allows for the error of binary fractions in large figures.
func close(a, b float64) bool {
	d := a - b
	if d < 0 {
		d = -d
	}
	return d <= 1e-12*max(a, b, -a, -b)
}
