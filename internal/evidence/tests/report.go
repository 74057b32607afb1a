package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts. Its case is the one that
// is read; outside of one it is what the tests inside share: suite, path.
type report struct {
	fact.Case
	counted
	held     *[]fact.Case // where tests wait for the end of what is around them
	before   counted      // what there was before that which is read
	declared int64        // how many tests it says it has, negative when it does not
	stated   []total      // what else it says of how many tests it has
	failed   bool         // it says that something failed
}

// total is how many tests of some outcomes a run or a suite says it has; it is
// compared with those inside.
type total struct {
	line int
	what string
	n    int64
	of   []fact.Outcome
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one document, and then what follows from all of it.
func read(in *reader.Input, s *tally.Sink, l layout, ends ...setter) error {
	v := in.Value()
	r := report{counted: counted{s: s}, before: counted{s: s}, declared: -1}
	l.Reader()(v, &r)
	for _, end := range append(ends, hold) {
		if v.Err() == nil {
			end(v, &r)
		}
	}
	return v.Err()
}

// hold compares what a run or a suite says of how many tests it has with those
// inside. More than it says are not faults: writers count a test once that they
// list for each attempt, or leave out of a total what others count.
func hold(_ reader.Value, r *report) {
	for _, t := range r.stated {
		var found int64
		for _, o := range t.of {
			found += r.became[o] - r.before.became[o]
		}
		if found < t.n {
			r.s.Short(t.line, found, t.n, t.what)
		}
	}
	r.stated = nil
}

// within reads what has tests inside, and then what follows from its members:
// what it says of itself ends with it, what it says of suite and path holds for
// all inside.
func within(l layout, ends ...setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := *r
		r.Case = fact.Case{Line: v.Line(), Suite: outer.Suite, Path: outer.Path}
		r.before, r.declared, r.stated, r.failed = r.counted, -1, nil, false
		read(v, r)
		for _, end := range ends {
			end(v, r)
		}
		hold(v, r)
		r.Case, r.before, r.declared, r.stated, r.failed = outer.Case, outer.before, outer.declared, outer.stated, outer.failed
	}
}

// around is within for what may name itself after its tests. They wait for its
// end, and then have its suite and its path unless they have their own.
func around(l layout, ends ...setter) setter {
	read := within(l, append([]setter{release}, ends...)...)
	return func(v reader.Value, r *report) {
		outer := r.held
		r.held = &[]fact.Case{}
		read(v, r)
		r.held = outer
	}
}

func release(_ reader.Value, r *report) {
	for _, c := range *r.held {
		if c.Suite == "" {
			c.Suite = r.Suite
		}
		if c.Path == "" {
			c.Path = r.Path
		}
		r.add(&c)
	}
}

// test reads one test, and then what follows from its members.
func test(l layout, ends ...setter) setter { return within(l, append(ends, give)...) }

// give hands the current case over, or keeps it for what is around it.
func give(_ reader.Value, r *report) {
	if r.held != nil {
		*r.held = append(*r.held, r.Case)
	} else {
		r.add(&r.Case)
	}
}

// problem reads an error next to the tests: of a suite, a hook, the run.
func problem(l layout, ends ...setter) setter { return within(l, append(ends, giveProblem)...) }

func giveProblem(_ reader.Value, r *report) { r.broken(r.Line, r.Suite, r.Message) }

// someDeclared is the end of what says how many tests it has: it holds some.
func someDeclared(v reader.Value, r *report) {
	if r.declared > 0 && r.counted == r.before {
		v.Fail("expected the %d tests that are declared, found none", r.declared)
	}
}

// allDeclared is the end of what holds just the tests that it says it has.
func allDeclared(v reader.Value, r *report) {
	switch found := r.cases - r.before.cases; {
	case found < r.declared && found == 0:
		v.Fail("expected %d tests as declared, found none", r.declared)
	case found < r.declared:
		r.s.Short(v.Line(), found, r.declared, "tests")
	case found > r.declared && r.declared >= 0:
		r.s.Differs(v.Line(), found, r.declared, "tests")
	}
}

// failureReported is the end of what may say that it failed: some test did, or
// it is an error by itself.
func failureReported(_ reader.Value, r *report) {
	if !r.failed || r.bad > r.before.bad {
		return
	}
	if r.Message == "" {
		r.Message = "a failure is declared that no test reports"
	}
	r.broken(r.Line, r.Suite, r.Message)
}
