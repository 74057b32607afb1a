package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

// report is the state of reading one file by layouts: the benchmark that is
// read, or around it what the names of those inside begin with, and the figures
// that wait for its name.
type report struct {
	s     *fact.Sink
	line  int
	name  string
	found figures
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one document.
func read(in *reader.Input, s *fact.Sink, tool string, l layout) error {
	s.Named(tool, "")
	v := in.Value()
	l.Reader()(v, &report{s: s})
	return v.Err()
}

// within reads what has benchmarks inside: what it says of them ends with it.
func within(l layout, ends ...setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := *r
		r.line, r.found = v.Line(), nil
		read(v, r)
		for _, end := range ends {
			end(v, r)
		}
		*r = outer
	}
}

// benchmark reads one benchmark, and then what follows from its members.
func benchmark(l layout, ends ...setter) setter { return within(l, append(ends, give)...) }

func give(_ reader.Value, r *report) { r.found.give(r.s, r.name) }

func title(v reader.Value, r *report) { r.name = v.Text() }
func dated(v reader.Value, r *report) { r.s.Dated(v.Text()) }

// into reads a text that other members are read by.
func into(text *string) setter {
	return func(v reader.Value, _ *report) { *text = v.Text() }
}

// version reads the version of the tool.
func version(v reader.Value, r *report) { r.s.Named("", v.Text()) }

// member adds the name of a benchmark to that of its group.
func member(v reader.Value, r *report) {
	if r.name != "" {
		r.name += " > "
	}
	r.name += v.Text()
}

// states reads a statistic of the benchmark; null and NaN are none.
func states(stat fact.Stat, u quantity.Unit) setter {
	return func(v reader.Value, r *report) {
		line := v.Line()
		if d, ok := figure(v); ok {
			r.found.add(line, stat, d, u)
		}
	}
}

// stats are the paths of the statistics of a table, below another path.
func stats(below string, table []stated) (l layout) {
	for _, entry := range table {
		l = append(l, layout{{below + entry.word, states(entry.stat, entry.unit)}}...)
	}
	return l
}

// rows reads a table with a benchmark a row, named in one column.
func rows(c *reader.CSV, s *fact.Sink, name string, table []stated) error {
	for range c.Rows() {
		var found figures
		for _, entry := range table {
			if d, ok := measured(c, c.Get(entry.word)); ok {
				found.add(c.Line(), entry.stat, d, entry.unit)
			} else if c.Has(entry.word) && entry.stat != fact.Stddev { // which a single run has not
				c.Fail("wanted a number in column %s", entry.word)
			}
		}
		found.give(s, c.Get(name))
	}
	return c.Err()
}
