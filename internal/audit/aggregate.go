package audit

import (
	"math"
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/lazy"
)

var aggregateRule = Rule{
	Name: "aggregate", Level: Error,
	Do: "add the rows up again, or show the weights",
	Doc: "A row named total, overall or average does not follow from the rows that it sums up; a row's total is " +
		"not its passed, failed and skipped; " +
		"an overall score stands by a table of scores whose mean is another; \"N errors:\" stands above a list of " +
		"errors that add up to another number. " +
		"Weights are used where the table shows them, else the message says that none are shown. Whole numbers " +
		"that do not add up are errors, the rest warnings.",
	Check: func(d *Document, report Report) {
		for _, t := range d.Tables {
			checkTotals(t, report)
			checkIdentity(t, report)
		}
		d.checkHeadlines(report)
		d.checkListSums(report)
		d.compareSummary(report, "total")
	},
}

// A table with more columns or sums than these is not a report's.
const (
	mostColumns = 60
	mostTotals  = 60
)

// block is a row that sums up others, with the rows that it may stand for.
type block struct {
	sum   Row
	label string
	rows  [][]Row
}

// blocks finds the summing rows of a table and what each may stand for: the
// rows since the one before it, all plain rows, or all earlier summing rows.
func (t *Table) blocks() []block {
	var found []block
	var plainRows, since, sums []Row
	leading := false
	for i, r := range t.Rows {
		if len(found) > mostTotals {
			break
		}
		label, total := totalLabel(r)
		if !total {
			plainRows, since = append(plainRows, r), append(since, r)
			continue
		}
		if i == 0 {
			leading = true
			found = append(found, block{sum: r, label: label})
			continue
		}
		b := block{sum: r, label: label, rows: [][]Row{since, plainRows}}
		if len(sums) > 1 {
			b.rows = append(b.rows, sums)
		}
		if len(since) == 0 && len(sums) > 0 {
			b.rows = [][]Row{plainRows}
		}
		found = append(found, b)
		sums = append(sums, r)
		since = nil
	}
	if leading {
		found[0].rows = [][]Row{plainRows}
	}
	if len(found) > 0 && listsOutcomes(plainRows) {
		for i := range found {
			found[i].rows = append(found[i].rows, prefixes(plainRows)...)
		}
	}
	return found
}

// listsOutcomes says that the rows are figures about one thing (passed,
// failed, flaky, duration), of which only the first may make up the total.
func listsOutcomes(rows []Row) bool {
	for _, r := range rows {
		if hasWord(strings.ToLower(r.Cell(0).Text), "passed", "failed", "skipped", "passing", "failing", "open",
			"closed", "pass", "fail", "resolved") {
			return true
		}
	}
	return false
}

// prefixes gives the first two rows, the first three, and so on.
func prefixes(rows []Row) [][]Row {
	const most = 12
	var found [][]Row
	for n := 2; n < min(len(rows), most); n++ {
		found = append(found, rows[:n])
	}
	return found
}

func checkTotals(t *Table, report Report) {
	if t.Tree || len(t.Rows) < 3 || len(t.Header) > mostColumns {
		return
	}
	blocks := t.blocks()
	if len(blocks) > mostTotals || transposed(t) {
		return
	}
	for _, b := range blocks {
		for column := 1; column < len(t.Header); column++ {
			if b.explains(t, column) {
				continue
			}
			b.report(t, column, report)
		}
	}
}

// transposed says that the rows are statistics of one thing, so that "mean"
// is a row among percentiles, or that rows are parts of other rows.
func transposed(t *Table) bool {
	for _, r := range t.Rows {
		label := strings.ToLower(r.Cell(0).Text)
		if strings.ContainsAny(label, "p%") && hasDigit(label) && percentileLabel().MatchString(label) ||
			hasWord(label, "median", "min", "max", "minimum", "maximum", "stddev", "std dev", "of which",
				"including") ||
			strings.HasPrefix(label, "-") || strings.HasPrefix(label, "↳") || strings.HasPrefix(label, "└") {
			return true
		}
	}
	return false
}

var percentileLabel = lazy.Regexp(`\b(?:p\d\d|\d\d(?:th|%) percentile|\d\d%ile)\b`)

var notSummed = []string{"target", "weight", "best", "max", "min", "peak", "priority", "year", "version", "port",
	"id", "goal", "threshold",
	"date", "rank", "level", "grade", "baseline", "latency", "p50", "p95", "p99", "ratio", "per", "average", "avg",
	"mean", "median", "limit", "capacity", "coverage", "change",
	"delta", "growth", "speedup", "improvement", "gain", "reduction", "difference", "unique", "distinct", "cumulative",
	"rps", "qps", "rate", "throughput", "day", "week", "month", "quarter", "efficiency", "utilization", "f1",
	"precision", "recall", "accuracy", "auc",
	"kb/sec", "mb/sec", "kb/s", "mb/s", "req/s", "/s", "/sec", "sec"}

// stated gives the figure of the sum row, and what the row calls it there:
// "526 ms avg" is an average under whatever label.
func (b block) stated(column int) (v Value, label string, ok bool) {
	v, ok = b.sum.Cell(column).Value()
	v, label = asScore(v), b.label
	if oneOf(strings.ToLower(v.Rest), []string{"avg", "average", "mean"}) {
		v.Rest, label = "", "average"
	}
	return v, label, ok
}

// explains says whether the sum row's figure follows from any of the rows it
// may stand for, or is none that can be checked.
func (b block) explains(t *Table, column int) bool {
	v, label, ok := b.stated(column)
	if !ok || v.Qualifier != "" || v.Ratio() || v.Rest != "" && v.Rest[0] != '(' || t.Header[column] == "#" ||
		hasWord(t.Header[column], notSummed...) || strings.Contains(t.Header[column], "%") && v.Unit != "%" {
		return true
	}
	if v.Plus {
		return b.boundHolds(column, v)
	}
	if strings.HasPrefix(label, "overall") && !v.Share() && !scoreHeader(t.Header[column]) &&
		t.ColumnLike(passedHeader) < 0 {
		return true // the whole of a measurement is neither sum nor mean of its parts, which may overlap
	}
	if v.Unit == "%" && b.ratioOf(column, v) {
		return true
	}
	checked := false
	for _, rows := range b.rows {
		p := collect(t, rows, column, v.Unit)
		if !p.ok {
			continue
		}
		checked = true
		if p.explain(v, label) {
			return true
		}
	}
	if checked && v.Unit == "%" && !scoreHeader(t.Header[column]) {
		return b.between(t, column, v)
	}
	return !checked
}

// boundHolds checks N+ only against evidence that is below N.
func (b block) boundHolds(column int, v Value) bool {
	for _, rows := range b.rows {
		sum, counted := 0.0, 0
		for _, r := range rows {
			x, ok := r.Cell(column).Value()
			if !ok || x.Unit != v.Unit || x.Plus || x.Qualifier != "" {
				return true
			}
			sum += x.Number
			counted++
		}
		if counted > 1 && sum >= v.Number {
			return true
		}
	}
	return len(b.rows) == 0
}

// ratioOf says whether the percentage is that of two other cells of its row.
func (b block) ratioOf(column int, v Value) bool {
	for i := range b.sum.Cells {
		for j := range b.sum.Cells {
			x, okX := b.sum.Cell(i).Value()
			y, okY := b.sum.Cell(j).Value()
			if i == j || i == column || j == column || !okX || !okY || y.Number == 0 || x.Unit != y.Unit {
				continue
			}
			if share := 100 * x.Number / y.Number; v.Near(share) || v.Near(100-share) || x.Plus || y.Plus {
				return true
			}
		}
	}
	return false
}

// between says whether a percentage lies among those it sums up, as it must
// whatever their weights.
func (b block) between(t *Table, column int, v Value) bool {
	for _, rows := range b.rows {
		p := collect(t, rows, column, v.Unit)
		if !p.ok {
			return true
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, x := range p.values {
			low, high = math.Min(low, x.Number-x.Step), math.Max(high, x.Number+x.Step)
		}
		if v.Number >= low && v.Number <= high || math.Abs(v.Number-100) < figure.Slack {
			return true
		}
	}
	return false
}

func scoreHeader(h string) bool {
	return hasWord(h, "score", "rating", "grade", "health", "readiness", "completion", "complete", "progress",
		"compliance", "maturity")
}

// countHeader says that a column counts things, so that a total is their sum.
func countHeader(h string) bool {
	return hasWord(h, "samples", "# samples", "requests", "count", "number", "files", "issues", "findings", "anzahl",
		"nombre", "cantidad", "数量", "件数")
}

// sumLabel says that a row is the sum of the others, whatever its columns.
func sumLabel(label string) bool { return !meanLabel(label) && !strings.Contains(label, "overall") }

func (b block) report(t *Table, column int, report Report) {
	v, label, _ := b.stated(column)
	p := collect(t, b.rows[0], column, v.Unit)
	if !p.ok && len(b.rows) > 1 {
		p = collect(t, b.rows[len(b.rows)-1], column, v.Unit)
	}
	sum, whole := p.sum()
	name := t.Header[column]
	switch {
	case !p.ok:
		report(Warning, b.sum.Line, v.Text, "%s: %s is stated, the rows add up to less", name, v.Text)
	case (v.Share() || scoreHeader(name)) && p.declared != nil:
		report(Warning, b.sum.Line, v.Text, "%s: %s is stated; by the weights of the table it is %s", name, v.Text,
			figure.Show(p.weighted(p.declared)))
	case v.Share() || scoreHeader(name) || meanLabel(label):
		report(Warning, b.sum.Line, v.Text, "%s: %s is stated; no weights shown, and the %d rows average %s (%s/%d)",
			name, v.Text, len(p.values), figure.Show(p.mean()), figure.Show(sum), len(p.values))
	case whole && v.Step >= 1 && v.Unit == "" && (outcomeHeader(name) || countHeader(name) && sumLabel(label)):
		report(Error, b.sum.Line, v.Text, "%s: %s is stated, the rows add up to %s", name, v.Text, p.arithmetic(sum))
	default:
		report(Warning, b.sum.Line, v.Text, "%s: %s is stated, the rows add up to %s", name, v.Text, p.arithmetic(sum))
	}
}
