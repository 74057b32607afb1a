package report

import (
	"fmt"
	"html/template"
	"strings"

	"signoff/internal/markdown"
)

// entry is a heading in the table of contents.
type entry struct {
	ID, Number, Title, Note string
	Level                   int
}

// heading is one that waits for something to stand under it.
type heading struct {
	level int
	words piece
	plain string
	id    string
}

// outline collects the parts of a document in order and numbers its sections.
// A heading with nothing under it is left out.
type outline struct {
	numbered bool
	newPage  bool
	class    string // of the section that opens next
	pending  []heading
	parts    []piece
	entries  []entry
	top, sub int
	open     bool
	folding  int    // the part that opens the fold being written, -1 for none
	title    string // of that fold
	used     map[string]int
}

func newOutline(numbered bool) *outline {
	return &outline{numbered: numbered, folding: -1, used: map[string]int{}}
}

// expect remembers a heading until there is something to put under it.
func (o *outline) expect(h heading) {
	kept := o.pending[:0]
	for _, p := range o.pending {
		if p.level < h.level {
			kept = append(kept, p)
		}
	}
	o.pending = append(kept, h)
}

// add appends a part, after the headings that waited for it.
func (o *outline) add(p piece) {
	if p.Empty() {
		return
	}
	o.flush()
	o.parts = append(o.parts, p)
}

func (o *outline) flush() {
	pending := o.pending
	o.pending = nil
	for _, h := range pending {
		if h.level == foldLevel {
			o.title = h.plain
			o.parts = append(o.parts, o.fold(h))
			continue
		}
		o.parts = append(o.parts, o.place(h))
	}
}

// place numbers a heading and writes it.
func (o *outline) place(h heading) piece {
	e := entry{Level: h.level, Title: h.plain, ID: h.id}
	switch {
	case h.level == 2:
		o.top++
		o.sub = 0
		e.Number = fmt.Sprint(o.top)
	case h.level == 3 && o.top > 0:
		o.sub++
		e.Number = fmt.Sprintf("%d.%d", o.top, o.sub)
	}
	if !o.numbered {
		e.Number = ""
	}
	if e.ID == "" {
		e.ID = o.unique(h.plain)
	}
	o.entries = append(o.entries, e)
	p := headingPiece(e, h)
	if h.level == 2 {
		p.HTML = o.opening(e.ID) + p.HTML
	} else {
		p.HTML = template.HTML(strings.Replace(string(p.HTML), ">", ` id="`+string(anchor(e.ID))+`">`, 1))
	}
	return p
}

func headingPiece(e entry, h heading) piece {
	number := e.Number
	md := strings.Repeat("#", h.level) + " " + strings.TrimSpace(number+" "+h.words.Markdown) + "\n"
	html := h.words.HTML
	if number != "" {
		html = esc(number) + "</i>" + html
		html = "<i>" + html
	}
	return piece{Markdown: md, HTML: template.HTML(fmt.Sprintf("<h%d>%s</h%d>\n", h.level, html, h.level))}
}

// opening closes the section before and opens the next.
func (o *outline) opening(id string) template.HTML {
	class := strings.TrimSpace(o.class + " " + map[bool]string{true: "new"}[o.newPage])
	o.newPage, o.class = false, ""
	out := `<section id="` + string(anchor(id)) + `"`
	if class != "" {
		out += ` class="` + class + `"`
	}
	out = o.closing() + out + ">\n"
	o.open = true
	return template.HTML(out)
}

func (o *outline) closing() string {
	if o.open {
		return "</section>\n\n"
	}
	return ""
}

// unique makes an id of a title that no other part of the page has; the colon
// keeps it apart from the ids of criteria.
func (o *outline) unique(title string) string {
	slug := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, title), "-")
	o.used[slug]++
	if n := o.used[slug]; n > 1 {
		slug = fmt.Sprintf("%s-%d", slug, n)
	}
	return "s:" + slug
}

// under is the heading that the next part will stand under, -1 for none.
func (o *outline) under() int {
	under := len(o.entries) - 1
	for _, h := range o.pending {
		if h.level != foldLevel {
			under++
		}
	}
	return under
}

// note sets what the table of contents shows next to a heading.
func (o *outline) note(heading int, s string) {
	if heading >= 0 {
		o.entries[heading].Note = s
	}
}

// contents are the headings that the table of contents shows: the sections.
func (o *outline) contents() []entry {
	var shown []entry
	for _, e := range o.entries {
		if e.Level == 2 {
			shown = append(shown, e)
		}
	}
	return shown
}

// contentsMarkdown is the table of contents as a list.
func (o *outline) contentsMarkdown() string {
	var out strings.Builder
	for _, e := range o.entries {
		if e.Level > 2 {
			continue
		}
		out.WriteString("- " + strings.TrimSpace(e.Number+" "+markdown.Escape(e.Title)))
		if e.Note != "" {
			out.WriteString(" (" + markdown.Escape(e.Note) + ")")
		}
		out.WriteString("\n")
	}
	return out.String()
}
