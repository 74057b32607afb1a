package audit

import (
	"strings"

	"signoff/internal/lazy"
)

var staleRule = Rule{
	Name: "stale", Level: Note,
	Do: "measure again, or correct the date",
	Doc: "A date cannot be right: it lies after the day of the audit outside plans, reviews and valid-until " +
		"lines, or the report is dated before the end of the test period that it reports.",
	Check: func(d *Document, report Report) {
		d.checkFuture(report)
		d.checkPeriod(report)
	},
}

var (
	isoDate = lazy.Regexp(`\b(20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b`)
	dateKey = lazy.Regexp(`(?i)^(?:report |document |test |execution |assessment |generated |last )*(?:date` +
		`|generated|created|updated|report generated|date of issue|revised)(?: on)?$`)
	periodKey  = lazy.Regexp(`(?i)\b(?:period|window|duration|dates|executed)\b`)
	datePeriod = lazy.Regexp(`\b(20\d\d-\d\d-\d\d)\s*(?:to|-|–|—|until|through)\s*(20\d\d-\d\d-\d\d)\b`)
)

// checkFuture notes the first report date after the day of the audit.
func (d *Document) checkFuture(report Report) {
	if d.today == "" {
		return
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if !strings.Contains(line.Value, "20") || !dateKey().MatchString(line.Key) {
			continue
		}
		if date := isoDate().FindString(line.Value); date > d.today {
			report(Note, line.No, "", "the report is dated %s, after %s", date, d.today)
			return
		}
	}
}

// checkPeriod notes a test period that ends after the report's date.
func (d *Document) checkPeriod(report Report) {
	dated, at := "", 0
	for i := range d.Lines {
		line := &d.Lines[i]
		if !strings.Contains(line.Value, "20") {
			continue
		}
		if date := isoDate().FindString(line.Value); date != "" && dateKey().MatchString(line.Key) && date > dated {
			dated, at = date, line.No
		}
	}
	if dated == "" {
		return
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if !strings.Contains(line.Value, "20") {
			continue
		}
		m := datePeriod().FindStringSubmatch(line.Value)
		if m == nil || !periodKey().MatchString(line.Key) || d.planned(line.Section) || strings.Contains(line.Lower,
			"plan") {
			continue
		}
		if m[2] > dated {
			report(Note, line.No, "", "the period ends on %s, after the date of the report, %s (line %d)", m[2],
				dated, at)
		}
	}
}
