package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// report is the state of reading one file by layouts. Its finding is the one
// that is being read; outside of one it is what all findings inside share: a
// path, a package, the severity of a tool that states none.
type report struct {
	fact.Finding
	sink *fact.Sink
	list list
	none bool // what is being read is no finding after all
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// scan is what the layout of a tool's report does not say.
type scan struct {
	tool     string
	list     string        // the list of findings that a report must have, if any
	severity fact.Severity // of findings that state none
}

// read reads a file of one JSON or XML document.
func (c scan) read(in *reader.Input, s *fact.Sink, l layout) error {
	v := in.Value()
	r := c.begin(s)
	c.document(l)(v, &r)
	return v.Err()
}

// readEach reads a file of several JSON documents: lines, arrays, or both.
func (c scan) readEach(in *reader.Input, s *fact.Sink, l layout) error {
	j := in.JSON()
	r := c.begin(s)
	document := c.document(l)
	each := layout{{"[]", document}, {"", document}}.Reader()
	for range j.Values() {
		each(j, &r)
	}
	return j.Err()
}

func (c scan) begin(s *fact.Sink) report {
	s.Named(c.tool, "")
	return report{Finding: fact.Finding{Severity: c.severity}, sink: s}
}

func (c scan) document(l layout) setter {
	if c.list == "" {
		return l.Reader()
	}
	return holding(c.list, l)
}

// holding reads what must hold the list of its findings: a report without it is
// no clean run, however few findings it has.
func holding(name string, l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.list
		r.list = false
		read(v, r)
		if v.Err() == nil && !bool(r.list) {
			v.Fail("wanted %s, found none", name)
		}
		r.list = outer
	}
}

// listed reads the elements of that list. Null is no list.
func listed(each setter) setter {
	read := layout{{"[]", each}}.Reader()
	return func(v reader.Value, r *report) {
		r.list.note(v)
		read(v, r)
	}
}

// within reads what has parts: what it says of them ends with it.
func within(l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.Finding
		read(v, r)
		r.Finding = outer
	}
}

// finding reads one finding, and what follows from all of its members.
func finding(l layout, ends ...func(r *report)) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.Finding
		r.Line, r.none = v.Line(), false
		read(v, r)
		for _, end := range ends {
			end(r)
		}
		if !r.none {
			r.sink.Finding(&r.Finding)
		}
		r.Finding = outer
	}
}

// suppressed reads findings that were accepted at the source.
func suppressed(read setter) setter {
	return func(v reader.Value, r *report) {
		outer := r.Suppressed
		r.Suppressed = true
		read(v, r)
		r.Suppressed = outer
	}
}

// skipped reads what the tool left out: its path, if any, and why.
func skipped(l layout) setter {
	return finding(l, func(r *report) {
		r.none = true
		r.skip()
	})
}

// skip notes an input that the tool says it left out.
func (r *report) skip() {
	if r.Path == "" {
		r.sink.Skip(r.Line, "%s", r.Message)
		return
	}
	r.sink.Skip(r.Line, "%s: %s", r.Path, r.Message)
}

// skipping notes findings of rules that say that an input was left out.
func skipping(rules ...string) func(r *report) {
	return func(r *report) {
		if slices.Contains(rules, r.Rule) {
			r.skip()
		}
	}
}
