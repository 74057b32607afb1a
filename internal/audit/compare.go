package audit

import (
	"strings"

	"signoff/internal/audit/figure"
)

// compareDocuments compares documents about one subject with each other. Each
// disagreement is reported in both.
func compareDocuments(documents []*Document, report func(int) Report) {
	for i := range documents {
		for j := range documents {
			if i != j && sameSubject(documents[i], documents[j]) {
				documents[i].against(documents[j], report(i))
			}
		}
	}
}

// subjects gives the names by which a document says what it is about.
func (d *Document) subjects() []string {
	var names []string
	add := func(s string) {
		for _, piece := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("-–—(),:|/", r) }) {
			if piece = strings.TrimSpace(piece); len(piece) >= 5 && piece != strings.ToLower(piece) && !generic(piece) {
				names = append(names, piece)
			}
		}
	}
	for i := range d.Lines[:min(40, len(d.Lines))] {
		line := &d.Lines[i]
		if oneOf(line.key, subjectKeys) {
			add(line.Value)
		}
		if line.Kind == Cells && line.Row >= 0 {
			if cells := splitRow(line.Raw); len(cells) > 1 && oneOf(strings.ToLower(cells[0].Text), subjectKeys) {
				add(cells[1].Text)
			}
		}
	}
	return names
}

var subjectKeys = []string{"project", "project name", "system", "product", "application", "release", "system name",
	"product name"}

// generic says that a name could be that of any project's part.
func generic(name string) bool {
	lower := strings.ToLower(name)
	return hasWord(lower, "phase", "sprint", "release", "version", "report", "test", "testing", "system", "platform",
		"application", "project") && len(strings.Fields(lower)) < 3
}

// said gives the value of a key near the top of a document.
func (d *Document) said(key string) string {
	for i := range d.Lines[:min(40, len(d.Lines))] {
		if line := &d.Lines[i]; line.key == key && line.Value != "" {
			return strings.ToLower(line.Value)
		}
	}
	return ""
}

func sameSubject(a, b *Document) bool {
	if x, y := a.said("release"), b.said("release"); x != "" && y != "" && x != y {
		return false
	}
	if x, y := a.said("version"), b.said("version"); x != "" && y != "" && x != y {
		return false
	}
	for _, pair := range [][2]*Document{{a, b}, {b, a}} {
		for _, name := range pair[0].subjects() {
			for _, line := range pair[1].Lines {
				if strings.Contains(line.Text, name) {
					return true
				}
			}
		}
	}
	return false
}

// against reports what d says differently from other.
func (d *Document) against(other *Document, report Report) {
	if mine, theirs := d.overallScore(), other.overallScore(); mine != nil && theirs != nil && differ(*mine, *theirs) {
		report(Warning, mine.line, mine.value.Text, "the overall score is %s here and %s in %s, line %d",
			mine.value.Text, theirs.value.Text, other.Path, theirs.line)
	}
	d.coverageAgainst(other, report)
	d.totalsAgainst(other, report)
	d.targetsAgainst(other, report)
	d.labelsAgainst(other, report)
}

// countLabels are the keys under which two reports of one release must give the
// same count.
var countLabels = []string{"total tests", "tests total", "total test cases", "open defects", "open bugs",
	"open issues", "failed tests", "tests failed", "tests passed", "passed tests"}

// labelsAgainst compares the counts that both documents give under one label.
func (d *Document) labelsAgainst(other *Document, report Report) {
	theirs := other.labelled()
	for key, mine := range d.labelled() {
		if there, ok := theirs[key]; ok && there.value.Number != mine.value.Number {
			report(Warning, mine.line, mine.value.Text, "%s: %s here and %s in %s, line %d", key, mine.value.Text,
				there.value.Text, other.Path, there.line)
		}
	}
}

// labelled gives the counts of a document that stand once under a label.
func (d *Document) labelled() map[string]aim {
	found, twice := map[string]aim{}, map[string]bool{}
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Table != nil || line.Quoted || line.Kind == Code || !oneOf(line.key, countLabels) ||
			d.planned(line.Section) || d.history(line.Section) || d.partial(line.Section) {
			continue
		}
		v, ok := figure.Parse(line.Value)
		if !ok || !v.Exact() || v.Unit != "" || v.Ratio() {
			continue
		}
		if _, known := found[line.key]; known {
			twice[line.key] = true
		}
		found[line.key] = aim{line.No, v}
	}
	for key := range twice {
		delete(found, key)
	}
	return found
}

func differ(a, b claim) bool {
	step := max(a.value.Step, b.value.Step)
	difference := a.percent() - b.percent()
	return difference > step/2+figure.Slack || -difference > step/2+figure.Slack
}

// overallScore is the one figure that a document gives the whole.
func (d *Document) overallScore() *claim {
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Table != nil || line.Quoted || d.planned(line.Section) || !line.namesScore() {
			continue
		}
		if m := headline().FindStringSubmatch(line.Text); m != nil && !hasWord(line.Lower, "coverage", "target",
			"before", "previous", "was") {
			if v, ok := figure.Parse(line.Text[strings.Index(line.Text, m[0])+len(m[0])-len(m[3])-len(m[2]):]); ok {
				return &claim{line: line.No, key: "overall score", value: v}
			}
		}
	}
	for _, t := range d.Tables {
		if t.scores == nil {
			continue
		}
		for _, r := range t.Rows {
			if label, total := totalLabel(r); total && strings.HasPrefix(label, "overall") {
				if v, ok := r.Cell(1).Value(); ok {
					return &claim{line: r.Line, key: "overall score", value: v}
				}
			}
		}
	}
	return nil
}

// coverageAgainst compares each coverage of d with the first measured one of
// the other document.
func (d *Document) coverageAgainst(other *Document, report Report) {
	var measured *claim
	for _, c := range other.coverage() {
		if !c.score {
			measured = &c
			break
		}
	}
	if measured == nil {
		return
	}
	for _, c := range d.coverage() {
		if apart(*measured, c) {
			report(Warning, c.line, c.value.Text, "%s is %s here and %s in %s, line %d", c.key, c.value.Text,
				measured.value.Text, other.Path, measured.line)
			return
		}
	}
}

// totalsAgainst compares the first summary of tests in each document, when
// at least two rows bear the same names.
func (d *Document) totalsAgainst(other *Document, report Report) {
	mine, theirs := d.testSummary(), other.testSummary()
	if mine == nil || theirs == nil {
		return
	}
	known := map[string]Row{}
	for _, r := range theirs.Rows {
		known[rowName(r)] = r
	}
	shared := 0
	for _, r := range mine.Rows {
		if _, ok := known[rowName(r)]; ok {
			shared++
		}
	}
	if shared < 3 {
		return
	}
	a, b := outcomeColumns(mine), outcomeColumns(theirs)
	for _, r := range mine.Rows {
		there, ok := known[rowName(r)]
		if !ok {
			continue
		}
		for _, c := range [][2]int{{a.total, b.total}, {a.passed, b.passed}, {a.failed, b.failed}} {
			x, okX := r.Cell(c[0]).Value()
			y, okY := there.Cell(c[1]).Value()
			if okX && okY && x.Exact() && y.Exact() && x.Number != y.Number {
				report(Warning, r.Line, x.Text, "%s: %s here and %s in %s, line %d", mine.Header[c[0]], x.Text,
					y.Text, other.Path, there.Line)
			}
		}
	}
}

func rowName(r Row) string {
	label, total := totalLabel(r)
	if total {
		return "total"
	}
	return label
}

func (d *Document) testSummary() *Table {
	for _, t := range d.Tables {
		cols := outcomeColumns(t)
		if !t.Tree && cols.total >= 0 && cols.passed >= 0 && cols.failed >= 0 && len(t.Rows) >= 3 &&
			d.within(t.Section, func(s string) bool { return hasWord(s, "summary", "overview", "results") }) {
			return t
		}
	}
	return nil
}

// aim is a target that a document sets for availability.
type aim struct {
	line  int
	value Value
}

// targetsAgainst compares the availability that two documents ask for.
func (d *Document) targetsAgainst(other *Document, report Report) {
	mine, theirs := d.availabilityTarget(), other.availabilityTarget()
	if mine == nil || theirs == nil || mine.value.Number == theirs.value.Number {
		return
	}
	report(Warning, mine.line, mine.value.Text, "the availability asked for is %s here and %s in %s, line %d",
		mine.value.Text, theirs.value.Text, other.Path, theirs.line)
}

func (d *Document) availabilityTarget() *aim {
	available := func(s string) bool { return hasWord(strings.ToLower(s), "availability", "uptime") }
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.Table != nil || !available(line.Key) {
			continue
		}
		if oneOf(line.key, []string{"availability target", "uptime target", "target availability", "target uptime"}) {
			if v, ok := figure.Parse(line.Value); ok && v.Unit == "%" {
				return &aim{line.No, v}
			}
		}
		if after, ok := strings.CutPrefix(strings.ToLower(line.Value), "target"); ok {
			if v, ok := figure.Parse(strings.TrimLeft(after, ": ")); ok && v.Unit == "%" {
				return &aim{line.No, v}
			}
		}
	}
	for _, t := range d.Tables {
		target := t.targetColumn()
		if t.Tree || target < 1 {
			continue
		}
		for _, r := range t.Rows {
			if v, ok := r.Cell(target).Value(); ok && v.Unit == "%" && available(r.Cell(0).Text) {
				return &aim{r.Line, v}
			}
		}
	}
	return nil
}
