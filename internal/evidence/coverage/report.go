package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// report is the state of reading one file by layouts: the source file that is
// read, and what is known of it until its name is.
type report struct {
	s      *fact.Sink
	path   string
	counts map[fact.Metric]counted
	items  []item
}

// counted is how much of a metric is covered, where only counts are known.
type counted struct{ covered, total int64 }

// item is a line, a branch or a function.
type item struct {
	metric fact.Metric
	key    uint64
	hit    bool
}

type layout = reader.Layout[report]

// setter reads one value of a report.
type setter = func(v reader.Value, r *report)

// read reads a file of one document.
func read(in *reader.Input, s *fact.Sink, l layout) error {
	v := in.Value()
	l.Reader()(v, &report{s: s})
	return v.Err()
}

// file reads a source file, whose name may stand before, in or after it.
func file(l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		line := v.Line()
		r.counts, r.items = map[fact.Metric]counted{}, r.items[:0]
		read(v, r)
		r.s.File(r.path, "", line)
		for _, i := range r.items {
			r.s.Cover(i.metric, i.key, 1, i.hit)
		}
		for m := fact.Lines; m <= fact.Statements; m++ {
			if n, ok := r.counts[m]; ok {
				r.s.Totals(m, n.covered, n.total)
			}
		}
		r.path = ""
	}
}

func path(v reader.Value, r *report)  { r.path = v.Text() }
func dated(v reader.Value, r *report) { r.s.Dated(v.Text()) }

// named reads the version of a tool.
func named(tool string) setter {
	return func(v reader.Value, r *report) { r.s.Named(tool, v.Text()) }
}

// headline reads the percentage that the tool itself prints.
func headline(v reader.Value, r *report) {
	line := v.Line()
	if percent, ok := v.Number(); ok {
		r.s.Percent(percent, line)
	}
}

// covered and total read counts of a metric.
func covered(m fact.Metric) setter {
	return func(v reader.Value, r *report) { r.counts[m] = counted{v.Int(), r.counts[m].total} }
}

func total(m fact.Metric) setter {
	return func(v reader.Value, r *report) { r.counts[m] = counted{r.counts[m].covered, v.Int()} }
}
