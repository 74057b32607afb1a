package query

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"
)

// selector is a cell that a CSV row must have.
type selector struct{ column, cell string }

func selectors(row map[string]string) []selector {
	list := make([]selector, 0, len(row))
	for column, cell := range row {
		list = append(list, selector{column, cell})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].column < list[j].column })
	return list
}

func compileColumn(q *Query) error {
	q.run = func(d *Document) ([]Result, error) {
		if d.Container != CSV {
			return nil, fmt.Errorf("expected CSV for a column, found %s", d.Container)
		}
		return q.cells(d.Bytes)
	}
	return nil
}

// cells reads the column of every row that the selectors pass. A column that
// the file does not have gives nothing; an empty cell is not a value.
func (q *Query) cells(text []byte) ([]Result, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes, r.TrimLeadingSpace = separator(text), false, true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("expected a header row, found an empty file")
	}
	if err != nil {
		return nil, err
	}
	header = slices.Clone(header)
	column := at(header, q.text)
	wanted := make([]int, len(q.rows))
	for i, s := range q.rows {
		wanted[i] = at(header, s.column)
	}
	var results []Result
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return results, nil
		}
		if err != nil {
			return nil, err
		}
		if column < 0 || !q.passes(row, wanted) || strings.TrimSpace(row[column]) == "" {
			continue
		}
		if len(results) == maxResults {
			return nil, errTooMany
		}
		line, _ := r.FieldPos(column)
		results = append(results, bare(row[column], line))
	}
}

func (q *Query) passes(row []string, wanted []int) bool {
	for i, s := range q.rows {
		if wanted[i] < 0 || strings.TrimSpace(row[wanted[i]]) != s.cell {
			return false
		}
	}
	return true
}

// at finds a column; tools such as HAProxy write "# " before the first.
func at(header []string, name string) int {
	return slices.IndexFunc(header, func(cell string) bool {
		cell = strings.TrimSpace(cell)
		return cell == name || strings.TrimLeft(cell, "# ") == name
	})
}

// separator is the most frequent of comma, semicolon and tab on the first line.
func separator(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, r := range ",;\t" {
		if n := bytes.Count(first, []byte(string(r))); n > most {
			best, most = r, n
		}
	}
	return best
}
