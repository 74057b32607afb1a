package scanner

import (
	"strings"

	"signoff/internal/cvss"
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts.
type report struct {
	current
	sink *tally.Sink
	list list
}

// current is the finding that is being read; outside of one it is what all
// findings inside share: a path, a package, the severity of a tool that states
// none.
type current struct {
	fact.Finding
	word   bool        // the tool says its severity in a word
	ranks  [3]int      // of the members that its texts are from
	cvss   cvss.Rating // of the newest version that it states
	none   bool        // it is not a finding after all
	unread bool        // it says that the tool left an input out
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// scan is what the layout of a tool's report does not say.
type scan struct {
	tool     string
	list     string        // the list of findings that a report must have, if any
	severity fact.Severity // of all findings of a tool that never rates
}

// read reads a file of one JSON or XML document.
func (c scan) read(in *reader.Input, s *tally.Sink, l layout) error {
	r := c.begin(s)
	return layout{{"", c.document(l)}}.Read(in, &r)
}

// readEach reads a file of several JSON documents: lines, arrays, or both.
func (c scan) readEach(in *reader.Input, s *tally.Sink, l layout) error {
	r := c.begin(s)
	return layout{{"", c.document(l)}}.ReadEach(in, &r)
}

func (c scan) begin(s *tally.Sink) report {
	s.Named(c.tool, "")
	r := report{sink: s}
	r.Severity = c.severity
	return r
}

func (c scan) document(l layout) setter {
	if c.list == "" {
		return within(l)
	}
	return holding(c.list, l)
}

// within reads what has findings inside: what it says of them ends with it.
func within(l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.current
		r.ranks = [3]int{}
		read(v, r)
		r.current = outer
	}
}

// finding reads one finding, and then what follows from its members.
func finding(l layout, ends ...setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.current
		r.Line, r.ranks = v.Line(), [3]int{}
		read(v, r)
		for _, end := range ends {
			end(v, r)
		}
		r.rate()
		if r.unread {
			r.skip()
		}
		if !r.none {
			r.sink.Finding(&r.Finding)
		}
		r.current = outer
	}
}

// rate gives the finding its severity: the tool's word, else the score of the
// newest CVSS, else that of all findings of a tool which never rates. A finding
// without any of these is unrated.
func (r *report) rate() {
	switch {
	case r.word:
	case r.cvss.Version > 0:
		r.Severity = fact.CVSS(r.cvss.Version, r.cvss.Tenths)
	}
	r.Unrated = r.Severity == fact.NoSeverity
}

// skip notes an input that the tool says it left out.
func (r *report) skip() {
	text := strings.TrimSpace(r.Message)
	if r.Path != "" {
		text = r.Path + ": " + text
	}
	r.sink.Skip(r.Line, "%s", text)
}

// part reads what is not a finding and hands it over.
func part(l layout, end setter) setter {
	return finding(l, end, none)
}

// skipped reads what the tool left out: its path, if any, and why.
func skipped(l layout) setter {
	return part(l, unread)
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
