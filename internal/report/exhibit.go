package report

import (
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// exhibit is what stands next to a criterion's facts: why it is unknown, the
// worst records, the breakdown, the members of a composite.
func (v *view) exhibit(c *scorecard.Criterion) piece {
	var parts []piece
	for i, d := range c.Detail {
		if i == 0 && c.Outcome == scorecard.Unknown {
			continue // it stands among the facts
		}
		said := join(" ", strong(text(string(d.Reason)+":")), text(wording.Clip(d.Text)))
		if d.Path != "" && !strings.Contains(d.Text, d.Path) {
			said = join(", ", said, code(wording.Place(d.Path, d.Line)))
		}
		parts = append(parts, para("s", said))
	}
	parts = append(parts, distribution(c), memberTable(c))
	if t := exhibitTable(c, len(c.Exhibits)); !t.Empty() {
		parts = append(parts, headed(exhibitTitle(c, len(c.Exhibits))), t)
	}
	if len(c.Rows) > 0 {
		t := v.rowTable(c)
		if strings.HasPrefix(c.Measure, "coverage.") && proportions(c.Rows) {
			t = v.coverageTree(c)
		}
		parts = append(parts, headed(rowsTitle(c)), t)
	}
	return blocks(parts...)
}

func headed(s string) piece {
	p := text(s)
	return piece{Markdown: "**" + p.Markdown + "**\n", HTML: "<h5>" + p.HTML + "</h5>\n"}
}

// exhibitTitle says how many of the records are shown and that the worst come
// first.
func exhibitTitle(c *scorecard.Criterion, shown int) string {
	one, many, _ := nouns(c)
	of := int64(len(c.Exhibits)) + c.ExhibitsMore
	switch {
	case of > int64(shown):
		return fmt.Sprintf("%s of %s %s, worst first", wording.Thousands(int64(shown)), wording.Thousands(of), many)
	case shown == 1:
		return "1 " + one
	}
	return wording.Count(shown, one, many) + ", worst first"
}

// nouns are what the records behind a criterion are called, and what ranks
// them.
func nouns(c *scorecard.Criterion) (one, many, rank string) {
	switch c.Subject() {
	case "findings":
		return "finding", "findings", "Severity"
	case "vulnerabilities":
		return "vulnerability", "vulnerabilities", "Severity"
	case "tests":
		return "test", "tests", "Outcome"
	case "coverage":
		return "file", "files", "Covered"
	case "services":
		return "service", "services", "State"
	case "components":
		return "component", "components", "Lacks"
	}
	return "record", "records", "Kind"
}

// exhibitTable lists the records that matter most, so many of them.
func exhibitTable(c *scorecard.Criterion, most int) piece {
	one, _, rank := nouns(c)
	t := table{class: "stack", columns: []column{{head: rank}, {head: wording.Sentence(one)}, {head: "Where"}}}
	for _, x := range c.Exhibits[:most] {
		t.rows = append(t.rows, row{cells: []piece{text(x.Rank), join(" ", code(wording.Clip(x.Name)), wrap(`<span class="b">`, code(wording.Clip(x.Text)), "</span>")),
			join(" ", code(wording.Clip(x.Subject)), small(code(wording.Place(x.Path, x.Line))))}})
	}
	return t.piece()
}

// memberTable lists the parts of a composite criterion.
func memberTable(c *scorecard.Criterion) piece {
	t := table{class: "", columns: []column{{head: "Part"}, {head: "Target"}, {head: "Measured", right: true}, {head: "Outcome"}}}
	for _, m := range c.Members {
		shown := m.Shown
		if shown == "" {
			shown = wording.None
		}
		t.rows = append(t.rows, row{cells: []piece{code(m.Measure), text(m.Target.Shown()), text(shown), state(m.Outcome, wording.SignOf(m.Outcome).Word)}})
	}
	return t.piece()
}
