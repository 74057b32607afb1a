package audit

import (
	"strings"

	"signoff/internal/lazy"
)

var contradictionRule = Rule{
	Name: "contradiction", Level: Warning,
	Do: "find out which of the two is right, and say it in both places",
	Doc: "Two places give different results for the same thing, in one of these forms: the overall score; the " +
		"overall coverage; \"5 of 36 verified\" against the table of them; " +
		"a summary row against the totals of the section of that name; the status at the top against that at the " +
		"bottom; a future target below the present value. " +
		"Documents about one subject that are given together are compared in their overall score, coverage, " +
		"totals and targets. Results are never compared with targets.",
	Check: func(d *Document, report Report) {
		if d.changelog() {
			return
		}
		covered := d.coverage()
		compareCoverage(covered, report)
		d.compareMatrix(report)
		d.compareSummary(report, "failed", "passed")
		d.compareSiblings(report)
		d.compareStatus(report)
		d.compareFuture(covered, report)
	},
	Compare: compareDocuments,
}

// changelog says whether the document tells of one release after another.
func (d *Document) changelog() bool {
	const several = 3
	releases := 0
	for _, s := range d.Sections {
		if release().MatchString(s.Title) {
			releases++
		}
	}
	return releases >= several
}

var release = lazy.Regexp(`^(?:(?i:version|release) )?\[?v?\d+\.\d+\.\d+`)

var summaryCount = lazy.Regexp(`(?i)\b(\d{1,4})\s*(?:/|of|out of)\s*(\d{1,4})\s+(?:\w+\s+)?(tests|requirements` +
	`|criteria|items|checks|gates|scenarios|features)\s+(?:are |were |have been )?(passed|failed|verified|met|pass` +
	`|passing|implemented|complete)\b`)

// compareMatrix compares "N of M requirements verified" with the one table
// with M rows and a status each.
func (d *Document) compareMatrix(report Report) {
	const most = 100
	for i, tried := 0, 0; i < len(d.Lines) && tried < most; i++ {
		line := &d.Lines[i]
		if !line.about(digits) || line.Table != nil || line.Kind == Code || !containsAny(line.Lower, "pass", "fail",
			"verif", "met", "implement", "complete") || d.planned(line.Section) || d.history(line.Section) {
			continue
		}
		m := summaryCount().FindStringSubmatch(line.Text)
		if m == nil {
			continue
		}
		tried++
		n, of := int(wholeNumber(m[1])), int(wholeNumber(m[2]))
		t, good, bad := d.matrix(of, strings.ToLower(m[3]))
		if t == nil || of < 4 {
			continue
		}
		got := good
		if strings.EqualFold(m[4], "failed") {
			got = bad
		}
		if got != n && good+bad == of {
			report(Warning, line.No, "", "%d of %d are stated; in the table from line %d %d are", n, of, t.Line, got)
		}
	}
}

func (d *Document) matrix(rows int, noun string) (found *Table, good, bad int) {
	for _, t := range d.Tables {
		status := t.ColumnLike(statusHeader)
		about := hasWord(strings.ToLower(d.Sections[t.Section].Title+" "+strings.Join(t.Header, " ")), noun,
			strings.TrimSuffix(noun, "s"))
		if len(t.Rows) != rows || status < 0 || !about {
			continue
		}
		if found != nil {
			return nil, 0, 0
		}
		found, good, bad = t, 0, 0
		for _, r := range t.Rows {
			c := r.Cell(status)
			lower := strings.ToLower(c.Text)
			switch {
			case c.Mark == Tick || hasWord(lower, "pass", "passed", "verified", "met", "complete", "implemented"):
				good++
			case c.Mark != NoMark || hasWord(lower, "fail", "failed", "open", "pending", "missing"):
				bad++
			}
		}
	}
	return found, good, bad
}

// stance is what a status says about the whole: done, or still under way.
func stance(status string) string {
	lower := strings.ToLower(status)
	switch {
	case hasWord(lower, "not ready", "in progress", "draft", "pending", "ready for testing", "under review",
		"ready for review", "work in progress", "blocked", "not approved"):
		return "under way"
	case hasWord(lower, "production-ready", "production ready", "approved", "ready for production"):
		return "done"
	}
	return ""
}

// compareStatus compares the status at the top with that at the bottom.
func (d *Document) compareStatus(report Report) {
	const edge = 15
	if len(d.Lines) < 3*edge {
		return
	}
	top, bottom := statusIn(d.Lines[:edge]), statusIn(d.Lines[len(d.Lines)-edge:])
	if top == nil || bottom == nil || stance(top.Value) == stance(bottom.Value) {
		return
	}
	report(Warning, bottom.No, bottom.Value, "the status is %q here and %q in line %d", bottom.Value, top.Value, top.No)
}

func statusIn(lines []Line) *Line {
	for i := range lines {
		line := &lines[i]
		if key := line.key; (key == "status" || key == "overall status") && line.Kind == Prose && line.Table == nil &&
			stance(line.Value) != "" {
			return line
		}
	}
	return nil
}
