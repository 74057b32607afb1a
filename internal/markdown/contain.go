package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// demoted makes a paragraph of a heading.
func (d *Doc) demoted(h *ast.Heading) edit {
	at := h.Pos()
	if n := h.Lines().Len(); n > 0 && h.Lines().At(0).Start == at { // underlined
		at = d.lineStop(h.Lines().At(n - 1).Stop)
		at += max(0, bytes.IndexAny(d.src[at:], "=-"))
	}
	return edit{at, at, `\`}
}

// labelled makes the label of a footnote the text's own: labels hold for a whole
// document, and its texts count from 1 each.
func (d *Doc) labelled(note ast.Node) edit {
	prefix, _ := d.root.OwnerDocument().Meta()[footnotePrefix].(string)
	own := strings.Map(func(r rune) rune {
		if wordy(r) {
			return r
		}
		return '-'
	}, prefix)
	at := note.Pos() + len("[^")
	return edit{at, at, own}
}

// closing ends a block of code that the text leaves open.
func (d *Doc) closing() []edit {
	code, ok := d.root.LastChild().(*ast.FencedCodeBlock)
	if !ok {
		return nil
	}
	end := d.nextLine(code.Pos())
	if n := code.Lines().Len(); n > 0 {
		end = d.lineStop(code.Lines().At(n - 1).Stop)
	}
	if len(bytes.TrimSpace(d.src[end:])) > 0 {
		return nil
	}
	opening := d.src[code.Pos():]
	mark := opening[:len(opening)-len(bytes.TrimLeft(opening, string(opening[:1])))]
	return []edit{{len(d.src), len(d.src), "\n" + string(mark)}}
}

// direct makes a link lead where its definition says: definitions hold for a
// whole document, so none may stay in a part of one.
func (d *Doc) direct(at int, r *ast.ReferenceLink, to []byte) []edit {
	label := string(r.Value)
	tail := "]"
	switch r.Type {
	case ast.ReferenceLinkFull:
		tail = "][" + label + "]"
	case ast.ReferenceLinkCollapsed:
		tail = label + "][]"
	case ast.ReferenceLinkShortcut:
		tail = label + "]"
	}
	i := bytes.Index(d.src[at:], []byte(tail))
	if i < 0 {
		return nil
	}
	stop := at + i + len(tail)
	start := stop - len(tail)
	if r.Type != ast.ReferenceLinkFull {
		start += len(label)
	}
	return []edit{{start, stop, "](<" + string(util.URLEscape(to, true)) + ">)"}}
}

// contained tells whether Markdown leaves what stands before and after it
// alone, has no heading and no HTML, and defines nothing.
func contained(md string) bool {
	const beside = "beside"
	src := []byte(beside + "\n\n" + md + "\n\n" + beside + "\n")
	root := engine.Parser().Parse(text.NewReader(src))
	before, after := root.FirstChild(), root.LastChild()
	if after.Kind() == extension.KindFootnoteList { // footnotes are moved to the end
		after = after.PreviousSibling()
	}
	if before == after {
		return false
	}
	for _, n := range []ast.Node{before, after} {
		if p, ok := n.(*ast.Paragraph); !ok || strings.TrimSpace(string(p.Lines().Value(src))) != beside {
			return false
		}
	}
	found := false
	_ = ast.Walk(root, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Heading, *ast.HTMLBlock, *ast.RawHTML, *ast.LinkReferenceDefinition:
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return !found
}
