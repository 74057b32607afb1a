package scanner

import (
	"strings"

	"signoff/internal/reader"
	"signoff/internal/tally"
)

// columns is a layout whose paths are the columns of a CSV. One that begins
// with ! must be there; of several names joined by | the first that is there is
// read.
type columns = layout

// readTable reads a CSV of which each row is a finding.
func (c scan) readTable(in *reader.Input, s *tally.Sink, cells columns, ends ...setter) error {
	r := c.begin(s)
	table := in.CSV()
	row := finding(layout{{"", func(v reader.Value, r *report) {
		for _, cell := range cells {
			for _, name := range names(cell.Path) {
				if v, ok := table.Cell(name); ok {
					cell.Read(v, r)
					break
				}
			}
		}
	}}}, append(ends, named)...)
	for _, cell := range cells {
		if list := names(cell.Path); cell.Path[0] == '!' && !hasAny(table, list) && table.Err() == nil {
			table.Fail("expected the column %s, found none", strings.Join(list, " or "))
		}
	}
	for range table.Rows() {
		if v, _ := table.Cell(table.Columns()[0]); !blank(table) {
			row(v, &r)
		}
	}
	return table.Err()
}

func names(path string) []string { return strings.Split(strings.TrimPrefix(path, "!"), "|") }

func hasAny(table *reader.CSV, list []string) bool {
	for _, name := range list {
		if table.Has(name) {
			return true
		}
	}
	return false
}

// blank tells a row of empty cells, as spreadsheets leave them at the end.
func blank(table *reader.CSV) bool {
	for _, column := range table.Columns() {
		if strings.TrimSpace(table.Get(column)) != "" {
			return false
		}
	}
	return true
}

// named is what a row must say: what it found.
func named(v reader.Value, r *report) {
	if r.Rule == "" && r.Message == "" && !r.none {
		v.Fail("expected what was found, found neither a rule nor a message")
	}
}

// filled passes an empty cell over.
func filled(read setter) setter {
	return func(v reader.Value, r *report) {
		if cell := (known{v, strings.TrimSpace(v.Text())}); cell.text != "" {
			read(cell, r)
		}
	}
}

// known is a value whose text was looked at before.
type known struct {
	reader.Value
	text string
}

func (k known) Text() string { return k.text }
