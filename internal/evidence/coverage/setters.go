package coverage

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

func path(v reader.Value, r *report)   { r.path = v.Text() }
func orPath(v reader.Value, r *report) { r.path = cmp.Or(r.path, v.Text()) }
func pkg(v reader.Value, r *report)    { r.pkg = v.Text() }
func dated(v reader.Value, r *report)  { r.s.Dated(v.Text()) }

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

// declares reads how many lines, branches or functions all files have.
func declares(m fact.Metric) setter {
	return func(v reader.Value, r *report) {
		r.s.Declares(v.Line(), m.String(), v.Int(), func() int64 { return r.s.Given(m) })
	}
}

// What a line of code says, or a counter.

func number(v reader.Value, r *report) { r.line.number = v.Int() }
func hits(v reader.Value, r *report)   { r.line.hit = v.Decimal().Sign() > 0 }
func taken(v reader.Value, r *report)  { r.line.taken = v.Int() }
func missed(v reader.Value, r *report) { r.line.missed = v.Int() }

// one reads a line or a counter, and then what follows from its members.
func one(l layout, end setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		r.line = line{}
		read(v, r)
		end(v, r)
	}
}

func addLine(_ reader.Value, r *report) { r.lines = append(r.lines, r.line) }

// into reads a text that several members decide about.
func into(text *string) setter {
	return func(v reader.Value, _ *report) { *text = v.Text() }
}
