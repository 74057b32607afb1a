// Package cvss computes base scores from vectors of CVSS 2.0, 3.0, 3.1 and 4.0 as
// the specifications of FIRST say it, in integers. Of the metrics next to the base
// it knows the exploit maturity of 4.0 alone; environmental and temporal scores
// are not its job.
package cvss

import "strings"

// Rating is a base score in tenths, and the version of CVSS that it is of: 20,
// 30, 31 or 40. The zero value is none.
type Rating struct{ Version, Tenths int }

// Parse computes the base score of a vector. It is false for a text that is not
// a vector with all base metrics of its version.
func Parse(vector string) (Rating, bool) {
	vector = strings.Trim(strings.TrimSpace(vector), "()")
	for _, v := range []struct {
		prefix  string
		version int
		score   func(metrics) (int, bool)
	}{
		{"CVSS:4.0/", 40, score4},
		{"CVSS:3.1/", 31, score31},
		{"CVSS:3.0/", 30, score30},
		{"CVSS:2.0/", 20, score2},
		{"CVSS2#", 20, score2},
		{"AV:", 20, score2},
	} {
		rest, ok := strings.CutPrefix(vector, v.prefix)
		if !ok {
			continue
		}
		if v.prefix == "AV:" {
			rest = vector
		}
		m, ok := parseMetrics(rest)
		if !ok {
			return Rating{}, false
		}
		tenths, ok := v.score(m)
		return Rating{v.version, tenths}, ok
	}
	return Rating{}, false
}

// metrics are the values of a vector by metric.
type metrics map[string]string

// parseMetrics reads AV:N/AC:L; a metric may be there once.
func parseMetrics(text string) (metrics, bool) {
	m := metrics{}
	for _, part := range strings.Split(text, "/") {
		name, value, ok := strings.Cut(part, ":")
		if _, twice := m[name]; !ok || twice {
			return nil, false
		}
		m[name] = value
	}
	return m, true
}

// of looks the value of each metric up in its table, and is false where one is
// absent or another word.
func (m metrics) of(names []string, tables map[string]map[string]int) (map[string]int, bool) {
	values := map[string]int{}
	for _, name := range names {
		value, ok := tables[name][m[name]]
		if !ok {
			return nil, false
		}
		values[name] = value
	}
	return values, true
}
