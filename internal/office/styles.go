package office

import (
	"strings"
)

// spaces are the namespaces of the parts of a document.
const spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// A4 in twentieths of a point, with margins of 20 mm, 18 at the foot.
const (
	pageWidth, pageHeight = 11906, 16838
	side, foot            = 1134, 1021
)

// textWidth is the width between the margins.
func (d *Document) textWidth() int {
	if d.reference != nil && d.reference.width > 0 {
		return d.reference.width
	}
	return pageWidth - 2*side
}

// page is the size and the margins of a page.
func (d *Document) page() (size, margin string) {
	if d.reference != nil && d.reference.width > 0 {
		return d.reference.size, d.reference.margin
	}
	return `<w:pgSz w:w="` + number(pageWidth) + `" w:h="` + number(pageHeight) + `"/>`,
		`<w:pgMar w:top="` + number(side) + `" w:right="` + number(side) + `" w:bottom="` + number(foot) + `" w:left="` + number(side) + `" w:header="567" w:footer="454" w:gutter="0"/>`
}

// style is a style of ours; a reference that has one of that id keeps its own.
type style struct{ id, kind, name, look string }

// para is a style of paragraphs: what it looks like, and its text.
func para(id, name, based, look, text string) style {
	return style{id, "paragraph", name, `<w:basedOn w:val="` + based + `"/><w:pPr>` + look + "</w:pPr><w:rPr>" + text + "</w:rPr>"}
}

func ownStyles() []style {
	size := func(halfPoints string) string {
		return `<w:sz w:val="` + halfPoints + `"/><w:szCs w:val="` + halfPoints + `"/>`
	}
	grey := `<w:color w:val="46505A"/>`
	space := func(before, after string) string {
		return `<w:spacing w:before="` + before + `" w:after="` + after + `"/>`
	}
	number := `<w:numPr><w:numId w:val="1"/></w:numPr>`
	line := func(name, color, width string) string {
		return "<w:" + name + ` w:val="single" w:sz="` + width + `" w:space="0" w:color="` + color + `"/>`
	}
	return []style{
		{"Normal", "paragraph", "Normal", `<w:pPr><w:spacing w:after="80" w:line="288" w:lineRule="auto"/></w:pPr><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>` + size("20") + "</w:rPr>"},
		para("Title", "Title", "Normal", space("0", "40"), "<w:b/>"+size("44")),
		para("Subtitle", "Subtitle", "Normal", space("0", "160"), grey+size("22")),
		para("Verdict", "Verdict", "Normal", "<w:keepNext/>"+space("200", "60"), "<w:b/>"+size("40")),
		para("Heading1", "heading 1", "Normal", "<w:keepNext/>"+number+space("260", "80")+`<w:outlineLvl w:val="0"/>`, "<w:b/>"+size("28")),
		para("Heading2", "heading 2", "Normal", "<w:keepNext/>"+space("220", "80")+`<w:outlineLvl w:val="1"/>`, "<w:b/>"+size("23")),
		para("TOC1", "toc 1", "Normal", space("60", "0"), ""),
		para("TOC2", "toc 2", "Normal", space("0", "0")+`<w:ind w:left="454"/>`, ""),
		para("Heading3", "heading 3", "Normal", "<w:keepNext/>"+space("140", "40")+`<w:outlineLvl w:val="2"/>`, "<w:b/>"+size("20")),
		para("Caption", "caption", "Normal", "<w:keepNext/>"+space("60", "60"), grey+size("18")),
		para("Cell", "Cell", "Normal", `<w:spacing w:before="10" w:after="10" w:line="235" w:lineRule="auto"/>`, size("18")),
		para("Head", "Cell head", "Cell", "<w:keepNext/>", "<w:b/>"),
		para("After", "After a table", "Normal", `<w:spacing w:before="0" w:after="40" w:line="80" w:lineRule="exact"/>`, size("8")),
		para("Quote", "Quote", "Normal", `<w:ind w:left="340"/>`, grey),
		para("CodeBlock", "Code block", "Normal", `<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="340"/>`, `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>`+size("17")),
		para("ListParagraph", "List Paragraph", "Normal", `<w:ind w:left="397" w:hanging="397"/><w:contextualSpacing/>`, ""),
		para("Header", "header", "Normal", space("0", "0"), grey+size("16")),
		para("Footer", "footer", "Normal", space("0", "0"), grey+size("16")),
		{"Code", "character", "Code", `<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>` + size("18") + "</w:rPr>"},
		{"Bare", "table", "Bare", `<w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr>`},
		{"Grid", "table", "Grid", `<w:tblPr><w:tblBorders>` + line("top", "808890", "6") + line("bottom", "D0D5D9", "4") + line("insideH", "D0D5D9", "4") + `</w:tblBorders><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
			`<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>` + line("bottom", "808890", "6") + `</w:tcBorders></w:tcPr></w:tblStylePr>`},
	}
}

// styles are those of the reference, and of ours what it lacks.
func (d *Document) styles() string {
	given := ""
	if d.reference != nil {
		given = d.reference.styles
	}
	var out strings.Builder
	for _, s := range ownStyles() {
		if strings.Contains(given, `w:styleId="`+s.id+`"`) {
			continue
		}
		usual := ""
		if s.id == "Normal" && given == "" {
			usual = ` w:default="1"`
		}
		out.WriteString(`<w:style w:type="` + s.kind + `"` + usual + ` w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/>` + s.look + "</w:style>")
	}
	if given != "" {
		return strings.Replace(given, "</w:styles>", out.String()+"</w:styles>", 1)
	}
	return xmlHead + `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="` + escape(d.about.Language) + `"/></w:rPr></w:rPrDefault></w:docDefaults>` + out.String() + "</w:styles>"
}

// numbering numbers the headings, and so many lists.
func numbering(lists int) string {
	level := func(kind, text, look string) string {
		return `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="` + kind + `"/><w:lvlText w:val="` + text + `"/><w:lvlJc w:val="left"/><w:pPr>` + look + "</w:pPr></w:lvl>"
	}
	indent := `<w:ind w:left="397" w:hanging="397"/>`
	out := xmlHead + `<w:numbering ` + spaces + `>` +
		`<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>` + strings.Replace(level("decimal", "%1", `<w:ind w:left="454" w:hanging="454"/>`), `<w:lvlText`, `<w:pStyle w:val="Heading1"/><w:lvlText`, 1) + "</w:abstractNum>" +
		`<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>` + level("bullet", "–", indent) + "</w:abstractNum>" +
		`<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>` + level("decimal", "%1.", indent) + "</w:abstractNum>" +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`
	for i := range lists {
		out += `<w:num w:numId="` + number(3+i) + `"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`
	}
	return out + "</w:numbering>"
}
