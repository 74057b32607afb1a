package mutation

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts: the mutant that is read, or
// around it what all inside share.
type report struct {
	fact.Mutant
	sink *tally.Sink
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one document.
func read(in *reader.Input, s *tally.Sink, l layout) error {
	v := in.Value()
	l.Reader()(v, &report{sink: s})
	return v.Err()
}

// within reads what has mutants inside: what it says of them ends with it.
func within(l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.Mutant
		read(v, r)
		r.Mutant = outer
	}
}

// mutant reads one mutant, and then what follows from its members. What became of
// it must be there.
func mutant(l layout, ends ...setter) setter { return mutantOr(new(bool), l, ends...) }

// mutantOr is mutant for a list in which something else may stand.
func mutantOr(other *bool, l layout, ends ...setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.Mutant
		r.Line, r.Outcome, *other = v.Line(), 0, false
		read(v, r)
		for _, end := range ends {
			end(v, r)
		}
		switch {
		case *other:
		case r.Outcome == 0:
			v.Fail("expected the status of a mutant, found none")
		default:
			r.sink.Mutant(&r.Mutant)
		}
		r.Mutant = outer
	}
}

func path(v reader.Value, r *report)    { r.Path = v.Text() }
func line(v reader.Value, r *report)    { r.At = int(v.Int()) }
func mutator(v reader.Value, r *report) { r.Mutator = v.Text() }

// said reads what the tool says of a mutant; nothing does not replace another.
func said(v reader.Value, r *report) {
	if text := strings.TrimSpace(v.Text()); text != "" {
		r.Message = text
	}
}

// outcomes is what the words of a tool mean; a word that it does not hold is an
// error at its line. Those of a run that goes on are not outcomes yet.
type outcomes map[string]fact.MutantOutcome

func (o outcomes) read(v reader.Value, r *report) {
	r.Outcome = o.of(v, r, strings.TrimSpace(v.Text()))
}

func (o outcomes) of(v reader.Value, r *report, word string) fact.MutantOutcome {
	outcome, ok := o[word]
	switch {
	case !ok:
		v.Fail("unknown status %.40q", word)
	case outcome == unfinished:
		r.sink.Incomplete(r.Line, "a mutant is %s", word)
		return fact.LeftOut
	}
	return outcome
}

// unfinished stands for a mutant that the run has not come to an end with.
const unfinished fact.MutantOutcome = 255
