package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

// checkCover compares a column Cover with the columns Stmts and Miss, as
// coverage tools print them.
func checkCover(t *Table, report Report) {
	all := t.Column("stmts", "statements", "stmt", "lines")
	miss := t.Column("miss", "missed", "missing", "uncovered")
	cover := t.Column("cover", "coverage", "cover %", "coverage %", "%", "covered %")
	if all < 0 || miss < 0 || cover < 0 || t.Column("branch", "branches", "brpart") >= 0 {
		return
	}
	if branchesCount(t, all, miss, cover) {
		return
	}
	for _, r := range t.Rows {
		n, okN := r.Cell(all).Value()
		m, okM := r.Cell(miss).Value()
		p, okP := r.Cell(cover).Value()
		if !okN || !okM || !okP || !n.Exact() || !m.Exact() || !p.Exact() || n.Number <= 0 || m.Number > n.Number ||
			n.Unit+m.Unit != "" || n.Ratio() || m.Ratio() {
			continue
		}
		if share := 100 * (n.Number - m.Number) / n.Number; !p.Near(share) {
			report(Error, r.Line, p.Text, "%s of %s statements missed leave %s%%; %s is stated", m.Text, n.Text,
				figure.Show(share), p.Text)
		}
	}
}

// branchesCount says whether every row states less than its statements give, as
// where a tool counts the branches in and prints no column for them.
func branchesCount(t *Table, all, miss, cover int) bool {
	const few = 3
	less := 0
	for _, r := range t.Rows {
		n, okN := r.Cell(all).Value()
		m, okM := r.Cell(miss).Value()
		p, okP := r.Cell(cover).Value()
		if !okN || !okM || !okP || n.Number <= 0 {
			continue
		}
		share := 100 * (n.Number - m.Number) / n.Number
		switch {
		case p.Near(share) && m.Number > 0 && m.Number < n.Number || p.Number > share+p.Step:
			return false
		case p.Number < share && !p.Near(share):
			less++
		}
	}
	return less >= few
}

var saidPassRate = lazy.Regexp(`(?i)\b(?:pass|success) rate (?:is|was|of|:|=)?\s*(\d+(?:\.\d+)?\s?%)`)

// checkRateBelow compares the pass rate that the sentence below a table of one
// row states with that row.
func (d *Document) checkRateBelow(t *Table, report Report) {
	o := outcomeColumns(t)
	if len(t.Rows) != 1 || o.passed < 0 || o.rate >= 0 {
		return
	}
	for no := t.Rows[0].Line + 1; no <= t.Rows[0].Line+3; no++ {
		line := d.line(no)
		if line == nil || line.Table != nil || line.Section != t.Section {
			continue
		}
		m := saidPassRate().FindStringSubmatch(strings.ReplaceAll(line.claimed(), "*", ""))
		if m == nil {
			continue
		}
		row := t.Rows[0]
		row.Cells = append(append([]Cell{}, row.Cells...), Cell{Text: m[1], Raw: m[1]})
		o.rate = len(row.Cells) - 1
		stated, allowed := o.rates(row)
		right := len(allowed) == 0
		sums := make([]string, 0, len(allowed))
		for _, a := range allowed {
			right = right || stated.Near(a.percent())
			sums = append(sums, a.String()+" ("+a.name+")")
		}
		if !right {
			report(Error, line.No, m[1], "%s; %s is stated", strings.Join(sums, ", "), m[1])
		}
		return
	}
}
