package evidence

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// textMutants double each line of a text, and, where it is a table, call each
// column otherwise and empty it.
func textMutants(data []byte, table bool, do func(mutant)) {
	lines := bytes.SplitAfter(data, []byte("\n"))
	for n := range lines[:min(len(lines), mostPlaces)] {
		do(mutant{change: "double", place: "line " + strconv.Itoa(n+1), text: bytes.Join(slices.Insert(slices.Clone(lines), n, lines[n]), nil)})
	}
	if !table || bytes.ContainsAny(data, `"`) {
		return
	}
	columns := strings.Split(strings.TrimRight(string(lines[0]), "\r\n"), ",")
	for i, column := range columns {
		change := func(name string, cell func(row int, text string) string) {
			var out bytes.Buffer
			for row, line := range lines {
				cells := strings.Split(strings.TrimRight(string(line), "\r\n"), ",")
				if len(cells) == len(columns) {
					cells[i] = cell(row, cells[i])
				}
				if len(line) > 0 {
					out.WriteString(strings.Join(cells, ",") + "\n")
				}
			}
			do(mutant{change: name, place: column, text: out.Bytes()})
		}
		change("rename", func(row int, text string) string {
			if row == 0 {
				return text + " otherwise"
			}
			return text
		})
		change("unknown word", func(row int, text string) string {
			if row == 0 {
				return text
			}
			return "zzz"
		})
	}
}
