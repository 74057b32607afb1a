package inventory

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts: the record that is being
// read, a component or a statement.
type report struct {
	fact.Component
	group string // of the component, which is a part of its name
	vex   fact.VEX
	sink  *tally.Sink
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one JSON or XML document.
func read(in *reader.Input, s *tally.Sink, l layout) error {
	return l.Read(in, &report{sink: s})
}

// record reads a record of its own and hands it over.
func record(l layout, end func(r *report)) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		inner := report{Component: fact.Component{Line: v.Line()}, vex: fact.VEX{Line: v.Line()}, sink: r.sink}
		read(v, &inner)
		end(&inner)
	}
}
