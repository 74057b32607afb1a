package audit

import (
	"strings"

	"signoff/internal/audit/figure"
)

// checkIdentity holds total = passed + failed + skipped (+ blocked).
func checkIdentity(t *Table, report Report) {
	total, passed, failed := t.ColumnLike(totalHeader), t.ColumnLike(passedHeader), t.ColumnLike(failedHeader)
	if total < 0 || passed < 0 || failed < 0 || len(t.Header) > mostColumns {
		return
	}
	columns := []int{passed, failed}
	for i, h := range t.Header {
		if skippedHeader(h) || otherOutcomeHeader(h) && i != failed {
			columns = append(columns, i)
		}
	}
	for _, r := range t.Rows {
		stated, ok := r.Cell(total).Value()
		if !ok || stated.Unit != "" || stated.Qualifier != "" || stated.Ratio() {
			continue
		}
		sum, terms, bound := 0.0, []string{}, false
		for _, c := range columns {
			v, ok := r.Cell(c).Value()
			if !ok && r.Cell(c).Empty() {
				continue
			}
			if !ok || v.Unit != "" || v.Qualifier != "" || v.Ratio() {
				terms = nil
				break
			}
			sum, bound = sum+v.Number, bound || v.Plus
			terms = append(terms, v.Text)
		}
		sum = withoutOdd(t, r, columns, stated.Number, sum)
		wrong := sum != stated.Number && !bound && !stated.Plus || stated.Plus && !bound && sum < stated.Number ||
			!stated.Plus && bound && sum > stated.Number
		if len(terms) < 2 || !wrong || otherColumns(t, r, columns, total, stated.Number-sum) {
			continue
		}
		level := Error
		if stated.Plus || passedPlusFailed(r, passed, failed) == stated.Number {
			level = Warning // some count skipped tests apart
		}
		report(level, r.Line, stated.Text, "%s = %s, but the total says %s", strings.Join(terms, " + "),
			figure.Show(sum), stated.Text)
	}
}

func passedPlusFailed(r Row, passed, failed int) float64 {
	p, _ := r.Cell(passed).Value()
	f, _ := r.Cell(failed).Value()
	return p.Number + f.Number
}

// withoutOdd leaves the outcomes out of a sum that some count inside others:
// warnings, errors, flaky tests. It gives the total where that explains it.
func withoutOdd(t *Table, r Row, columns []int, total, sum float64) float64 {
	for _, c := range columns {
		if v, ok := r.Cell(c).Value(); ok && otherOutcomeHeader(t.Header[c]) && sum-v.Number == total {
			return total
		}
	}
	return sum
}

// otherColumns says whether a numeric column that the identity does not know
// accounts for the difference, or might.
func otherColumns(t *Table, r Row, known []int, total int, difference float64) bool {
	for i := range t.Header {
		used := i == total
		for _, k := range known {
			used = used || i == k
		}
		if v, ok := r.Cell(i).Value(); !used && ok && v.Unit == "" && i > 0 && !v.Ratio() &&
			!totalHeader(t.Header[i]) && !rateHeader(t.Header[i]) &&
			!hasWord(t.Header[i], "time", "duration", "rate", "coverage") && difference != 0 {
			return true
		}
	}
	return false
}
