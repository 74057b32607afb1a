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
