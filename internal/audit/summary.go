package audit

import (
	"strings"

	"signoff/internal/audit/figure"
)

// detail is the total row of one table of test results.
type detail struct {
	table *Table
	row   Row
	cols  outcomes
}

// compareSummary compares the named columns of a summary table of tests with
// the totals in the section that bears a row's name.
func (d *Document) compareSummary(report Report, columns ...string) {
	if len(d.Tables) < 2 {
		return
	}
	const most = 40
	summaries := 0
	for _, t := range d.Tables {
		cols := outcomeColumns(t)
		if t.Tree || summaries == most || cols.total < 0 || cols.passed < 0 ||
			!hasWord(strings.ToLower(d.Sections[t.Section].Title), "summary", "overview", "results") {
			continue
		}
		summaries++
		for _, r := range t.Rows[:min(most, len(t.Rows))] {
			if _, total := totalLabel(r); total {
				continue
			}
			if details := d.details(r.Cell(0).Text, t); len(details) > 0 {
				holdSummary(r, cols, details, columns, report)
			}
		}
	}
}

// details gives the total rows of the tables in the section named label, or
// named label with an addition in brackets.
func (d *Document) details(label string, summary *Table) []detail {
	label = strings.ToLower(label)
	if len(strings.Fields(label)) < 2 {
		return nil
	}
	section := d.titled[label]
	if section <= 0 {
		return nil
	}
	first, end := d.Lines[d.Sections[section].First].No, len(d.Source)+1
	if d.Sections[section].End < len(d.Lines) {
		end = d.Lines[d.Sections[section].End].No
	}
	var found []detail
	for _, t := range d.tablesIn(first, end) {
		cols := outcomeColumns(t)
		if t == summary || t.Tree || cols.total < 0 || cols.passed < 0 || len(t.Rows) == 0 {
			continue
		}
		if last := t.Rows[len(t.Rows)-1]; isTotal(last) {
			found = append(found, detail{t, last, cols})
		}
	}
	return found
}

// column gives a column by the name that messages use.
func (o outcomes) column(name string) int {
	switch name {
	case "passed":
		return o.passed
	case "failed":
		return o.failed
	}
	return o.total
}

func isTotal(r Row) bool {
	_, total := totalLabel(r)
	return total
}

// holdSummary reports a summary row whose passed or failed tests are those of
// no detail table and not the sum of all of them.
func holdSummary(r Row, cols outcomes, details []detail, columns []string, report Report) {
	for _, name := range columns {
		stated, ok := r.Cell(cols.column(name)).Value()
		if !ok || stated.Qualifier != "" || stated.Unit != "" {
			continue
		}
		sum, fits := 0.0, false
		for _, det := range details {
			v, ok := det.row.Cell(det.cols.column(name)).Value()
			if !ok || !v.Exact() {
				return
			}
			sum += v.Number
			fits = fits || agrees(stated, v.Number)
		}
		if fits || agrees(stated, sum) {
			continue
		}
		last := details[0]
		if len(details) == 1 {
			report(Warning, r.Line, stated.Text, "%s: %s here, %s in the total of line %d", name, stated.Text,
				last.row.Cell(last.cols.column(name)).Text, last.row.Line)
		} else {
			report(Warning, r.Line, stated.Text, "%s: %s here, %s in the %d totals from line %d on together", name,
				stated.Text, figure.Show(sum), len(details), last.row.Line)
		}
		return
	}
}

func agrees(stated Value, x float64) bool {
	if stated.Plus {
		return x >= stated.Number
	}
	return x == stated.Number
}

// compareSiblings compares the sums of a table without a total with the total
// of the table before it, when both cut the same tests by something: "By
// phase", "By feature".
func (d *Document) compareSiblings(report Report) {
	for i, t := range d.Tables[:max(0, len(d.Tables)-1)] {
		next := d.Tables[i+1]
		a, b := d.Sections[t.Section], d.Sections[next.Section]
		if t.Section == next.Section || a.Parent != b.Parent || !strings.HasPrefix(strings.ToLower(a.Title), "by ") ||
			!strings.HasPrefix(strings.ToLower(b.Title), "by ") || len(t.Rows) == 0 || len(next.Rows) < 2 {
			continue
		}
		total := t.Rows[len(t.Rows)-1]
		cols, others := outcomeColumns(t), outcomeColumns(next)
		if !isTotal(total) || isTotal(next.Rows[len(next.Rows)-1]) || cols.total < 0 || others.total < 0 {
			continue
		}
		stated, ok := total.Cell(cols.total).Value()
		p := collect(next, next.Rows, others.total, "")
		if sum, _ := p.sum(); ok && p.ok && !agrees(stated, sum) {
			report(Warning, next.Rows[0].Line, "",
				"the rows of this table add up to %s tests, the total of line %d is "+
					"%s", figure.Show(sum), total.Line, stated.Text)
		}
	}
}
