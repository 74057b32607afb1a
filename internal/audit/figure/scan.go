package figure

import (
	"strings"
	"unicode/utf8"

	"signoff/internal/lazy"
)

// Found is a figure in a text, from the byte At to before End.
type Found struct {
	Value
	At, End int
}

// All finds the measured-looking figures of a line of plain text: percentages,
// values with a unit of time, size or rate, scores out of 100, and counts of
// two and more digits. Dates, versions and identifiers hold none.
func All(text string) []Value {
	var found []Value
	for _, f := range Find(text) {
		if tellsSomething(f.Value) {
			found = append(found, f.Value)
		}
	}
	return found
}

// Find gives every figure of a line of plain text with its place. Dates,
// versions, identifiers and ordinals are none.
func Find(text string) []Found {
	text = withoutDates(text)
	var found []Found
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		start := i
		for start > 0 && strings.ContainsRune("<>=~$", rune(text[start-1])) {
			start--
		}
		for text[start] == '=' && start < i {
			start++ // compliance=91%
		}
		if strings.HasSuffix(text[:start], "≤ ") || strings.HasSuffix(text[:start], "≥ ") ||
			strings.HasSuffix(text[:start], "≈ ") {
			start -= len("≤ ")
		} else if strings.HasSuffix(text[:start], "≤") || strings.HasSuffix(text[:start], "≥") ||
			strings.HasSuffix(text[:start], "≈") {
			start -= len("≤")
		}
		v, ok := Parse(text[start:])
		end := i + 1
		for end < len(text) && (isDigit(text[end]) || text[end] == '.' || text[end] == ',' || isLetter(text[end]) ||
			text[end] == '-') {
			end++
		}
		if ok && standsAlone(text, i) && !ordinal(v.Unit) && !clause(v) {
			found = append(found, Found{Value: v, At: start, End: start + len(v.Text)})
		}
		if ok && start+len(v.Text) > end && start+len(v.Text) <= len(text) {
			end = start + len(v.Text)
		}
		i = end
	}
	return found
}

// ordinal says whether a unit makes its number an ordinal: 95th, 2nd.
func ordinal(unit string) bool { return unit == "th" || unit == "st" || unit == "nd" || unit == "rd" }

// clause says whether a figure is the number of a clause: 1.2i.
func clause(v Value) bool {
	_, timed := v.Seconds()
	return len(v.Unit) == 1 && v.Unit[0] >= 'a' && v.Unit[0] <= 'z' && !timed && SizeUnits[v.Unit] == 0 &&
		strings.Contains(v.Text, ".") && !strings.Contains(v.Text, " ")
}

// withoutDates blanks dates, times and versions, and keeps every place.
func withoutDates(text string) string {
	if !mayDate(text) {
		return text
	}
	places := dateOrTime().FindAllStringIndex(text, -1)
	if places == nil {
		return text
	}
	blank := []byte(text)
	for _, p := range places {
		for i := p[0]; i < p[1]; i++ {
			blank[i] = ' '
		}
	}
	return string(blank)
}

// mayDate says whether a text may hold a date, a time or a version: digits with
// a dash, a colon or two points among them.
func mayDate(text string) bool {
	points := 0
	for i := 1; i+1 < len(text); i++ {
		c := text[i]
		if c != '-' && c != ':' && c != '.' || !isDigit(text[i-1]) || !isDigit(text[i+1]) {
			continue
		}
		if points++; c == ':' || points > 1 {
			return true
		}
	}
	return false
}

var (
	dateOrTime = lazy.Regexp(`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?|\b\d{1,2}:\d\d(?::\d\d)?\b` +
		`|\bv?\d+\.\d+\.\d+[\w.-]*`)
)

// standsAlone says that no name or larger number runs into the digit at i.
func standsAlone(text string, i int) bool {
	if i == 0 {
		return true
	}
	c := text[i-1]
	if r, _ := utf8.DecodeLastRuneInString(text[:i]); r >= 0x3041 && r != '第' {
		return true // Chinese and Japanese put no blank between words
	}
	return !isLetter(c) && !isDigit(c) && c < 0x80 && c != '.' && c != '_' && c != '-' && c != '/' && c != '#' &&
		c != ':' && c != '^'
}

func tellsSomething(v Value) bool {
	if _, timed := v.Seconds(); timed || v.Unit == "%" || SizeUnits[v.Unit] > 0 || v.Unit == "pp" ||
		strings.Contains(v.Unit, "/") {
		return true
	}
	return v.Ratio() && v.Of == 100 || v.Number >= 10
}

// Measuring says whether a unit is a measure rather than a noun that is
// counted.
func Measuring(v Value) bool {
	_, timed := v.Seconds()
	return timed || v.Unit == "%" || v.Unit == "pp" || SizeUnits[v.Unit] > 0 || strings.Contains(v.Unit, "/s")
}

// Base gives what a figure counts in, and how much one of its unit is there:
// seconds, bytes, per cent, or things.
func Base(v Value) (kind string, factor float64) {
	if factor, timed := TimeUnits[v.Unit]; timed {
		return "time", factor
	}
	if factor := SizeUnits[v.Unit]; factor > 0 {
		return "size", factor
	}
	if Measuring(v) {
		return v.Unit, 1
	}
	return "count", 1
}
