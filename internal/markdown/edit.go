package markdown

import (
	"bytes"
	"html/template"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// edit replaces a part of the text in its Markdown form.
type edit struct {
	start, stop int
	with        string
}

// edits are what turns the text as written into the text as published: calls
// are filled, raw HTML and dangerous links become text.
func (d *Doc) edits() []edit {
	var edits []edit
	disarm := func(at int, with string) {
		if at >= 0 && at < len(d.src) {
			edits = append(edits, edit{at, at + 1, with})
		}
	}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *callNode:
			edits = append(edits, edit{n.start, n.stop, n.filled.Markdown})
		case *ast.RawHTML:
			edits = append(edits, d.asText(n.Segments.Sliced(0, n.Segments.Len()))...)
		case *ast.HTMLBlock:
			lines := n.Lines().Sliced(0, n.Lines().Len())
			if n.HasClosure() {
				lines = append(lines, n.ClosureLine)
			}
			edits = append(edits, d.asText(lines)...)
		case *ast.AutoLink:
			if html.IsDangerousURL(n.URL(d.src)) {
				disarm(n.Pos(), "&lt;")
			}
		case *ast.Link:
			if html.IsDangerousURL(n.Destination) {
				disarm(n.Pos(), `\[`)
			}
		case *ast.Image:
			if html.IsDangerousURL(n.Destination) {
				disarm(n.Pos()+1, `\[`)
			}
		}
		return ast.WalkContinue, nil
	})
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].start < edits[j].start })
	return edits
}

// asText makes characters of what starts HTML, or would start a link once the
// HTML is gone.
func (d *Doc) asText(segments []text.Segment) []edit {
	var edits []edit
	for _, s := range segments {
		for i, b := range s.Value(d.src) {
			at := s.Start + i
			switch b {
			case '<':
				edits = append(edits, edit{at, at + 1, "&lt;"})
			case '[':
				edits = append(edits, edit{at, at + 1, `\[`})
			}
		}
	}
	return edits
}

// between applies the edits to a part of the text.
func (d *Doc) between(start, stop int) string {
	var out strings.Builder
	at := start
	for _, e := range d.edits() {
		if e.start < at || e.stop > stop {
			continue
		}
		out.Write(d.src[at:e.start])
		out.WriteString(e.with)
		at = e.stop
	}
	out.Write(d.src[at:max(at, stop)])
	return out.String()
}

// Markdown is the whole text with its calls filled.
func (d *Doc) Markdown() string { return d.between(0, len(d.src)) }

// Body gives a block of text in both forms, calls filled; the Markdown ends
// in a line feed.
func (b Block) Body() Piece {
	md := strings.Trim(b.doc.between(b.start, b.stop), "\n")
	return Piece{Markdown: md + "\n", HTML: render(b.doc.src, b.nodes)}
}

// Title gives the words of a heading in both forms, calls filled, on one line
// and without the marks that made it a heading.
func (b Block) Title() Piece {
	h := b.nodes[0]
	var words []string
	for i := range h.Lines().Len() {
		s := h.Lines().At(i)
		words = append(words, strings.TrimSpace(b.doc.between(s.Start, s.Stop)))
	}
	var children []ast.Node
	for n := h.FirstChild(); n != nil; n = n.NextSibling() {
		children = append(children, n)
	}
	title := render(b.doc.src, children)
	return Piece{Markdown: strings.Join(words, " "), HTML: template.HTML(bytes.TrimSpace([]byte(title)))}
}

// Words gives the words of a heading without any markup.
func (b Block) Words() string {
	var words strings.Builder
	_ = ast.Walk(b.nodes[0], func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			words.Write(n.Segment.Value(b.doc.src))
			if n.SoftLineBreak() {
				words.WriteByte(' ')
			}
		case *ast.String:
			words.Write(n.Value)
		case *callNode:
			words.WriteString(n.filled.Markdown)
		}
		return ast.WalkContinue, nil
	})
	return OneLine(words.String())
}
