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

// plain, bold and fixed are how wide a letter of a table is by how it is set, and
// around what stands next to a text.
const plain, bold, fixed, around = 100, 122, 110, 130

// spread gives each column room for its longest word, as far as there is, and
// the rest by its usual text and its longest one, so that their sum is the whole.
func spread(rows [][]Cell, whole int) []int {
	n := len(rows[0])
	least, wish := make([]int, n), make([]int, n)
	for i := range least {
		all, longest := 0, 0
		for row, r := range rows {
			if i >= len(r) {
				continue
			}
			text, word := r[i].measured(row == 0)
			least[i] = max(least[i], word+around)
			if row > 0 {
				text = min(text, 60*plain)
				all, longest = all+text, max(longest, text)
			}
		}
		least[i] = max(least[i], 4*plain+around)
		wish[i] = max(least[i], (all/max(1, len(rows)-1)+longest)/2+around)
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

// most is how many letters of one word have room, and short how many of a text
// that stays on its line.
const most, short = 18, 10

// measured is how wide the text of a cell is, and its longest word.
func (c Cell) measured(head bool) (text, word int) {
	letters := 0
	for _, run := range c.Text {
		letter := plain
		switch {
		case run.Code:
			letter = fixed
		case run.Bold || head:
			letter = bold
		}
		n := len([]rune(run.Text))
		letters += n
		text += n * letter
		for _, w := range strings.FieldsFunc(run.Text, func(r rune) bool { return r == ' ' || r == '/' }) {
			word = max(word, min(len([]rune(w)), most)*letter)
		}
	}
	if letters <= short {
		word = text
	}
	return text, word
}
