package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tally"
)

// stated maps a word of a tool to the statistic that it names.
type stated struct {
	word string
	stat fact.Stat
	unit quantity.Unit
}

// named finds the entry of exactly that word.
func named(table []stated, word string) (stated, bool) {
	for _, entry := range table {
		if entry.word == word {
			return entry, true
		}
	}
	return stated{}, false
}

// figures collects what a file says of one benchmark until its name is known.
type figures []fact.Sample

// room is how many figures tools mostly state of one benchmark.
const room = 8

func (f *figures) add(line int, stat fact.Stat, d quantity.Decimal, u quantity.Unit) {
	if *f == nil {
		*f = make(figures, 0, room)
	}
	*f = append(*f, fact.Sample{Line: line, Stat: stat, Value: d, Unit: u})
}

// give hands the figures over under a name.
func (f figures) give(s *tally.Sink, name string) {
	for i := range f {
		f[i].Name = name
		s.Sample(&f[i])
	}
}

// giveCount hands over a number of requests of the only benchmark of a file.
func giveCount(s *tally.Sink, line int, stat fact.Stat, n int64) {
	s.Sample(&fact.Sample{Line: line, Stat: stat, Value: quantity.DecimalFromInt(n)})
}

// isSuccess tells whether a status code is one of success or redirection.
func isSuccess(code string) bool {
	return len(code) == 3 && (code[0] == '2' || code[0] == '3')
}
