package audit

import (
	"fmt"
	"math"
	"strings"
)

var contradictionRule = Rule{
	Name: "contradiction", Level: Warning,
	Doc: "Two places give different results for the same thing, in one of these forms: the overall score; the overall coverage; \"5 of 36 verified\" against the table of them; " +
		"a summary row against the totals of the section of that name; the status at the top against that at the bottom; a future target below the present value. " +
		"Documents about one subject that are given together are compared in their overall score, coverage, totals and targets. Results are never compared with targets.",
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

// claim is a result as a place of a document states it.
type claim struct {
	line  int
	key   string
	value Value
	score bool // stands in a table of scores
	table *Table
}

func (c claim) percent() float64 {
	if c.value.Ratio() && c.value.Of > 0 {
		return 100 * c.value.Number / c.value.Of
	}
	return c.value.Number
}

var coverageKeys = []string{"test coverage", "code coverage", "overall coverage", "current coverage", "total coverage", "overall test coverage", "overall code coverage"}

// coverage gives the claims about the coverage of the whole.
func (d *Document) coverage() []claim {
	var found []claim
	add := func(line int, section int, key, value string, table *Table) {
		key = strings.ToLower(strings.TrimSpace(key))
		if !oneOf(key, coverageKeys) || d.planned(section) || d.history(section) || d.partial(section) {
			return
		}
		v, ok := ParseValue(value)
		if !ok || !v.Exact() || v.Unit != "%" && !(v.Ratio() && v.Of == 100) || partOfWhole(v.Rest) {
			return
		}
		found = append(found, claim{line, key, v, table != nil && table.scores != nil, table})
	}
	for i := range d.Lines {
		if line := &d.Lines[i]; line.Table == nil && !line.Quoted && line.Kind != Code && !(line.Kind == Item && line.Level > 1) {
			add(line.No, line.Section, line.Key, line.Value, nil)
		}
	}
	for _, t := range d.Tables {
		column := 1
		if !t.Tree {
			if column = t.ColumnLike(func(h string) bool {
				return hasWord(h, "achieved", "actual", "current", "value", "result", "score", "coverage") && !targetHeader(h)
			}); column < 1 || t.ColumnLike(func(h string) bool {
				return hasWord(h, "before", "previous", "baseline", "start", "start of", "change")
			}) >= 0 {
				continue
			}
		}
		for _, r := range t.Rows {
			add(r.Line, t.Section, r.Cell(0).Text, r.Cell(column).Text, t)
		}
	}
	return found
}

// partial says that a section is about a part of the system.
func (d *Document) partial(section int) bool {
	for ; section > 0 && d.Sections[section].Level > 1; section = d.Sections[section].Parent {
		if hasWord(strings.ToLower(d.Sections[section].Title), "backend", "frontend", "mobile", "module", "package", "component", "phase", "sprint", "week", "client", "server", "service", "services", "api", "unit", "integration", "e2e", "library", "iteration", "scenario", "option", "cli") {
			return true
		}
	}
	return false
}

func partOfWhole(rest string) bool {
	lower := strings.ToLower(rest)
	return strings.Contains(lower, "branch") || strings.Contains(lower, ".") && strings.Contains(lower, "(") || hasWord(lower, "critical", "new", "core", "module", "modules", "backend", "frontend", "for", "of", "target", "from", "to", "in")
}

// apart says whether two claims differ by more than their rounding. Claims
// under different names must differ widely, for one may be of lines and the
// other of statements.
func apart(a, b claim) bool {
	difference := math.Abs(a.percent() - b.percent())
	if a.key == b.key && a.score == b.score {
		return difference > math.Max(a.value.Step, b.value.Step)+slack
	}
	return difference > 10
}

// alike says whether two tables ask the same of two things: scenarios,
// releases, examples.
func alike(a, b *Table) bool {
	const enough = 3
	if a == nil || b == nil || a == b {
		return false
	}
	rows := map[string]bool{}
	for _, r := range a.Rows {
		rows[rowName(r)] = true
	}
	shared := 0
	for _, r := range b.Rows {
		if rows[rowName(r)] {
			shared++
		}
	}
	return shared >= enough
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

var release = lazily(`^(?:(?i:version|release) )?\[?v?\d+\.\d+\.\d+`)

// compareCoverage reports the claim that departs from the first measured one.
func compareCoverage(claims []claim, report Report) {
	var first *claim
	for i := range claims {
		if !claims[i].score {
			first = &claims[i]
			break
		}
	}
	if first == nil {
		return
	}
	for _, c := range claims {
		if c.line != first.line && apart(*first, c) && !alike(first.table, c.table) {
			report(Warning, c.line, c.value.Text, "%s is %s here and %s in line %d", c.key, c.value.Text, first.value.Text, first.line)
		}
	}
}

var summaryCount = lazily(`(?i)\b(\d{1,4})\s*(?:/|of|out of)\s*(\d{1,4})\s+(?:\w+\s+)?(tests|requirements|criteria|items|checks|gates|scenarios|features)\s+(?:are |were |have been )?(passed|failed|verified|met|pass|passing|implemented|complete)\b`)

// compareMatrix holds "N of M requirements verified" against the one table
// with M rows and a status each.
func (d *Document) compareMatrix(report Report) {
	const most = 100
	for i, tried := 0, 0; i < len(d.Lines) && tried < most; i++ {
		line := &d.Lines[i]
		if !line.about(digits) || line.Table != nil || line.Kind == Code || !containsAny(line.Lower, "pass", "fail", "verif", "met", "implement", "complete") || d.planned(line.Section) || d.history(line.Section) {
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
		about := hasWord(strings.ToLower(d.Sections[t.Section].Title+" "+strings.Join(t.Header, " ")), noun, strings.TrimSuffix(noun, "s"))
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
	case hasWord(lower, "not ready", "in progress", "draft", "pending", "ready for testing", "under review", "ready for review", "work in progress", "blocked", "not approved"):
		return "under way"
	case hasWord(lower, "production-ready", "production ready", "approved", "ready for production"):
		return "done"
	}
	return ""
}

// compareStatus holds the status at the top against that at the bottom.
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
		if key := line.key; (key == "status" || key == "overall status") && line.Kind == Prose && line.Table == nil && stance(line.Value) != "" {
			return line
		}
	}
	return nil
}

var raiseTo = lazily(`(?i)\b(?:increase|raise|improve|expand|bring|grow)\b[^.%]{0,60}(?:\d+% )?\bto (?:at least )?(\d{1,3})%`)

// compareFuture finds a coverage to be reached that lies below the one
// already claimed.
func (d *Document) compareFuture(claims []claim, report Report) {
	if len(claims) == 0 {
		return
	}
	best := claims[0]
	for _, c := range claims {
		if c.percent() > best.percent() {
			best = c
		}
	}
	for i := range d.Lines {
		line := &d.Lines[i]
		if !line.about(percent) || !line.about(raising) || line.Kind == Code || d.partial(line.Section) && d.Lines[i].Level == 0 || !d.aboutCoverage(i) {
			continue
		}
		text := strings.Replace(line.Text, "from "+firstPercent(line.Text)+" to", "to", 1)
		m := raiseTo().FindStringSubmatch(text)
		if m == nil {
			continue
		}
		if goal := wholeNumber(m[1]); goal < best.percent() {
			report(Warning, line.No, m[1]+"%", "the coverage to be reached is %s%%, and line %d claims %s already", m[1], best.line, best.value.Text)
		}
	}
}

func firstPercent(s string) string {
	m := percentAt().FindStringSubmatch(s)
	if m == nil {
		return "-"
	}
	return fmt.Sprintf("%s%%", m[1])
}

// aboutCoverage says whether a line, or the line that titles its list, speaks
// of test coverage as a whole.
func (d *Document) aboutCoverage(i int) bool {
	line := &d.Lines[i]
	if line.about(coverage) {
		return !hasWord(line.Lower, "branch", "module", "backend", "frontend")
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if above := &d.Lines[j]; above.Kind == Prose {
			return strings.Contains(above.Lower, "coverage")
		}
	}
	return false
}
