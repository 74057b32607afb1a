package office

import (
	"strings"
)

// Cell is one cell of a table: its text, a bookmark, and whether a person is to
// fill it in.
type Cell struct {
	Text     []Run
	Bookmark string
	Fill     bool
}

// Table is a table with the widths of its columns, whose sum is that of the page.
type Table struct {
	Caption string
	Head    bool // the first row is a head
	Rows    [][]Cell
	Right   []bool
	Widths  []int // in twentieths of a point; nil for widths by what is in them
	Tall    bool  // rows have room to sign in
	Plain   bool  // without lines
}

// Table adds a table.
func (d *Document) Table(t Table) {
	if len(t.Rows) == 0 || len(t.Rows[0]) == 0 {
		return
	}
	if t.Caption != "" {
		d.Paragraph("Caption", "", []Run{{Text: t.Caption}})
	}
	if t.Widths == nil {
		t.Widths = spread(t.Rows, d.textWidth())
	}
	out := &d.body
	style := "Grid"
	if t.Plain {
		style = "Bare"
	}
	out.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="` + style + `"/><w:tblW w:w="` + number(sum(t.Widths)) + `" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1" w:lastRow="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`)
	if t.Caption != "" {
		out.WriteString(`<w:tblCaption w:val="` + escape(t.Caption) + `"/>`)
	}
	out.WriteString("</w:tblPr><w:tblGrid>")
	for _, w := range t.Widths {
		out.WriteString(`<w:gridCol w:w="` + number(w) + `"/>`)
	}
	out.WriteString("</w:tblGrid>")
	for i, row := range t.Rows {
		look := "<w:cantSplit/>"
		if t.Tall && i > 0 {
			look += `<w:trHeight w:val="794" w:hRule="atLeast"/>`
		}
		if t.Head && i == 0 {
			look += "<w:tblHeader/>"
		}
		out.WriteString("<w:tr><w:trPr>" + look + "</w:trPr>")
		for j := range t.Widths {
			var c Cell
			if j < len(row) {
				c = row[j]
			}
			d.cell(c, t.Widths[j], j < len(t.Right) && t.Right[j], t.Head && i == 0, i < len(t.Rows)-1 && (i == 0 || len(t.Rows) < 5))
		}
		out.WriteString("</w:tr>")
	}
	out.WriteString("</w:tbl>")
	d.Paragraph("After", "", nil)
}

func (d *Document) cell(c Cell, width int, right, head, keep bool) {
	style, look := "Cell", ""
	if keep {
		look = "<w:keepNext/>"
	}
	if right {
		look += `<w:jc w:val="right"/>`
	}
	text := c.Text
	if head {
		style = "Head"
	}
	d.body.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + number(width) + `" w:type="dxa"/></w:tcPr>`)
	if c.Fill {
		d.body.WriteString(`<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>` + d.paragraph(style, look, c.Bookmark, text) + "</w:sdtContent></w:sdt>")
	} else {
		d.body.WriteString(d.paragraph(style, look, c.Bookmark, text))
	}
	d.body.WriteString("</w:tc>")
}

func sum(widths []int) int {
	total := 0
	for _, w := range widths {
		total += w
	}
	return total
}

// letter is how wide a letter of a table is, and around what stands next to it.
const letter, around = 106, 130

// spread gives each column room for its longest word, as far as there is, and
// the rest by the longest text, so that their sum is the whole.
func spread(rows [][]Cell, whole int) []int {
	n := len(rows[0])
	least, wish := make([]int, n), make([]int, n)
	for i := range least {
		for row, r := range rows {
			if i >= len(r) {
				continue
			}
			bold := 0 // a head is wider
			if row == 0 {
				bold = 1
			}
			text := ""
			for _, run := range r[i].Text {
				text += run.Text
			}
			wish[i] = max(wish[i], min(len([]rune(text)), 60)*letter+around)
			for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '/' }) {
				least[i] = max(least[i], min(len([]rune(word))+bold, 18)*letter+around)
			}
		}
		least[i] = max(least[i], 4*letter+around)
		wish[i] = max(wish[i], least[i])
	}
	widths := make([]int, n)
	if total := sum(least); total >= whole {
		for i := range widths {
			widths[i] = whole * least[i] / total
		}
	} else {
		more := max(1, sum(wish)-total)
		for i := range widths {
			widths[i] = least[i] + (whole-total)*(wish[i]-least[i])/more
		}
	}
	widths[n-1] += whole - sum(widths)
	return widths
}
