package term

import (
	"bytes"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// Row is a line of cells with what stands below it, a line each, from the start
// of the column that Rows is told.
type Row struct {
	Cells []string
	Below []string
}

// narrowest is the width below which no column is squeezed.
const narrowest = 6

// Rows writes rows in columns that start at the same place in each, without a
// header and with every line within the width, if that has room for the columns
// at all. What stands below a row begins in column under. Cells are cleaned (see
// Clean), but keep the paint of a Style. The error is that of w.
func Rows(w io.Writer, rows []Row, under int, opts Options) error {
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r.Cells))
	}
	if columns == 0 {
		return nil
	}
	twwidth.SetEastAsian(false)
	natural := make([]int, columns)
	for _, r := range rows {
		for i, cell := range r.Cells {
			plain, _ := styled(cell)
			natural[i] = min(max(natural[i], twwidth.Width(plain)), widestColumn)
		}
	}
	widths := natural
	if opts.Width > 0 {
		total := opts.Width - opts.Indent
		widths = squeeze(fit(natural, make([]bool, columns), columnGap, total), total)
	}
	start := opts.Indent
	for _, width := range widths[:min(under, columns)] {
		start += width + columnGap
	}
	room := 0
	if opts.Width > 0 {
		room = max(narrowest, opts.Width-start)
	}
	var out bytes.Buffer
	for _, r := range rows {
		spread(&out, lay(r.Cells, widths, nil), widths, opts.Indent)
		for _, below := range r.Below {
			for _, line := range wrap(Clean(below), room) {
				out.WriteString(strings.Repeat(" ", start) + line + "\n")
			}
		}
	}
	_, err := w.Write(trimLines(out.Bytes()))
	return err
}

// squeeze takes from the widest columns what fit left too wide.
func squeeze(widths []int, total int) []int {
	over := columnGap*(len(widths)-1) - total
	for _, w := range widths {
		over += w
	}
	for ; over > 0; over-- {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	return widths
}

// spread writes the lines of cells next to each other.
func spread(out *bytes.Buffer, cells []string, widths []int, indent int) {
	lines, most := make([][]string, len(cells)), 1
	for i, cell := range cells {
		lines[i] = strings.Split(cell, "\n")
		most = max(most, len(lines[i]))
	}
	for n := range most {
		out.WriteString(strings.Repeat(" ", indent))
		for i := range cells {
			line := ""
			if n < len(lines[i]) {
				line = lines[i][n]
			}
			plain, _ := styled(line)
			out.WriteString(line)
			if i < len(cells)-1 {
				out.WriteString(strings.Repeat(" ", max(0, widths[i]-twwidth.Width(plain))+columnGap))
			}
		}
		out.WriteByte('\n')
	}
}

// Wrap breaks a text into lines of at most width columns; those after the first
// begin with indent. The text is cleaned (see Clean).
func Wrap(text string, width int, indent string) []string {
	twwidth.SetEastAsian(false)
	lines := wrap(Clean(text), max(narrowest, width-len(indent)))
	for i := range lines[1:] {
		lines[i+1] = indent + lines[i+1]
	}
	return lines
}

// Clip cuts a line that was written by this package to at most width columns,
// with a mark where it was cut.
func Clip(line string, width int) string {
	twwidth.SetEastAsian(false)
	if twwidth.Width(line) <= width {
		return line
	}
	used, end := 0, 0
	for i, r := range line {
		if used += twwidth.Width(string(r)); used > width-1 {
			end = i
			break
		}
	}
	return strings.TrimRight(line[:end], " ") + "…"
}
