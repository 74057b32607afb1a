package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// report is the state of reading one file by layouts: the source file that is
// read, and what is known of it until its name is.
type report struct {
	s         *tally.Sink
	at        int // the line where it begins
	path, pkg string
	folder    string // that the path is relative to, where the evidence names one
	inside    string // that of the source files in it
	counts    map[fact.Metric]counted
	items     []item
	lines     []line
	line      line // that is read
	listed    bool // it holds source files of its own
	none      bool // it is not a source file after all
}

// counted is how much of a metric is covered, where only counts are known. Half
// of it says nothing.
type counted struct {
	covered, total int64
	halves         half
}

// half is which of two counts that belong together are stated.
type half uint8

const (
	coveredHalf half = 1 << iota
	otherHalf
	bothHalves = coveredHalf | otherHalf
)

// alone fails for a count without the one that belongs to it.
func (h half) alone(v reader.Value, what string) {
	if h != 0 && h != bothHalves {
		v.Fail("expected two counts of %s, those that are covered and those that are not or all, found one", what)
	}
}

// item is a line, a branch or a function.
type item struct {
	metric fact.Metric
	key    uint64
	hit    bool
}

// line is a line of code with its branches, of which only the counts are known.
type line struct {
	number        int64
	numbered, hit bool
	taken, missed int64
	halves        half
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one document.
func read(in *reader.Input, s *tally.Sink, l layout) error {
	v := in.Value()
	l.Reader()(v, &report{s: s})
	return v.Err()
}

// within reads a package, which ends with it.
func within(l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		outer := r.pkg
		read(v, r)
		r.pkg = outer
	}
}

// file reads a source file, whose name may stand before, in or after it, and
// then what follows from its members.
func file(l layout, ends ...setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		inner := report{s: r.s, at: v.Line(), path: r.path, pkg: r.pkg, folder: r.inside, inside: r.inside, counts: map[fact.Metric]counted{}, items: r.items[:0], lines: r.lines[:0]}
		read(v, &inner)
		for m, n := range inner.counts {
			n.halves.alone(v, m.String())
		}
		for _, end := range ends {
			end(v, &inner)
		}
		if !inner.none {
			inner.give()
		}
		r.path, r.items, r.lines = "", inner.items[:0], inner.lines[:0]
		r.listed = r.listed || inner.listed || !inner.none
	}
}

// give hands the source file over. What it states of itself counts where it
// lists no parts, and is held against them where it does.
func (r *report) give() {
	r.s.FileUnder(r.folder, r.path, r.pkg, r.at)
	var listed [fact.Statements + 1]int64
	for _, l := range r.lines {
		number := uint64(max(l.number, 0))
		r.s.Cover(fact.Lines, number, 1, l.hit)
		coverBranches(r.s, number, l.taken, l.taken+l.missed)
		listed[fact.Lines]++
		listed[fact.Branches] += l.taken + l.missed
	}
	for _, i := range r.items {
		r.s.Cover(i.metric, i.key, 1, i.hit)
		listed[i.metric]++
	}
	for m := fact.Lines; m <= fact.Statements; m++ {
		switch n, ok := r.counts[m]; {
		case !ok:
		case listed[m] == 0:
			r.s.Totals(m, n.covered, n.total)
		case listed[m] >= n.total:
		case m == fact.Functions: // of which writers list one a line
			r.s.Differs(r.at, listed[m], n.total, m.String())
		default:
			r.s.Short(r.at, listed[m], n.total, m.String())
		}
	}
}

func (r *report) add(m fact.Metric, key uint64, hit bool) {
	r.items = append(r.items, item{m, key, hit})
}
