package office

import (
	"io"
	"slices"
	"strconv"
	"strings"
)

// Run is a piece of text that looks the same. Color is RRGGBB, "" for that of the
// text; Anchor is the bookmark that it leads to.
type Run struct {
	Text                      string
	Bold, Italic, Code, Break bool
	RightToLeft               bool
	Color, Anchor             string
}

// Document is a document for Word, written paragraph by paragraph.
type Document struct {
	about          About
	header, footer [3]string // left, middle, right
	reference      *Reference
	body           strings.Builder
	bookmarks      map[string]int
	lists          int
}

// NewDocument begins a document. Header and Footer are what stands at the left,
// in the middle and at the right of each page; the right of the footer is the
// page's number. Styles come from reference, when it is not nil.
func NewDocument(about About, header, footer [3]string, reference *Reference) *Document {
	return &Document{about: about, header: header, footer: footer, reference: reference, bookmarks: map[string]int{}}
}

func number(n int) string { return strconv.Itoa(n) }

// runs writes text; breaks become lines.
func runs(list []Run) string {
	var out strings.Builder
	for _, r := range list {
		if r.Anchor != "" {
			out.WriteString(`<w:hyperlink w:anchor="` + escape(bookmarkName(r.Anchor)) + `" w:history="1">`)
		}
		out.WriteString("<w:r>")
		var look string
		if r.Code {
			look += `<w:rStyle w:val="Code"/>`
		}
		if r.Bold {
			look += "<w:b/>"
		}
		if r.Italic {
			look += "<w:i/>"
		}
		if r.Color != "" {
			look += `<w:color w:val="` + escape(r.Color) + `"/>`
		}
		if r.RightToLeft {
			look += "<w:rtl/>"
		}
		if look != "" {
			out.WriteString("<w:rPr>" + look + "</w:rPr>")
		}
		out.WriteString(`<w:t xml:space="preserve">` + escape(r.Text) + "</w:t>")
		if r.Break {
			out.WriteString("<w:br/>")
		}
		out.WriteString("</w:r>")
		if r.Anchor != "" {
			out.WriteString("</w:hyperlink>")
		}
	}
	return out.String()
}

// bookmarkName is a name as Word takes it: letters, digits and underscores, at
// most 40 of them, and its own for each text.
func bookmarkName(id string) string {
	var out strings.Builder
	hash := uint32(2166136261)
	for _, r := range id {
		hash = (hash ^ uint32(r)) * 16777619
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			out.WriteRune(r)
		} else {
			out.WriteByte('_')
		}
	}
	name := out.String()
	if len(name) > 24 {
		name = name[:24]
	}
	return "c_" + name + "_" + strconv.FormatUint(uint64(hash), 36)
}

// marked puts a bookmark around text; the first of a name alone counts.
func (d *Document) marked(bookmark, inside string) string {
	if bookmark == "" || d.bookmarks[bookmark] != 0 {
		return inside
	}
	n := len(d.bookmarks) + 1
	d.bookmarks[bookmark] = n
	return `<w:bookmarkStart w:id="` + number(n) + `" w:name="` + bookmarkName(bookmark) + `"/>` + inside + `<w:bookmarkEnd w:id="` + number(n) + `"/>`
}

// Widths parts the width of the page by shares.
func (d *Document) Widths(shares ...int) []int {
	widths, left, all := make([]int, len(shares)), d.textWidth(), sum(shares)
	for i, s := range shares {
		widths[i] = d.textWidth() * s / all
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

// Paragraph adds a paragraph in a style, with a bookmark if it is not "".
func (d *Document) Paragraph(style, bookmark string, text []Run) {
	d.body.WriteString(d.paragraph(style, "", bookmark, text))
}

func (d *Document) paragraph(style, more, bookmark string, text []Run) string {
	look := more
	if slices.ContainsFunc(text, func(r Run) bool { return r.RightToLeft }) {
		before, after, _ := strings.Cut(look, "<w:jc")
		if look = before + "<w:bidi/>"; after != "" {
			look += "<w:jc" + after
		}
	}
	if style != "" {
		look = `<w:pStyle w:val="` + style + `"/>` + look
	}
	if look != "" {
		look = "<w:pPr>" + look + "</w:pPr>"
	}
	return "<w:p>" + look + d.marked(bookmark, runs(text)) + "</w:p>"
}

// List adds the items of a list, each of one paragraph.
func (d *Document) List(ordered bool, items [][]Run) {
	id := 2 // bullets
	if ordered {
		d.lists++
		id = 2 + d.lists
	}
	for _, item := range items {
		d.body.WriteString(d.paragraph("ListParagraph", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="`+number(id)+`"/></w:numPr>`, "", item))
	}
}

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

// letter is how wide a letter of a table is, and around what stands beside it.
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

// Write puts the document into an archive.
func (d *Document) Write(w io.Writer) error {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const main = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	size, margin := d.page()
	body := xmlHead + `<w:document ` + spaces + `><w:body>` + d.body.String() +
		`<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:footerReference w:type="first" r:id="rId5"/>` + size + margin + `<w:titlePg/></w:sectPr></w:body></w:document>`
	parts := []part{
		types([][2]string{{"/word/document.xml", main + "document.main+xml"}, {"/word/styles.xml", main + "styles+xml"}, {"/word/numbering.xml", main + "numbering+xml"},
			{"/word/settings.xml", main + "settings+xml"}, {"/word/header1.xml", main + "header+xml"}, {"/word/footer1.xml", main + "footer+xml"}}),
		roots("word/document.xml"),
	}
	parts = append(parts, d.about.properties()...)
	parts = append(parts,
		part{"word/document.xml", body},
		part{"word/_rels/document.xml.rels", relations([]relation{{"rId1", kind + "styles", "styles.xml"}, {"rId2", kind + "numbering", "numbering.xml"},
			{"rId3", kind + "settings", "settings.xml"}, {"rId4", kind + "header", "header1.xml"}, {"rId5", kind + "footer", "footer1.xml"}})},
		part{"word/styles.xml", d.styles()},
		part{"word/numbering.xml", numbering(d.lists)},
		part{"word/settings.xml", xmlHead + `<w:settings ` + spaces + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`},
		part{"word/header1.xml", d.band("hdr", "Header", d.header, false)},
		part{"word/footer1.xml", d.band("ftr", "Footer", d.footer, true)},
	)
	return write(w, parts)
}

// band is the head or the foot of the pages.
func (d *Document) band(name, style string, at [3]string, numbered bool) string {
	tab := `<w:r><w:tab/></w:r>`
	text := func(s string) string { return runs([]Run{{Text: s}}) }
	field := func(name string) string {
		return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
	}
	right := text(at[2])
	if numbered {
		right = field("PAGE") + text(" of ") + field("NUMPAGES")
	}
	width := d.textWidth()
	return xmlHead + `<w:` + name + ` ` + spaces + `><w:p><w:pPr><w:pStyle w:val="` + style + `"/><w:tabs><w:tab w:val="center" w:pos="` + number(width/2) + `"/><w:tab w:val="right" w:pos="` + number(width) + `"/></w:tabs></w:pPr>` +
		text(at[0]) + tab + text(at[1]) + tab + right + `</w:p></w:` + name + `>`
}
