package term

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"signoff/internal/lazy"
)

// Options says how a table is written.
type Options struct {
	Width  int   // columns of the terminal; 0 for no limit
	Style  Style // how the header is set off
	Indent int   // columns before each line, of Rows alone
}

const columnGap = 2

// widestColumn is how wide a column may be without a limit on the table: each row is
// padded to the widest cell, and evidence may hold a name of megabytes.
const widestColumn = 1000

// figure is what a cell of a column of figures may hold: a number with its
// unit, a bound, or nothing.
var figure = lazy.Regexp(`^(?:[<>≤≥=±]?\s?[-+−]?[0-9][0-9,]*(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?[\s\x{a0}\x{202f}]?(?:%|[\pL/]+[0-9]?)?|[–-]|)$`)

// Table writes rows under a header, without borders, two spaces between the
// columns and no space at the end of a line. Columns of figures are aligned on
// the right and never broken; others are wrapped until the table fits the
// width. Cells are cleaned (see Clean), but keep the paint of a Style. A nil
// header leaves out the header and its rule; short rows are filled up. The
// error is that of w.
func Table(w io.Writer, header []string, rows [][]string, opts Options) error {
	columns := len(header)
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return nil
	}
	twwidth.SetEastAsian(false) // else the width of a letter depends on the locale
	natural, figures := measure(header, rows, columns)
	widths := natural
	if opts.Width > 0 {
		widths = fit(natural, figures, columnGap, opts.Width)
	}
	var out bytes.Buffer
	table := newTable(&out, figures, len(header) > 0)
	if len(header) > 0 {
		table.Header(lay(header, widths, opts.Style.Bold))
	}
	for _, row := range rows {
		if err := table.Append(lay(row, widths, nil)); err != nil {
			return fmt.Errorf("lay out a table: %w", err)
		}
	}
	if err := table.Render(); err != nil {
		return fmt.Errorf("lay out a table: %w", err)
	}
	_, err := w.Write(trimLines(out.Bytes()))
	return err
}

// newTable configures the library for cells that are wrapped already.
func newTable(w io.Writer, figures []bool, ruled bool) *tablewriter.Table {
	alignment, padding := make(tw.Alignment, len(figures)), make([]tw.Padding, len(figures))
	for i := range figures {
		alignment[i] = tw.AlignLeft
		if figures[i] {
			alignment[i] = tw.AlignRight
		}
		padding[i] = tw.Padding{Overwrite: true}
		if i < len(figures)-1 {
			padding[i].Right = strings.Repeat(" ", columnGap)
		}
	}
	cells := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoFormat: tw.Off, AutoWrap: tw.WrapNone},
		Alignment:  tw.CellAlignment{PerColumn: alignment},
		Padding:    tw.CellPadding{PerColumn: padding},
	}
	return tablewriter.NewTable(w,
		tablewriter.WithRenderer(renderer.NewBlueprint(rendition(ruled))),
		tablewriter.WithHeaderConfig(cells),
		tablewriter.WithRowConfig(cells),
		tablewriter.WithTrimSpace(tw.Off),
	)
}

func rendition(ruled bool) tw.Rendition {
	rule := tw.Off
	if ruled {
		rule = tw.On
	}
	return tw.Rendition{
		Borders: tw.BorderNone,
		Symbols: tw.NewSymbols(tw.StyleLight),
		Settings: tw.Settings{
			Separators: tw.Separators{ShowHeader: tw.Off, ShowFooter: tw.Off, BetweenRows: tw.Off, BetweenColumns: tw.Off},
			Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: rule, ShowFooterLine: tw.Off},
		},
	}
}

// measure returns the width of each column's widest cell, up to widestColumn, and
// whether all its cells are figures.
func measure(header []string, rows [][]string, columns int) (widths []int, figures []bool) {
	widths, figures = make([]int, columns), make([]bool, columns)
	for i, cell := range header {
		widths[i] = twwidth.Width(Clean(cell))
	}
	for i := range figures {
		filled := false
		figures[i] = true
		for _, row := range rows {
			if i >= len(row) {
				continue
			}
			plain, _ := styled(row[i])
			widths[i] = max(widths[i], twwidth.Width(plain))
			figures[i] = figures[i] && figure().MatchString(plain)
			filled = filled || strings.ContainsAny(plain, "0123456789")
		}
		figures[i] = figures[i] && filled
		widths[i] = min(widths[i], widestColumn)
	}
	return widths, figures
}

// lay wraps and paints the cells of one row.
func lay(row []string, widths []int, paintAll func(string) string) []string {
	cells := make([]string, len(widths))
	for i, cell := range row {
		plain, paint := styled(cell)
		if paintAll != nil {
			paint = paintAll
		}
		lines := wrap(plain, widths[i])
		for j, line := range lines {
			lines[j] = paint(line)
		}
		cells[i] = strings.Join(lines, "\n")
	}
	return cells
}

// trimLines takes the padding off the ends of the lines, which the library may
// have followed by a reset.
func trimLines(b []byte) []byte {
	const reset = "\x1b[0m"
	var out []byte
	for line := range bytes.Lines(b) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		if bytes.HasSuffix(line, []byte(" "+reset)) {
			line = line[:len(line)-len(reset)]
		}
		out = append(append(out, bytes.TrimRight(line, " ")...), '\n')
	}
	return out
}
