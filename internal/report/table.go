package report

import (
	"html/template"
	"strings"

	"signoff/internal/markdown"
)

// column is one column of a table; right is for figures, plain for what needs
// no name where a row becomes a block, short for what stands in a line there.
type column struct {
	head                string
	right, plain, short bool
}

// row is one line of a table; id, when set, is what links lead to.
type row struct {
	id    string
	cells []piece
}

// table is a table for both forms. On the page its class says how it behaves
// where it is narrow: "stack" makes a block of each row.
type table struct {
	class   string
	caption piece
	columns []column
	rows    []row
	foot    *row
}

func (t table) piece() piece {
	if len(t.rows) == 0 {
		return piece{}
	}
	return piece{Markdown: t.markdown(), HTML: t.html()}
}

func (t table) markdown() string {
	heads, right := make([]string, len(t.columns)), make([]bool, len(t.columns))
	for i, c := range t.columns {
		heads[i], right[i] = c.head, c.right
	}
	rows := t.rows
	if t.foot != nil {
		rows = append(rows[:len(rows):len(rows)], *t.foot)
	}
	cells := make([][]string, len(rows))
	for i, r := range rows {
		for _, c := range r.cells {
			cells[i] = append(cells[i], strings.TrimPrefix(c.Markdown, "; "))
		}
	}
	out := markdown.Table(heads, right, cells)
	if t.caption.Markdown != "" {
		out = t.caption.Markdown + "\n\n" + out
	}
	return out
}

func (t table) html() template.HTML {
	var out strings.Builder
	out.WriteString(`<table class="` + strings.TrimSpace("t "+t.class) + "\">\n" + t.named() + "<thead><tr>")
	for _, c := range t.columns {
		out.WriteString(`<th scope="col"` + c.classes() + ">" + c.head + "</th>")
	}
	out.WriteString("</tr></thead>\n<tbody>\n")
	for _, r := range t.rows {
		t.htmlRow(&out, r)
	}
	out.WriteString("</tbody>\n")
	if t.foot != nil {
		out.WriteString("<tfoot>")
		t.htmlRow(&out, *t.foot)
		out.WriteString("</tfoot>")
	}
	out.WriteString("</table>\n")
	return template.HTML(out.String())
}

// named is the caption: what the table says of itself, or else, for those who
// cannot see it, what its columns are.
func (t table) named() string {
	if !t.caption.Empty() {
		return "<caption>" + string(t.caption.HTML) + "</caption>"
	}
	heads := make([]string, 0, len(t.columns))
	for _, c := range t.columns {
		if c.head != "" {
			heads = append(heads, c.head)
		}
	}
	return `<caption class="vh">` + strings.Join(heads, ", ") + "</caption>"
}

func (t table) htmlRow(out *strings.Builder, r row) {
	out.WriteString("<tr")
	if r.id != "" {
		out.WriteString(` id="` + string(anchor(r.id)) + `"`)
	}
	out.WriteString(">")
	for i, cell := range r.cells {
		if i == 0 {
			out.WriteString(`<th scope="row">` + string(cell.HTML) + "</th>")
			continue
		}
		out.WriteString("<td" + t.columns[i].classes() + t.label(i) + ">" + string(cell.HTML) + "</td>")
	}
	out.WriteString("</tr>\n")
}

// label says what a cell is where its row becomes a block.
func (t table) label(i int) string {
	if !strings.HasPrefix(t.class, "stack") || t.columns[i].plain {
		return ""
	}
	return ` data-l="` + t.columns[i].head + `"`
}

func (c column) classes() string {
	switch {
	case c.right:
		return ` class="r"`
	case c.short:
		return ` class="sm"`
	}
	return ""
}
