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
	return func(v reader.Value, r *report) {
		n := r.counts[m]
		r.counts[m] = counted{v.Int(), n.total, n.halves | coveredHalf}
	}
}

func total(m fact.Metric) setter {
	return func(v reader.Value, r *report) {
		n := r.counts[m]
		r.counts[m] = counted{n.covered, v.Int(), n.halves | otherHalf}
	}
}

// declares reads how many lines, branches or functions all files have.
func declares(m fact.Metric) setter {
	return func(v reader.Value, r *report) {
		r.s.Declares(v.Line(), m.String(), v.Int(), func() int64 { return r.s.Given(m) })
	}
}

// declaresListed reads how many parts there are, of which a format keeps count
// itself: listed, next to those that it is allowed to lack.
func declaresListed(what string, listed, spare *int64) setter {
	return func(v reader.Value, r *report) {
		n := v.Int()
		r.s.Declares(v.Line(), what, n, func() int64 {
			if *listed < n {
				return min(n, *listed+*spare)
			}
			return *listed
		})
	}
}

// counting counts what it reads.
func counting(n *int64, read setter) setter {
	return func(v reader.Value, r *report) {
		*n++
		read(v, r)
	}
}

// What a line of code says, or a counter.

func number(v reader.Value, r *report) { r.line.number, r.line.numbered = v.Int(), true }
func hits(v reader.Value, r *report)   { r.line.hit = v.Decimal().Sign() > 0 }

func taken(v reader.Value, r *report) {
	r.line.taken = v.Int()
	r.line.halves |= coveredHalf
}

func missed(v reader.Value, r *report) {
	r.line.missed = v.Int()
	r.line.halves |= otherHalf
}

// one reads a line or a counter, and then what follows from its members.
func one(l layout, end setter) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		r.line = line{}
		read(v, r)
		r.line.halves.alone(v, "a line or a counter")
		end(v, r)
	}
}

// addLine adds a line, which must have a number: those without one would be the
// same.
func addLine(v reader.Value, r *report) {
	if !r.line.numbered {
		v.Fail("expected the number of a line, found none")
	}
	r.lines = append(r.lines, r.line)
}

// into reads a text that several members decide about.
func into(text *string) setter {
	return func(v reader.Value, _ *report) { *text = v.Text() }
}
