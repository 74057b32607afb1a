package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

// title reads the name, unless it is empty.
func title(v reader.Value, r *report) {
	if text := v.Text(); text != "" {
		r.name = text
	}
}

// otherwise reads a name for what has none yet.
func otherwise(v reader.Value, r *report) {
	if text := v.Text(); r.name == "" {
		r.name = text
	}
}

// member adds the name of a benchmark to that of its group.
func member(v reader.Value, r *report) {
	if r.name != "" {
		r.name += " > "
	}
	r.name += v.Text()
}

// states reads a statistic of the benchmark; null and NaN are none.
func states(stat fact.Stat, u quantity.Unit) setter {
	return func(v reader.Value, r *report) {
		line := v.Line()
		if d, ok := figure(v); ok {
			r.found.add(line, stat, d, u)
		}
	}
}

// chosen reads the statistic that a word before it names, if any.
func chosen(table []stated, word *string) setter {
	return func(v reader.Value, r *report) {
		if entry, ok := named(table, *word); ok {
			states(entry.stat, entry.unit)(v, r)
		}
	}
}

// stats are the paths of the statistics of a table, below another path.
func stats(below string, table []stated) (l layout) {
	for _, entry := range table {
		l = append(l, layout{{below + entry.word, states(entry.stat, entry.unit)}}...)
	}
	return l
}

// into reads a text that other members are read by.
func into(text *string) setter {
	return func(v reader.Value, _ *report) { *text = v.Text() }
}

// version reads the version of the tool.
func version(v reader.Value, r *report) { r.s.Named("", v.Text()) }

// dated reads a date; the zero time, which Go programs write, is none.
func dated(v reader.Value, r *report) {
	if text := v.Text(); !strings.HasPrefix(text, "0001-") {
		r.s.Dated(text)
	}
}

// object reads an object, and notes whether there is one.
func object(there *bool, l layout) setter {
	read := l.Reader()
	return func(v reader.Value, r *report) {
		*there = v.Kind() == '{'
		read(v, r)
	}
}

// counted reads a number that must be there.
func counted(v reader.Value) int64 {
	if v.Kind() == 'n' {
		v.Fail("expected a count, found null")
		return 0
	}
	return v.Int()
}
