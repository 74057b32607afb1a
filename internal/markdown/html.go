package markdown

import (
	"bytes"
	"html/template"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// before goldmark's own renderers and parsers, which have priority 1000.
const first = 100

// footnotePrefix is the key under which a document keeps the prefix of its
// footnote ids.
const footnotePrefix = "footnotes"

// engine is GitHub-flavoured Markdown with footnotes and calls. It is never
// given html.WithUnsafe: what people and tools write stays text.
var engine = goldmark.New(
	goldmark.WithExtensions(
		extension.Linkify, extension.Strikethrough,
		// Attributes, since the page's security policy forbids inline styles.
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
		extension.NewFootnote(extension.WithFootnoteIDPrefixFunction(func(n ast.Node) []byte {
			prefix, _ := n.OwnerDocument().Meta()[footnotePrefix].(string)
			return []byte(prefix)
		}))),
	goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(callParser{}, first))),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(
		util.Prioritized(callRenderer{}, first), util.Prioritized(textRenderer{}, first))),
)

// textRenderer shows raw HTML as the text it is and pictures as links.
type textRenderer struct{}

// RegisterFuncs announces the renderer to goldmark.
func (textRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindRawHTML, renderRawHTML)
	r.Register(ast.KindHTMLBlock, renderHTMLBlock)
	r.Register(ast.KindImage, renderImage)
}

func renderRawHTML(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		segments := n.(*ast.RawHTML).Segments
		for i := range segments.Len() {
			s := segments.At(i)
			template.HTMLEscape(w, s.Value(src))
		}
	}
	return ast.WalkSkipChildren, nil
}

func renderHTMLBlock(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.HTMLBlock)
	_, _ = w.WriteString("<pre>")
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		template.HTMLEscape(w, s.Value(src))
	}
	if block.HasClosure() {
		template.HTMLEscape(w, block.ClosureLine.Value(src))
	}
	_, err := w.WriteString("</pre>\n")
	return ast.WalkContinue, err
}

func renderImage(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := w.WriteString("</a>")
		return ast.WalkContinue, err
	}
	_, _ = w.WriteString("<a href=\"")
	if to := n.(*ast.Image).Destination; !html.IsDangerousURL(to) {
		_, _ = w.Write(util.EscapeHTML(util.URLEscape(to, true)))
	}
	_, err := w.WriteString("\">")
	return ast.WalkContinue, err
}

// render writes nodes of one document as HTML.
func render(src []byte, nodes []ast.Node) template.HTML {
	var out bytes.Buffer
	for _, n := range nodes {
		// A bytes.Buffer takes everything, and no renderer here fails otherwise.
		_ = engine.Renderer().Render(&out, src, n)
	}
	return template.HTML(out.String())
}
