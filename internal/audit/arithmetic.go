package audit

import (
	"math"
	"strconv"
	"strings"

	"signoff/internal/audit/figure"
)

var arithmeticRule = Rule{
	Name: "arithmetic", Level: Error,
	Do: "compute the figure again from the parts that stand beside it",
	Doc: "A figure does not follow from the figures next to it: a/b (p%) in one cell or sentence; a pass rate " +
		"against the total and passed tests of its row; " +
		"a percentage of N items that no whole number of items gives; an improvement against its before and " +
		"after; a return that divides money by hours; a rate that is not the count divided by the duration " +
		"next to it. " +
		"Rounded and cut figures are both right, N+ means at least N, and coverage is not a pass rate.",
	Check: func(d *Document, report Report) {
		for i := range d.Lines {
			checkShares(&d.Lines[i], report)
			checkChange(&d.Lines[i], report)
			checkSaidRate(&d.Lines[i], report)
		}
		nearest := d.roundsToNearest()
		for _, t := range d.Tables {
			if !t.Tree {
				checkRates(t, nearest, report)
				checkImpossible(t, report)
				checkImprovement(t, report)
				checkCover(t, report)
				d.checkRateBelow(t, report)
			}
		}
		d.checkReturn(report)
		d.checkThroughput(report)
	},
}

func wholeNumber(s string) float64 {
	x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil {
		return 0
	}
	return x
}

// outcomes are the columns of a test table.
type outcomes struct{ total, passed, failed, skipped, rate int }

func outcomeColumns(t *Table) outcomes {
	return outcomes{
		t.ColumnLike(totalHeader), t.ColumnLike(passedHeader), t.ColumnLike(failedHeader), t.ColumnLike(skippedHeader),
		t.ColumnLike(rateHeader),
	}
}

// rates gives, for a row, its stated pass rate and the rates that its other
// cells allow, each with the arithmetic.
func (o outcomes) rates(r Row) (stated Value, allowed []rate) {
	stated, ok := r.Cell(o.rate).Value()
	passed, okPassed := r.Cell(o.passed).Value()
	if !ok || !okPassed || stated.Unit != "%" || !stated.Exact() || !passed.Exact() || passed.Unit != "" {
		return stated, nil
	}
	add := func(name string, of float64, least bool) {
		if of > 0 && passed.Number <= of {
			allowed = append(allowed, rate{name, passed.Number, of, least})
		}
	}
	total, okTotal := r.Cell(o.total).Value()
	if okTotal && total.Unit == "" {
		add("total", total.Number, total.Plus)
		if skipped, ok := r.Cell(o.skipped).Value(); ok && skipped.Exact() {
			add("total without skipped", total.Number-skipped.Number, total.Plus)
		}
	}
	if failed, ok := r.Cell(o.failed).Value(); ok && failed.Exact() && failed.Unit == "" {
		add("executed", passed.Number+failed.Number, false)
	}
	return stated, allowed
}

type rate struct {
	name       string
	passed, of float64
	least      bool // of is a lower bound
}

func (r rate) percent() float64 { return 100 * r.passed / r.of }

func (r rate) String() string {
	if r.least {
		return figure.Show(r.passed) + " of " + figure.Show(r.of) + "+ is at most " + figure.Show(r.percent()) + "%"
	}
	return figure.Show(r.passed) + " of " + figure.Show(r.of) + " is " + figure.Show(r.percent()) + "%"
}

// roundsToNearest says whether every pass rate of the document but few is
// rounded to the nearest place, so that rounding up stands out.
func (d *Document) roundsToNearest() bool {
	nearest, up := 0, 0
	for _, t := range d.Tables {
		o := outcomeColumns(t)
		if o.rate < 0 || o.passed < 0 {
			continue
		}
		for _, r := range t.Rows {
			stated, allowed := o.rates(r)
			if len(allowed) == 0 {
				continue
			}
			exact := false
			whole := true
			for _, a := range allowed {
				exact = exact || stated.Prints(a.percent())
				whole = whole && math.Mod(a.percent(), stated.Step) < figure.Slack
			}
			if exact && !whole {
				nearest++
			} else if !exact {
				up++
			}
		}
	}
	return nearest >= 5 && up*4 <= nearest
}

func checkRates(t *Table, nearest bool, report Report) {
	o := outcomeColumns(t)
	if o.rate < 0 || o.passed < 0 {
		return
	}
	for _, r := range t.Rows {
		stated, allowed := o.rates(r)
		if len(allowed) == 0 {
			continue
		}
		sums := make([]string, 0, len(allowed))
		right, close := false, false
		for _, a := range allowed {
			right = right || stated.Prints(a.percent()) || a.least && stated.Number < a.percent()
			close = close || stated.Near(a.percent())
			sums = append(sums, a.String()+" ("+a.name+")")
		}
		switch {
		case right || close && !nearest:
		case close:
			report(Warning, r.Line, stated.Text,
				"%s; %s is stated, and the other rates of this report are rounded to the nearest", strings.Join(sums,
					", "), stated.Text)
		default:
			report(Error, r.Line, stated.Text, "%s; %s is stated", strings.Join(sums, ", "), stated.Text)
		}
	}
}

// checkImpossible finds percentages of a few items that no whole number of
// items gives.
func checkImpossible(t *Table, report Report) {
	const most = 60
	items := t.Column("requirements", "tests", "criteria", "test cases", "requirement count", "# requirements",
		"items", "controls", "checks")
	share := t.ColumnLike(func(h string) bool {
		return hasWord(h, "status", "pass rate", "complete", "completion", "compliance", "implemented", "verified",
			"met", "passed", "% complete", "% passed", "% met")
	})
	if items < 0 || share < 0 || share == items || t.ColumnLike(passedHeader) >= 0 {
		return
	}
	for _, r := range t.Rows {
		n, okN := r.Cell(items).Value()
		p, okP := r.Cell(share).Value()
		if !okN || !okP || !n.Exact() || !p.Exact() || p.Unit != "%" || n.Unit != "" || n.Number < 1 ||
			n.Number > most || n.Number != math.Trunc(n.Number) || p.Rest != "" || n.Rest != "" {
			continue
		}
		below := math.Floor(p.Number * n.Number / 100)
		if possible(p, n.Number) {
			continue
		}
		report(Error, r.Line, p.Text, "no whole number of %s items is %s: %s of them are %s%%, %s are %s%%",
			figure.Show(n.Number), p.Text, figure.Show(below), figure.Show(100*below/n.Number),
			figure.Show(below+1), figure.Show(100*(below+1)/n.Number))
	}
}

func possible(p Value, n float64) bool {
	for k := 0.0; k <= n; k++ {
		if p.Prints(100*k/n) || math.Abs(math.Ceil(100*k/n/p.Step)*p.Step-p.Number) < figure.Slack {
			return true
		}
	}
	return false
}

// checkReturn finds a return on investment that divides money by hours.
func (d *Document) checkReturn(report Report) {
	for i := range d.Lines {
		line := &d.Lines[i]
		if line.key != "roi" {
			continue
		}
		roi, ok := figure.Parse(line.Value)
		if !ok || roi.Unit != "%" {
			continue
		}
		var cost, value Value
		for j := max(0, i-4); j < min(len(d.Lines), i+4); j++ {
			near := &d.Lines[j]
			if near.Section != line.Section || near.Key == "" {
				continue
			}
			v, ok := figure.Parse(near.Value)
			key := near.key
			switch {
			case ok && hasWord(key, "cost", "investment", "effort"):
				cost = v
			case ok && hasWord(key, "value", "benefit", "savings", "return"):
				value = v
			}
		}
		if _, hours := cost.Seconds(); hours && strings.HasPrefix(value.Unit, "$") && cost.Number > 0 &&
			roi.Near(value.Number/cost.Number) {
			report(Error, line.No, roi.Text,
				"%s is %s divided by %s: money by hours is not a percentage; the hours need a price "+
					"first", roi.Text, value.Text, cost.Text)
		}
	}
}
