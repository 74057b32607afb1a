package audit

import (
	"strings"

	"signoff/internal/audit/figure"
)

// Cell is one cell of a table: Raw as written, Text without markup and
// glyphs, and the Mark that its glyphs set.
type Cell struct {
	Raw  string
	Text string
	Mark Mark
}

// Value reads the figure that the cell starts with.
func (c Cell) Value() (Value, bool) { return figure.Parse(c.Text) }

// Empty says whether the cell holds nothing, or a dash that stands for it.
func (c Cell) Empty() bool {
	return c.Mark == NoMark && strings.Trim(c.Text, "-–— ") == ""
}

// Row is one row of a table at its line in the file.
type Row struct {
	Line  int
	Cells []Cell
}

// Cell gives the cell of a column, an empty one where the row is too short
// or the column is -1.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Table is a GFM table, a table of box-drawing characters, or a tree list;
// the last has no header and two columns, key and value. Header holds the
// columns in lower case. Title is the text line directly above.
type Table struct {
	Line    int
	Header  []string
	Rows    []Row
	Section int
	Title   string
	Tree    bool
	Fenced  bool

	scores *scores // nil when it is not a table of scores
}

// Column finds the first column whose header is one of the names.
func (t *Table) Column(names ...string) int {
	for i, header := range t.Header {
		for _, name := range names {
			if header == name {
				return i
			}
		}
	}
	return -1
}

// ColumnLike finds the first column whose header satisfies match.
func (t *Table) ColumnLike(match func(header string) bool) int {
	for i, header := range t.Header {
		if header != "" && match(header) {
			return i
		}
	}
	return -1
}

// shape of a line as part of a table.
type shape uint8

const (
	noRow shape = iota
	rule
	row
	branch
)

// shapeOf tells rows, separators and branches of a tree from other lines.
func shapeOf(s string) shape {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return noRow
	case strings.HasPrefix(s, "├") || strings.HasPrefix(s, "└") || strings.HasPrefix(s, "┣") || strings.HasPrefix(s,
		"┗"):
		if onlyRule(s) {
			return rule
		}
		return branch
	case strings.IndexByte(s, '|') < 0 && !strings.ContainsAny(s, "│║┌┐┬┴╔╗╚╝═─+"):
		return noRow
	case onlyRule(s):
		return rule
	case strings.ContainsAny(s, "|│║"):
		return row
	}
	return noRow
}

// onlyRule says whether a line draws and says nothing; a lone dash or colon
// is not enough to be one.
func onlyRule(s string) bool {
	const drawing = "-:|+= \t─━═│║┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╭╮╯╰\ufffd"
	long := 0
	for _, r := range s {
		if !strings.ContainsRune(drawing, r) {
			return false
		}
		if r == '-' || r == '─' || r == '━' || r == '═' || r == '=' {
			long++
		}
	}
	return long >= 1
}

// splitRow cuts a row into cells; a bar that is escaped or inside a code span
// is text.
func splitRow(s string) []Cell {
	s = strings.TrimSpace(s)
	bars := "|"
	if !strings.HasPrefix(s, "|") && strings.ContainsAny(s, "│║") {
		bars = "│║"
	}
	var cells []Cell
	start := 0
	for i, r := range s {
		if !strings.ContainsRune(bars, r) || i > 0 && s[i-1] == '\\' {
			continue
		}
		if i > 0 {
			cells = append(cells, newCell(s[start:i]))
		}
		start = i + len(string(r))
	}
	if start < len(s) {
		cells = append(cells, newCell(s[start:]))
	}
	return cells
}

func newCell(raw string) Cell {
	raw = strings.TrimSpace(strings.ReplaceAll(raw, "\\|", "|"))
	return Cell{Raw: raw, Text: plain(raw), Mark: markOf(raw)}
}

// tables assembles the tables of a run of lines that stand directly below
// each other.
func (d *Document) tables(lines []Line) {
	for i := 0; i < len(lines); {
		switch shapeOf(lines[i].Raw) {
		case branch:
			i = d.tree(lines, i)
		case row:
			i = d.grid(lines, i)
		case rule:
			if i+2 < len(lines) && shapeOf(lines[i+1].Raw) == row && shapeOf(lines[i+2].Raw) == rule {
				i = d.grid(lines, i+1)
				continue
			}
			i++
		default:
			i++
		}
	}
}

// grid reads header, separator and rows from lines[i]; without a separator
// below the first row there is no table.
func (d *Document) grid(lines []Line, i int) int {
	if i+1 >= len(lines) || shapeOf(lines[i+1].Raw) != rule {
		return i + 1
	}
	t := &Table{Line: lines[i].No, Section: lines[i].Section, Fenced: lines[i].Kind == Code, Title: titleAbove(lines,
		i)}
	header := splitRow(lines[i].Raw)
	for _, c := range header {
		t.Header = append(t.Header, strings.ToLower(c.Text))
	}
	d.mark(lines[i].No, t, -1)
	j := i + 2
	for ; j < len(lines); j++ {
		s := shapeOf(lines[j].Raw)
		if s == rule {
			continue
		}
		if s != row {
			break
		}
		cells := splitRow(lines[j].Raw)
		d.mark(lines[j].No, t, len(t.Rows))
		t.Rows = append(t.Rows, Row{Line: lines[j].No, Cells: cells})
	}
	t.scores = t.readScores()
	d.Tables = append(d.Tables, t)
	return j
}

// tree reads "├── key: value" lines as a table of two columns.
func (d *Document) tree(lines []Line, i int) int {
	t := &Table{Line: lines[i].No, Section: lines[i].Section, Tree: true, Fenced: lines[i].Kind == Code,
		Title: titleAbove(lines, i)}
	for ; i < len(lines) && shapeOf(lines[i].Raw) == branch; i++ {
		text := strings.TrimLeft(strings.TrimSpace(lines[i].Raw), "├└┣┗─━ ")
		key, value := text, ""
		if k := strings.Index(text, ": "); k >= 0 {
			key, value = text[:k], text[k+2:]
		}
		d.mark(lines[i].No, t, len(t.Rows))
		t.Rows = append(t.Rows, Row{Line: lines[i].No, Cells: []Cell{newCell(key), newCell(value)}})
	}
	t.scores = t.readScores()
	d.Tables = append(d.Tables, t)
	return i
}

func titleAbove(lines []Line, i int) string {
	if i == 0 {
		return ""
	}
	if s := shapeOf(lines[i-1].Raw); s == rule && i > 1 {
		return strings.TrimRight(lines[i-2].Text, ": ")
	}
	return strings.TrimRight(lines[i-1].Text, ": ")
}
