package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

// rows reads a table with a benchmark a row, named in one column.
func rows(c *reader.CSV, s *fact.Sink, name string, table []stated) error {
	for range c.Rows() {
		var found figures
		for _, entry := range table {
			if d, ok := measured(c, c.Get(entry.word)); ok {
				found.add(c.Line(), entry.stat, d, entry.unit)
			} else if c.Has(entry.word) && entry.stat != fact.Stddev { // which a single run has not
				c.Fail("wanted a number in column %s", entry.word)
			}
		}
		found.give(s, c.Get(name))
	}
	return c.Err()
}
