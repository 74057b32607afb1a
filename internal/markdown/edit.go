package markdown

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// edit replaces a part of the text in its Markdown form.
type edit struct {
	start, stop int
	with        string
}

// fills are the edits that put figures in the place of calls.
func (d *Doc) fills() []edit {
	var edits []edit
	for _, c := range d.calls {
		edits = append(edits, edit{c.start, c.stop, c.filled.Markdown})
	}
	return inOrder(edits) // footnotes come last in the tree
}

// edits are what turns the text as written into the text as published: calls
// are filled, raw HTML, headings and dangerous links become text, and nothing
// stays open. They are found once, since every block asks for them.
func (d *Doc) edits() []edit {
	if d.found == nil {
		d.found = d.findEdits()
	}
	return d.found
}

func (d *Doc) findEdits() []edit {
	edits := append(d.fills(), d.closing()...)
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
		case *ast.Heading:
			edits = append(edits, d.demoted(n))
		case *extension.FootnoteLink, *extension.Footnote:
			edits = append(edits, d.labelled(n))
		case *ast.LinkReferenceDefinition:
			disarm(n.Pos(), `\[`)
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
			} else if n.Reference != nil {
				edits = append(edits, d.direct(n.Pos(), n.Reference, n.Destination)...)
			}
		case *ast.Image:
			if html.IsDangerousURL(n.Destination) {
				disarm(n.Pos()+1, `\[`)
			} else if n.Reference != nil {
				edits = append(edits, d.direct(n.Pos()+1, n.Reference, n.Destination)...)
			}
		}
		return ast.WalkContinue, nil
	})
	return inOrder(edits)
}

func inOrder(edits []edit) []edit {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
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

// between applies edits, which are in order, to a part of the text.
func (d *Doc) between(start, stop int, edits []edit) string {
	var out strings.Builder
	at := start
	first, _ := slices.BinarySearchFunc(edits, start, func(e edit, at int) int { return cmp.Compare(e.start, at) })
	for _, e := range edits[first:] {
		if e.start > stop {
			break
		}
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

// published is a part of the text as it may stand among other parts of a
// document: what would still reach beyond itself is shown as written, as code.
func (d *Doc) published(start, stop int) string {
	md := strings.Trim(d.between(start, stop, d.edits()), "\n")
	if !contained(md) {
		md = strings.Trim(Fence("", d.between(start, stop, d.fills())), "\n")
	}
	return md
}

// Markdown is the whole text with its calls filled. It makes no heading,
// defines nothing and ends with everything closed.
func (d *Doc) Markdown() string { return d.published(0, len(d.src)) }

// Body gives a block of text in both forms, calls filled; the Markdown ends
// in a line feed.
func (b Block) Body() Piece {
	return Piece{Markdown: b.doc.published(b.start, b.stop) + "\n", HTML: render(b.doc.src, b.nodes)}
}

// Title gives the words of a heading in both forms, calls filled, on one line
// and without the marks that made it a heading.
func (b Block) Title() Piece {
	h := b.nodes[0]
	var words []string
	edits := b.doc.edits()
	for i := range h.Lines().Len() {
		s := h.Lines().At(i)
		words = append(words, strings.TrimSpace(b.doc.between(s.Start, s.Stop, edits)))
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
