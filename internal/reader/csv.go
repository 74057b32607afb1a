package reader

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"signoff/internal/quantity"
)

// CSV is a cursor over the rows of separated values (RFC 4180) below their
// header row. Each row must have as many cells as the header; blank lines are
// passed over, and a quote inside a cell that does not begin with one stands
// for itself. Its first error ends the rows and stays.
type CSV struct {
	s       stream
	comma   byte
	begun   bool
	columns []string
	cells   []cell
	quoted  []byte                 // the cells that were written with quotes, decoded
	line    int                    // of the row
	used    *bool                  // there was no row
	closes  func(line string) bool // see Lines
}

// cell is where a cell stands, in the window or among the quoted.
type cell struct {
	start, end int
	quoted     bool
}

// Columns gives the cells of the header, without the space around them.
func (c *CSV) Columns() []string {
	if !c.begun {
		c.begun = true
		if c.row() {
			for i := range c.cells {
				c.columns = append(c.columns, strings.TrimSpace(string(c.bytes(i))))
			}
		} else if c.s.err == nil {
			c.s.fail("expected a header row, found the end of the file")
		}
	}
	return c.columns
}

// Rows gives the number, from 0, of each row below the header.
func (c *CSV) Rows() iter.Seq[int] {
	return func(yield func(int) bool) { c.rows(yield) }
}

func (c *CSV) rows(yield func(int) bool) {
	columns := c.Columns()
	i := 0
	for ; c.row(); i++ {
		if len(c.cells) != len(columns) {
			c.Fail("expected %d cells as in the header, found %d", len(columns), len(c.cells))
			return
		}
		if !yield(i) {
			return
		}
	}
	if i == 0 && c.used != nil {
		*c.used = true
	}
}

// Has tells whether the header has such a column.
func (c *CSV) Has(column string) bool { return slices.Contains(c.Columns(), column) }

// Get is the cell of the current row in a column, "" when there is no such
// column. The string may be kept.
func (c *CSV) Get(column string) string {
	i := slices.Index(c.columns, column)
	if i < 0 || i >= len(c.cells) || c.s.err != nil {
		return ""
	}
	return c.s.words.of(c.bytes(i))
}

// Decimal is a cell that holds a number; ok is false when it is empty or there
// is no such column. Anything else is an error.
func (c *CSV) Decimal(column string) (d quantity.Decimal, ok bool) {
	text := strings.TrimSpace(c.Get(column))
	if text == "" {
		return d, false
	}
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		c.Fail("expected a number in column %s, found %.40q", column, text)
		return quantity.Decimal{}, false
	}
	return d, true
}

// Cell is a cell of the current row as a value that a layout's reader takes; ok
// is false when there is no such column.
func (c *CSV) Cell(column string) (v Value, ok bool) {
	if !c.Has(column) {
		return nil, false
	}
	return &literal{written{c, c.Get(column)}}, true
}

// written is the text of a cell, and where it stands.
type written struct {
	*CSV
	text string
}

func (w written) Text() string { return w.text }

// Line is the line where the current row begins.
func (c *CSV) Line() int { return c.line }

// Fail keeps an error at the current row, unless there is one already, and
// ends the rows.
func (c *CSV) Fail(format string, args ...any) {
	if c.s.err == nil {
		c.s.stop(fault(c.s.path, c.line, format, args...))
	}
}

// Err is the first error.
func (c *CSV) Err() error { return c.s.err }

func (c *CSV) bytes(i int) []byte {
	if at := c.cells[i]; at.quoted {
		return c.quoted[at.start:at.end]
	}
	return c.s.buf[c.cells[i].start:c.cells[i].end]
}

// row reads the next row that is not blank.
func (c *CSV) row() bool {
	s := &c.s
	for {
		if !s.has(1) {
			return false
		}
		if c.s.buf[s.pos] == '\n' {
			s.pos++
			continue
		}
		if c.s.buf[s.pos] == '\r' && s.has(2) && s.buf[s.pos+1] == '\n' {
			s.pos += 2
			continue
		}
		break
	}
	c.line = s.lineAt(s.pos)
	if s.has(markBytes) && conflicting(s.buf[s.pos:s.end]) {
		c.Fail(conflict)
		return false
	}
	for {
		// A row may end with the file, so the last try comes after its end.
		last := s.done
		end, ok := c.parse()
		if ok {
			if c.closes != nil && end == s.end && s.buf[end-1] != '\n' && !c.closes(string(s.buf[s.pos:end])) {
				c.Fail(cutOff)
				return false
			}
			s.pos = end
			return true
		}
		if s.err == nil && !s.more() && last {
			c.Fail("the file ends inside a quoted cell")
		}
		if s.err != nil {
			return false
		}
	}
}

// parse reads the row at pos from the window. Without an error it is not ok
// when the window ends before the row.
func (c *CSV) parse() (end int, ok bool) {
	s := &c.s
	c.cells, c.quoted = c.cells[:0], c.quoted[:0]
	for i := s.pos; ; i++ {
		var at cell
		if at, i, ok = c.cell(i); !ok {
			return 0, false
		}
		c.cells = append(c.cells, at)
		if i >= s.end {
			return i, true
		}
		if s.buf[i] == '\n' {
			return i + 1, true
		}
	}
}

// cell reads the cell at i and gives where its separator or newline stands.
func (c *CSV) cell(i int) (at cell, end int, ok bool) {
	s := &c.s
	if i < s.end && s.buf[i] == '"' {
		return c.quote(i + 1)
	}
	at.start = i
	for ; i < s.end; i++ {
		switch s.buf[i] {
		case c.comma, '\n':
			at.end = i
			if s.buf[i] == '\n' && i > at.start && s.buf[i-1] == '\r' {
				at.end--
			}
			return at, i, true
		}
	}
	at.end = i
	return at, i, s.done
}

// quote reads a quoted cell after its first quote.
func (c *CSV) quote(i int) (at cell, end int, ok bool) {
	s := &c.s
	at = cell{start: len(c.quoted), quoted: true}
	for {
		n := bytes.IndexByte(s.buf[i:s.end], '"')
		if n < 0 || i+n+1 >= s.end && !s.done {
			return at, 0, false
		}
		c.quoted = append(c.quoted, s.buf[i:i+n]...)
		i += n + 1
		switch {
		case i < s.end && s.buf[i] == '"':
			c.quoted = append(c.quoted, '"')
			i++
			continue
		case i+1 < s.end && s.buf[i] == '\r' && s.buf[i+1] == '\n':
			i++
		case i+1 >= s.end && i < s.end && s.buf[i] == '\r' && !s.done:
			return at, 0, false
		case i < s.end && s.buf[i] != c.comma && s.buf[i] != '\n':
			s.failAt(i, "expected a separator after the closing quote")
			return at, 0, false
		}
		at.end = len(c.quoted)
		return at, i, true
	}
}
