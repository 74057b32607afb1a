package fact

import "strings"

// Severity is one ordered scale for every scanner. The zero value is none: a
// reader must set one or report the record as an error.
type Severity uint8

// The severities, ascending.
const (
	NoSeverity Severity = iota
	Info
	Low
	Medium
	High
	Critical
)

// Severities lists the scale from the worst down.
var Severities = []Severity{Critical, High, Medium, Low, Info}

// String names the severity.
func (s Severity) String() string {
	switch s {
	case Critical:
		return "critical"
	case High:
		return "high"
	case Medium:
		return "medium"
	case Low:
		return "low"
	case Info:
		return "info"
	}
	return "unrated"
}

// ParseSeverity reads one of our own words, as users write them in `where`.
func ParseSeverity(word string) (Severity, bool) {
	for _, s := range Severities {
		if s.String() == strings.ToLower(word) {
			return s, true
		}
	}
	return NoSeverity, false
}

// CVSS gives the severity of a base score by its bands: 9, 7, 4 and above 0.
func CVSS(score float64) Severity {
	switch {
	case score >= 9:
		return Critical
	case score >= 7:
		return High
	case score >= 4:
		return Medium
	case score > 0:
		return Low
	}
	return Info
}
