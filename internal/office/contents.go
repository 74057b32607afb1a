package office

// Entry is a heading as the contents name it: its level from 1, its words, and the
// bookmark that it has.
type Entry struct {
	Level        int
	Text, Anchor string
}

// Contents adds a table of contents whose result is written in, so that nobody is
// asked to update it; it has links in place of page numbers, which only Word knows.
func (d *Document) Contents(entries []Entry) {
	const field = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o &quot;1-2&quot; \n \h \z </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	const end = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	for i, e := range entries {
		inside := runs([]Run{{Text: e.Text, Anchor: e.Anchor}})
		if i == 0 {
			inside = field + inside
		}
		if i == len(entries)-1 {
			inside += end
		}
		d.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="TOC` + number(e.Level) + `"/></w:pPr>` + inside + "</w:p>")
	}
}
