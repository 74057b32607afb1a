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

// CVSS gives the severity of a base score in tenths by the bands of its version:
// 9, 7, 4 and above 0; CVSS 2.0 (20) has none above high, from 7.
func CVSS(version, tenths int) Severity {
	switch {
	case tenths >= 90 && version != 20:
		return Critical
	case tenths >= 70:
		return High
	case tenths >= 40:
		return Medium
	case tenths > 0:
		return Low
	}
	return Info
}
