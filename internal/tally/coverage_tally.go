package tally

import (
	"fmt"
	"maps"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// lowest is the list of files by coverage.worst, next to those by each metric.
const lowest = metrics

// coverTally adds up the source files of one combination of filters.
type coverTally struct {
	files int64
	sums  [metrics + 1]covered
	// apart are the sums, and least the worst file, if every path that several
	// evidence files share were a source in each; open says that one may be.
	apart  [metrics]covered
	least  covered
	differ string // a path of which they disagree
	keep   int
	worst  [metrics + 1]top[coverage]
	open   [metrics + 1]int64 // files that are not covered entirely
	rows   []map[string]*coverTally
}

// view is what a measure of coverage looks at.
type view struct {
	list int // which list of worst files
	name string
	of   func(c *coverage) (covered, fact.Metric)
	part part
}

// part is which figure of a proportion a measure is.
type part uint8

const (
	ratio     part = iota
	hits           // the covered
	all            // the coverable
	headlined      // what the tool states of the whole file
	unseen         // changed files of which nothing is known
)

// coverageMeasures are the measures of coverage.
var coverageMeasures = slices.Concat(
	coverageOf(fact.Lines, "lines", "covered", "covered ÷ coverable lines", "coverable lines",
		fact.First{Title: "Line coverage", Target: ">= 80%", Hold: fact.HoldLeast}),
	coverageOf(fact.Branches, "branches", "covered", "covered ÷ all branches", "branches", fact.First{}),
	coverageOf(fact.Functions, "functions", "called", "called ÷ all functions", "functions", fact.First{}),
	coverageOf(fact.Statements, "statements", "covered", "covered ÷ all statements", "statements",
		fact.First{Title: "Statement coverage", Hold: fact.HoldLeast}),
	measures[view]{
		{fact.Measure{Name: "coverage.lowest", Unit: quantity.Percent, Doc: "the worst covered file, by lines, else statements"},
			listView(lowest)},
		{fact.Measure{Name: "coverage.percent", Unit: quantity.Percent, Doc: "the headline that the tool itself states, as reported",
			First: fact.First{Title: "Coverage as the tool states it", Hold: fact.HoldLeast}}, view{part: headlined}},
		{fact.Measure{Name: "coverage.unseen", Lined: true, Narrowed: true,
			Doc: "changed files that the report does not know, of the extensions that it covers"}, view{part: unseen}},
	},
)

// coverageOf are the three measures of one metric.
func coverageOf(m fact.Metric, name, hit, share, total string, first fact.First) measures[view] {
	lined := m == fact.Lines // reports do not say on which line a branch stands in a way that all share
	v := listView(int(m))
	covered, coverable := v, v
	covered.part, coverable.part = hits, all
	return measures[view]{
		{fact.Measure{Name: "coverage." + name, Unit: quantity.Percent, Of: "coverage." + name + ".total", Lined: lined, First: first, Doc: share}, v},
		{fact.Measure{Name: "coverage." + name + ".covered", Lined: lined, Doc: hit + " " + name}, covered},
		{fact.Measure{Name: "coverage." + name + ".total", Lined: lined, Doc: total}, coverable},
	}
}

// listView is the view of one list of worst files.
func listView(list int) view {
	if list == lowest {
		return view{list: lowest, name: "lines or statements", of: (*coverage).worst}
	}
	m := fact.Metric(list)
	return view{list: list, name: m.String(), of: func(c *coverage) (covered, fact.Metric) { return c.counts[m], m }}
}

// tally makes an empty tally for files that pass exactly these filters.
func (t *coverTable) tally(passed bitset) *coverTally {
	n := &coverTally{keep: exhibitsKept, rows: make([]map[string]*coverTally, len(t.set.by))}
	for i, b := range t.set.by {
		if passed.meets(b.filters) {
			n.rows[i] = map[string]*coverTally{}
		}
	}
	return n
}

// rowOf returns the tally of one row.
func rowOf(rows map[string]*coverTally, value string) *coverTally {
	row, ok := rows[value]
	if !ok {
		row = &coverTally{keep: 1}
		rows[value] = row
	}
	return row
}

func (t *coverTally) add(c *coverage) {
	t.files++
	for m := range t.apart {
		t.apart[m] = t.apart[m].plus(c.apart[m])
	}
	t.lower(c.least)
	if c.differ {
		t.disagree(c.path)
	}
	for list := range t.worst {
		v := listView(list)
		n, _ := v.of(c)
		t.sums[list] = t.sums[list].plus(n)
		if n.part < n.whole {
			t.open[list]++
			t.worst[list].offer(c, t.keep, order(v.of), itself)
		}
	}
}

func (t *coverTally) merge(o *coverTally) {
	t.files = plus(t.files, o.files)
	for m := range t.apart {
		t.apart[m] = t.apart[m].plus(o.apart[m])
	}
	t.lower(o.least)
	if o.differ != "" {
		t.disagree(o.differ)
	}
	for list := range o.worst {
		t.sums[list] = t.sums[list].plus(o.sums[list])
		t.open[list] = plus(t.open[list], o.open[list])
		for i := range o.worst[list].kept {
			t.worst[list].offer(&o.worst[list].kept[i], t.keep, order(listView(list).of), itself)
		}
	}
	for i, rows := range t.rows {
		if rows == nil || o.rows == nil {
			continue
		}
		for value, theirs := range o.rows[i] {
			rowOf(rows, value).merge(theirs)
		}
	}
}

// lower keeps the worst of the files, if each is a source.
func (t *coverTally) lower(c covered) {
	if c.whole > 0 && (t.least.whole == 0 || c.compare(t.least) < 0) {
		t.least = c
	}
}

// disagree keeps the first path by name.
func (t *coverTally) disagree(path string) {
	if t.differ == "" || path < t.differ {
		t.differ = path
	}
}

// ranged gives a figure the range between both readings of the paths that
// several evidence files share.
func (t *coverTally) ranged(v view, f fact.Figure) fact.Figure {
	if t.differ == "" {
		return f
	}
	other := t.least
	if v.list < metrics {
		other = t.apart[v.list]
	}
	value := v.value(other)
	f.Range = &fact.Range{Low: f.Value, High: value, Because: fmt.Sprintf("several files name %s and disagree on what it holds, so it is one source or several: root: tells sources apart, union: builds says that they are builds of one", t.differ)}
	if value.Cmp(f.Value) < 0 {
		f.Range.Low, f.Range.High = value, f.Value
	}
	return f
}

// value is the figure of a view of some counts.
func (v view) value(c covered) quantity.Value {
	switch v.part {
	case hits:
		return quantity.Int(c.part, quantity.Count)
	case all:
		return quantity.Int(c.whole, quantity.Count)
	}
	return quantity.Ratio(c.part, c.whole)
}

// figure computes one measure; zero of zero is not a figure.
func (t *coverTally) figure(v view) (fact.Figure, bool) {
	sum := t.sums[v.list]
	if sum.whole == 0 {
		return fact.Figure{}, false
	}
	figure := fact.Figure{}
	worst := t.worst[v.list].kept
	if v.list == lowest && len(worst) > 0 { // else every file is covered entirely
		sum, _ = v.of(&worst[0])
		figure.Label = worst[0].path
	}
	if figure.Value = v.value(sum); v.part == ratio {
		figure.Part, figure.Whole = sum.part, sum.whole
	}
	if len(worst) > 0 {
		figure.At = worst[0].at
	}
	figure.Declared = sum.declared
	return t.ranged(v, figure), true
}

// coverRows lists the rows in which something was measured.
func coverRows(rows map[string]*coverTally, v view) []fact.Row {
	var list []fact.Row
	for _, value := range slices.Sorted(maps.Keys(rows)) {
		if figure, ok := rows[value].figure(v); ok {
			list = append(list, fact.Row{Name: value, Figure: figure})
		}
	}
	return list
}

// percentOf writes a ratio for people.
func percentOf(c covered) string { return quantity.Show(quantity.Ratio(c.part, c.whole), nil) }
