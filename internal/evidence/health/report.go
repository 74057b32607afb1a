package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// report is the state of reading one file by layouts. Its service is the one
// that is being read; outside of one it has the name of those inside.
type report struct {
	fact.Service
	host   string // what it runs on
	labels labels
	none   bool // what is being read is no service after all
	sink   *fact.Sink
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one JSON document.
func read(in *reader.Input, s *fact.Sink, l layout) error {
	v := in.Value()
	l.Reader()(v, &report{sink: s})
	return v.Err()
}

// readEach reads a file of several JSON documents: lines, arrays, or both.
func readEach(in *reader.Input, s *fact.Sink, document setter) error {
	j := in.JSON()
	each := layout{{"[]", document}, {"", document}}.Reader()
	for range j.Values() {
		each(j, &report{sink: s})
	}
	return j.Err()
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

// conditions is a tool's table of words in lower case.
type conditions map[string]fact.Condition

// word looks a word up, whatever its case and the space around it. A word that
// the table lacks is given to fail.
func (c conditions) word(word string, fail func(format string, args ...any)) fact.Condition {
	condition, ok := c[strings.ToLower(strings.TrimSpace(word))]
	if !ok {
		fail("unknown status %.40q", word)
	}
	return condition
}

// condition reads a status and judges the service by it.
func condition(words conditions) setter {
	return func(v reader.Value, r *report) {
		r.Status = v.Text()
		r.Condition = words.word(r.Status, v.Fail)
	}
}

// judged judges a service by its status at its end: it must have stated one.
func judged(words conditions) setter {
	return func(v reader.Value, r *report) { r.Condition = words.word(r.Status, v.Fail) }
}

func name(v reader.Value, r *report)      { r.Name = v.Text() }
func orName(v reader.Value, r *report)    { r.Name = cmp.Or(r.Name, v.Text()) }
func host(v reader.Value, r *report)      { scalar(&r.host)(v, r) }
func namespace(v reader.Value, r *report) { r.Namespace = v.Text() }
func image(v reader.Value, r *report)     { r.Image = v.Text() }
func restarts(v reader.Value, r *report)  { r.Restarts = v.Int() }
func status(v reader.Value, r *report)    { r.Status = v.Text() }
func dated(v reader.Value, r *report)     { r.sink.Dated(v.Text()) }

func none(_ reader.Value, r *report) { r.none = true }
func ignored(reader.Value, *report)  {}

// into reads a text that several members decide about.
func into(s *string) setter {
	return func(v reader.Value, _ *report) { *s = v.Text() }
}

// scalar is into for what may be an object or an array, which says nothing.
func scalar(s *string) setter {
	return func(v reader.Value, _ *report) {
		if kind := v.Kind(); kind == '{' || kind == '[' {
			*s = ""
			return
		}
		*s = v.Text()
	}
}
