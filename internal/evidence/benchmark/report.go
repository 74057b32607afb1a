package benchmark

import (
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts: the benchmark that is
// read, or around it what the names of those inside begin with, and the figures
// that wait for its name.
type report struct {
	s     *tally.Sink
	line  int
	name  string
	found figures
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one document.
func read(in *reader.Input, s *tally.Sink, tool string, l layout) error {
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
