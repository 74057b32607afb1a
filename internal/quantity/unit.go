package quantity

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unit is a unit of measure. Units are compared with ==; the zero Unit is the
// bare number.
type Unit struct {
	dimension Dimension
	name      string
	num, den  int64 // one of this unit is num/den base units; 0/0 in the zero Unit means 1
}

// The units that code names. They are constants in all but syntax.
var (
	Count           = Unit{}
	Percent         = Unit{Proportion, "%", 1, 100}
	Point           = Unit{Points, "points", 1, 1}
	PercentagePoint = Unit{Difference, "pp", 1, 100}
	Nanosecond      = Unit{Time, "ns", 1, 1e9}
	Microsecond     = Unit{Time, "µs", 1, 1e6}
	Millisecond     = Unit{Time, "ms", 1, 1e3}
	Second          = Unit{Time, "s", 1, 1}
	Minute          = Unit{Time, "m", 60, 1}
	Hour            = Unit{Time, "h", 3600, 1}
	Day             = Unit{Time, "d", 86400, 1}
	Week            = Unit{Time, "w", 604800, 1}
	Byte            = Unit{Size, "B", 1, 1}
	PerSecond       = Unit{Rate, "/s", 1, 1}
	BytePerSecond   = Unit{Throughput, "B/s", 1, 1}
)

// units lists every simple unit; rates and throughputs are made of a word or a
// size and one of periods.
var units = []Unit{
	Percent, PercentagePoint, Point,
	Nanosecond, Microsecond, Millisecond, Second, Minute, Hour, Day, Week,
	Byte,
	{Size, "kB", 1e3, 1}, {Size, "MB", 1e6, 1}, {Size, "GB", 1e9, 1}, {Size, "TB", 1e12, 1},
	{Size, "KiB", 1 << 10, 1}, {Size, "MiB", 1 << 20, 1}, {Size, "GiB", 1 << 30, 1}, {Size, "TiB", 1 << 40, 1},
}

var periods = []struct {
	name    string
	seconds int64
}{{"s", 1}, {"min", 60}, {"h", 3600}}

// unitHints maps what people write instead of a unit to what they should.
var unitHints = []struct{ wrong, hint string }{
	{"K", "write kB (1000 bytes) or KiB (1024 bytes)"},
	{"KB", "write kB (1000 bytes) or KiB (1024 bytes)"},
	{"M", "write MB (bytes) or m (minutes)"},
	{"G", "write GB or GiB"},
	{"T", "write TB or TiB"},
	{"Kb", "bits are not a unit here: write kB or KiB"},
	{"kb", "bits are not a unit here: write kB or KiB"},
	{"Mb", "bits are not a unit here: write MB or MiB"},
	{"Gb", "bits are not a unit here: write GB or GiB"},
	{"Tb", "bits are not a unit here: write TB or TiB"},
	{"byte", "write B"}, {"bytes", "write B"},
	{"nsec", "write ns"}, {"usec", "write us"}, {"msec", "write ms"},
	{"sec", "write s"}, {"secs", "write s"}, {"second", "write s"}, {"seconds", "write s"},
	{"min", "write m"}, {"mins", "write m"}, {"minute", "write m"}, {"minutes", "write m"},
	{"hr", "write h"}, {"hrs", "write h"}, {"hour", "write h"}, {"hours", "write h"},
	{"day", "write d"}, {"days", "write d"}, {"week", "write w"}, {"weeks", "write w"},
	{"mo", "months differ in length: write days"}, {"month", "months differ in length: write days"},
	{"months", "months differ in length: write days"},
	{"y", "years differ in length: write days"}, {"yr", "years differ in length: write days"},
	{"year", "years differ in length: write days"}, {"years", "years differ in length: write days"},
	{"pct", "write %"}, {"percent", "write %"}, {"point", "write points"},
}

// maxWord bounds the word of a rate, which is only kept for display.
const maxWord = 32

// Name returns the unit as it is written: "ms", "%", "msg/s", "MiB", or "" for
// the bare number.
func (u Unit) Name() string { return u.name }

// Dimension returns what the unit measures.
func (u Unit) Dimension() Dimension { return u.dimension }

// factor returns how many base units one of u is.
func (u Unit) factor() *big.Rat {
	if u.den == 0 {
		return big.NewRat(1, 1)
	}
	return big.NewRat(u.num, u.den)
}

// ParseUnit reads a unit as written in criteria: times from ns to w, sizes from
// B to TiB, %, pp, points, a rate such as msg/s, /min or /h, or a size per time
// such as MiB/s; "" is the bare number. The error is a *SyntaxError whose hint
// names the right unit when one is near.
func ParseUnit(s string) (Unit, error) {
	switch s {
	case "":
		return Count, nil
	case "us", "μs": // the Greek letter, next to the micro sign of the table
		return Microsecond, nil
	}
	for _, u := range units {
		if u.name == s {
			return u, nil
		}
	}
	if word, per, ok := strings.Cut(s, "/"); ok {
		return parseRate(s, word, per)
	}
	return Unit{}, unitError(s, unitHint(s))
}

// MustUnit is ParseUnit for constants of the program; it panics on an error.
func MustUnit(s string) Unit {
	u, err := ParseUnit(s)
	if err != nil {
		panic(err)
	}
	return u
}

func parseRate(s, word, per string) (Unit, error) {
	seconds := int64(0)
	for _, p := range periods {
		if p.name == per {
			seconds = p.seconds
		}
	}
	if seconds == 0 {
		return Unit{}, unitError(s, "rates are per s, min or h, such as msg/s")
	}
	for _, u := range units {
		switch {
		case u.name != word:
		case u.dimension == Size:
			return Unit{Throughput, s, u.num, u.den * seconds}, nil
		default:
			return Unit{}, unitError(s, fmt.Sprintf("%s per time is not a rate", u.dimension))
		}
	}
	if hint := unitHint(word); hint != "" {
		return Unit{}, unitError(s, hint)
	}
	if !isWord(word) {
		return Unit{}, unitError(s, "a rate is a word per time, such as msg/s")
	}
	return Unit{Rate, s, 1, seconds}, nil
}

func isWord(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	return len(s) <= maxWord && (s == "" || unicode.IsLetter(first))
}

func unitHint(s string) string {
	for _, h := range unitHints {
		if h.wrong == s {
			return h.hint
		}
	}
	for _, u := range units {
		if strings.EqualFold(u.name, s) {
			return "write " + u.name
		}
	}
	for _, h := range unitHints {
		if strings.EqualFold(h.wrong, s) {
			return h.hint
		}
	}
	return ""
}

func unitError(s, hint string) *SyntaxError {
	return &SyntaxError{Width: len(s), Msg: fmt.Sprintf("expected a unit, found %q", s), Hint: hint}
}
