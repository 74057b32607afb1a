package audit

import (
	"strings"

	"signoff/internal/lazy"
)

// severities are the words for them, in lower case, those of one severity
// together.
var severities = [][]string{{"critical"}, {"high"}, {"medium", "moderate"}, {"low"}}

func severityOf(word string) int {
	for i, words := range severities {
		if oneOf(word, words) {
			return i
		}
	}
	return -1
}

// checkSeverities compares a table of findings by severity with the headings
// of the findings. It speaks only where every severity that the table counts
// has headings, so that the document means to list them all.
func (d *Document) checkSeverities(report Report) {
	var listed *[4]int
	for _, t := range d.Tables {
		counted, lines, ok := t.bySeverity()
		if !ok || d.history(t.Section) || d.planned(t.Section) {
			continue
		}
		if listed == nil {
			headings := d.findings()
			listed = &headings
		}
		whole := true
		for i := range severities {
			whole = whole && (counted[i] == 0) == (listed[i] == 0)
		}
		for i := range severities {
			if whole && lines[i] > 0 && counted[i] != listed[i] {
				report(Warning, lines[i], "",
					"the table counts %d of severity %s, and %d headings are findings of "+
						"it", counted[i], severities[i][0], listed[i])
			}
		}
	}
}

// bySeverity reads a table whose rows are severities and whose only figures
// are their counts.
func (t *Table) bySeverity() (counted, lines [4]int, ok bool) {
	if t.Tree || len(t.Header) < 2 || !hasWord(t.Header[0], "severity", "level", "risk", "priority") ||
		!hasWord(t.Header[1], "count", "number", "findings", "issues", "#", "total", "vulnerabilities") {
		return counted, lines, false
	}
	rows := 0
	for _, r := range t.Rows {
		i := severityOf(strings.ToLower(r.Cell(0).Text))
		if i < 0 {
			continue
		}
		v, figure := r.Cell(1).Value()
		if !figure || !v.Exact() || v.Unit != "" || v.Rest != "" || v.Ratio() || lines[i] > 0 {
			return counted, lines, false
		}
		counted[i], lines[i] = int(v.Number), r.Line
		rows++
	}
	return counted, lines, rows >= 3
}

// groupWords are what the heading of a group of findings says next to its
// severity.
var groupWords = []string{"severity", "priority", "risk", "issues", "issue", "findings", "vulnerabilities", "bugs",
	"problems", "items", "level", "the", "and", "none", "found", "must", "fix", "security"}

// findings counts the headings that are findings of each severity: those that
// name theirs in brackets or at their start, and those directly under the
// heading of a group.
func (d *Document) findings() (listed [4]int) {
	for i := 1; i < len(d.Sections); i++ {
		s := d.Sections[i]
		own, group := headingSeverity(s.Title)
		if group {
			continue
		}
		if parent := s.Parent; own < 0 && parent > 0 {
			if severity, isGroup := headingSeverity(d.Sections[parent].Title); isGroup {
				own = severity
			}
		}
		if own >= 0 && !d.planned(i) {
			listed[own]++
		}
	}
	return listed
}

var labelled = lazy.Regexp(`(?i)^(?:\d+[.)]\s*)?(?:[\[(]\s*(critical|high|medium|moderate|low)\s*[\])]|(critical` +
	`|high|medium|moderate|low)(?:[-_ ]?#?\d+)?\s*[:–—-]|(critical|high|medium|moderate|low)-\d+\b)` +
	`|[\[(]\s*(critical|high|medium|moderate|low)(?: severity| risk| priority)?\s*[\])]\s*$`)

// headingSeverity gives the severity that a heading names, -1 for none, and
// whether it heads a group of findings.
func headingSeverity(title string) (severity int, group bool) {
	severity = -1
	others := 0
	for _, word := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') &&
			r < 0x80
	}) {
		switch i := severityOf(word); {
		case i >= 0 && severity < 0:
			severity = i
		case !oneOf(word, groupWords):
			others++
		}
	}
	if severity >= 0 && others == 0 {
		return severity, true
	}
	m := labelled().FindStringSubmatch(title)
	if m == nil {
		return -1, false
	}
	for _, word := range m[1:] {
		if i := severityOf(strings.ToLower(word)); i >= 0 {
			return i, false
		}
	}
	return -1, false
}
