package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// text is the state of reading a report for people, line by line.
type text struct {
	*reader.Lines
	report
}

// phrase is how a line begins, and what reads the rest of it.
type phrase struct {
	begins string
	read   func(rest string)
}

func textOf(in *reader.Input, s *tally.Sink, tool string) *text {
	s.Named(tool, "")
	return &text{in.Lines(), report{s: s}}
}

// read reads each line by the first phrase that it begins with. Space around
// the line and around the rest does not count.
func (t *text) read(phrases []phrase) {
	for range t.All() {
		line := strings.TrimSpace(t.Text())
		for _, p := range phrases {
			if rest, ok := strings.CutPrefix(line, p.begins); ok {
				p.read(strings.TrimSpace(rest))
				break
			}
		}
	}
}

// states reads a statistic of the benchmark, also behind "=" or ":".
func (t *text) states(stat fact.Stat, u quantity.Unit) func(rest string) {
	return func(rest string) {
		d, _ := leading(t, strings.TrimLeft(rest, "=: "))
		t.found.add(t.Line(), stat, d, u)
	}
}

// gives reads a statistic of the benchmark whose name is known.
func (t *text) gives(stat fact.Stat, u quantity.Unit) func(rest string) {
	return func(rest string) {
		d, _ := leading(t, strings.TrimLeft(rest, "=: "))
		t.give(stat, d, u)
	}
}

// give hands a figure over under the name that is known.
func (t *text) give(stat fact.Stat, d quantity.Decimal, u quantity.Unit) {
	t.s.Sample(&fact.Sample{Line: t.Line(), Name: t.name, Stat: stat, Value: d, Unit: u})
}

// amount reads a number with the unit behind it, "78.27ms".
func (t *text) amount(text string) (quantity.Decimal, quantity.Unit) {
	d, word := leading(t, text)
	d, u, ok := inUnit(d, word)
	if !ok {
		t.Fail("unknown unit %.40q", word)
	}
	return d, u
}

func (t *text) giveAmount(stat fact.Stat, text string) {
	d, u := t.amount(text)
	t.give(stat, d, u)
}

// counts reads a whole number.
func (t *text) counts(n *int64) func(rest string) {
	return func(rest string) { *n = count(t, rest) }
}

// gaveUp reads a line that says that the run did not end as it should.
func (t *text) gaveUp(string) {
	t.s.Incomplete(t.Line(), "%s", strings.TrimSpace(t.Text()))
}

// keep reads a text that is asked for later.
func keep(text *string) func(rest string) {
	return func(rest string) { *text = rest }
}

// mark notes that a line was there.
func mark(seen *bool) func(rest string) {
	return func(string) { *seen = true }
}
