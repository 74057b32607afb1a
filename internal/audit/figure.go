package audit

import (
	"math"
	"regexp"
	"strings"
)

// figures finds the measured-looking figures of a line: percentages, values
// with a unit of time, size or rate, scores out of 100, and counts of two and
// more digits. Dates, versions, identifiers, code and addresses hold none.
func figures(raw string) []Value {
	text := plain(withoutAddresses(withoutCode(raw)))
	text = dateOrTime.ReplaceAllString(text, " ")
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
		v, ok := ParseValue(text[start:])
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
	dateOrTime = regexp.MustCompile(`\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?|\b\d{1,2}:\d\d(?::\d\d)?\b|\bv?\d+\.\d+\.\d+[\w.-]*`)
	webAddress = regexp.MustCompile(`\b(?:https?|file)://[^\s)>]+|<[^>\s]+@[^>\s]+>`)
)

func withoutAddresses(s string) string {
	if !strings.Contains(s, "://") && !strings.Contains(s, "@") {
		return s
	}
	return webAddress.ReplaceAllString(s, " ")
}

// standsAlone says that no name or larger number runs into the digit at i.
func standsAlone(text string, i int) bool {
	if i == 0 {
		return true
	}
	c := text[i-1]
	return !isLetter(c) && !isDigit(c) && c < 0x80 && c != '.' && c != '_' && c != '-' && c != '/' && c != '#' && c != ':' && c != '^'
}

func tellsSomething(v Value) bool {
	if _, timed := v.seconds(); timed || v.Unit == "%" || sizeUnits[v.Unit] > 0 || v.Unit == "pp" || strings.Contains(v.Unit, "/") {
		return true
	}
	return v.Ratio() && v.Of == 100 || v.Number >= 10
}

// equalFigure says whether two figures may be the same one: their units agree
// as far as both are measures, and one prints as the other.
func equalFigure(stated, known Value) bool {
	x, y, ok := comparable(stated, known)
	if !ok {
		if measuring(stated) || measuring(known) {
			return false
		}
		x, y = stated.Number, known.Number
	}
	scale := 1.0
	if stated.Number != 0 {
		scale = x / stated.Number
	}
	step := stated.Step * scale
	difference := math.Abs(x - y)
	return difference <= step/2+slack*math.Max(1, math.Abs(x)) || difference < step && y > x || stated.Plus && y >= x
}

// measuring says whether a unit is a measure rather than a noun that is
// counted.
func measuring(v Value) bool {
	_, timed := v.seconds()
	return timed || v.Unit == "%" || v.Unit == "pp" || sizeUnits[v.Unit] > 0 || strings.Contains(v.Unit, "/s")
}
