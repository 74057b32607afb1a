package health

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts. Its service is the one
// that is being read; outside of one it has the name of those inside.
type report struct {
	fact.Service
	host   string // what it runs on
	labels labels
	none   bool // what is being read is not a service after all
	sink   *tally.Sink
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one JSON document.
func read(in *reader.Input, s *tally.Sink, l layout) error {
	return l.Read(in, &report{sink: s})
}

// readEach reads a file of several JSON documents: lines, arrays, or both.
func readEach(in *reader.Input, s *tally.Sink, l layout) error {
	return l.ReadEach(in, &report{sink: s})
}

// service reads one service, and then what follows from its members.
func service(l layout, ends ...setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		inner := report{Service: fact.Service{Line: v.Line(), Name: r.Name, Restarts: unstated}, host: r.host, sink: r.sink}
		read(v, &inner)
		for i := 0; i < len(ends) && !inner.none; i++ {
			ends[i](v, &inner)
		}
		if !inner.none {
			r.sink.Service(&inner.Service)
		}
	}
}

// unstated is the number of restarts that a tool does not state.
const unstated = -1
