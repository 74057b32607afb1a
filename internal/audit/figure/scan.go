package figure

import (
	"strings"

	"signoff/internal/lazy"
)

// All finds the measured-looking figures of a line of plain text: percentages, values
// with a unit of time, size or rate, scores out of 100, and counts of two and
// more digits. Dates, versions, identifiers, code and addresses hold none.
func All(text string) []Value {
	text = dateOrTime().ReplaceAllString(text, " ")
	var found []Value
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		start := i
		for start > 0 && strings.ContainsRune("<>=~$", rune(text[start-1])) {
			start--
		}
		v, ok := Parse(text[start:])
		end := i + 1
		for end < len(text) && (isDigit(text[end]) || text[end] == '.' || text[end] == ',' || isLetter(text[end]) || text[end] == '-') {
			end++
		}
		if ok && standsAlone(text, i) && tellsSomething(v) {
			found = append(found, v)
		}
		if ok && start+len(v.Text) > end && start+len(v.Text) <= len(text) {
			end = start + len(v.Text)
		}
		i = end
	}
	return found
}

var (
	dateOrTime = lazy.Regexp(`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?|\b\d{1,2}:\d\d(?::\d\d)?\b|\bv?\d+\.\d+\.\d+[\w.-]*`)
)

// standsAlone says that no name or larger number runs into the digit at i.
func standsAlone(text string, i int) bool {
	if i == 0 {
		return true
	}
	c := text[i-1]
	return !isLetter(c) && !isDigit(c) && c < 0x80 && c != '.' && c != '_' && c != '-' && c != '/' && c != '#' && c != ':' && c != '^'
}

func tellsSomething(v Value) bool {
	if _, timed := v.Seconds(); timed || v.Unit == "%" || SizeUnits[v.Unit] > 0 || v.Unit == "pp" || strings.Contains(v.Unit, "/") {
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
