package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// begins tells whether a file is a table whose first columns are these.
func begins(h *reader.Head, columns ...string) bool {
	return len(h.Columns) >= len(columns) && slices.Equal(h.Columns[:len(columns)], columns)
}

// hasColumns tells whether a file is a table with such columns.
func hasColumns(h *reader.Head, columns ...string) bool {
	return !slices.ContainsFunc(columns, func(column string) bool { return !slices.Contains(h.Columns, column) })
}

// cells reads the figures of the current row in the columns of a table, which
// may be written in upper or lower case, over those of the row before.
func cells(found figures, c *reader.CSV, table []stated) figures {
	found = found[:0]
	for _, column := range c.Columns() {
		i := slices.IndexFunc(table, func(entry stated) bool { return strings.EqualFold(entry.word, column) })
		if i < 0 {
			continue
		}
		if d, ok := measured(c, c.Get(column)); ok {
			found.add(c.Line(), table[i].stat, d, table[i].unit)
		}
	}
	return found
}

// rows reads a table with a benchmark a row, named in one column, that states
// everything; a single run has no deviation.
func rows(in *reader.Input, s *tally.Sink, tool, name string, table []stated) error {
	c := in.CSV()
	s.Named(tool, "")
	var found figures
	for range c.Rows() {
		found = cells(found, c, table)
		for _, entry := range table {
			known := slices.ContainsFunc(found, func(x fact.Sample) bool { return x.Stat == entry.stat })
			if !known && entry.stat != fact.Stddev {
				c.Fail("expected a number in column %s", entry.word)
			}
		}
		found.give(s, c.Get(name))
	}
	return c.Err()
}
