package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// PartKind is what a Part is.
type PartKind int

// The kinds of parts.
const (
	ParagraphPart PartKind = iota
	HeadingPart
	ListPart
	QuotePart
	CodePart
	TablePart
	RulePart
)

// Part is a block of a text as a tree, for writers of forms other than HTML.
type Part struct {
	Kind    PartKind
	Level   int  // of a heading, 1 to 6
	Ordered bool // of a list
	// Spans are the words of a paragraph or heading; of code each is a line.
	Spans []Span
	// Parts are those of a quote, Items those of each item of a list.
	Parts []Part
	Items [][]Part
	// Rows are those of a table, the head first; Right says which columns hold
	// figures.
	Rows  [][][]Span
	Right []bool
}

// Span is a run of text that looks the same. A Break ends its line.
type Span struct {
	Text                              string
	Bold, Italic, Code, Strike, Break bool
	Link                              string // where it leads, "#ID" within the document
}

// Tree reads a text as parts. What it cannot show otherwise, such as HTML, is
// text.
func Tree(md string) []Part {
	src := []byte(lines(md))
	root := engine.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext()))
	return (&pruner{src}).parts(root)
}

// Plain is a text in words alone, in one line.
func Plain(md string) string {
	var words []string
	gather(Tree(md), &words)
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

func gather(parts []Part, words *[]string) {
	for _, p := range parts {
		*words = append(*words, Words(p.Spans))
		gather(p.Parts, words)
		for _, item := range p.Items {
			gather(item, words)
		}
		for _, row := range p.Rows {
			for _, cell := range row {
				*words = append(*words, Words(cell))
			}
		}
	}
}

// Words are spans without what they look like.
func Words(spans []Span) string {
	var out strings.Builder
	for _, s := range spans {
		out.WriteString(s.Text)
		if s.Break {
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// pruner makes parts of the nodes of goldmark.
type pruner struct{ src []byte }

func (p *pruner) parts(n ast.Node) []Part {
	var list []Part
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			list = append(list, Part{Kind: HeadingPart, Level: c.Level, Spans: p.spans(c, Span{})})
		case *ast.Paragraph, *ast.TextBlock:
			list = append(list, Part{Kind: ParagraphPart, Spans: p.spans(c, Span{})})
		case *ast.List:
			l := Part{Kind: ListPart, Ordered: c.IsOrdered()}
			for item := c.FirstChild(); item != nil; item = item.NextSibling() {
				l.Items = append(l.Items, p.parts(item))
			}
			list = append(list, l)
		case *ast.Blockquote:
			list = append(list, Part{Kind: QuotePart, Parts: p.parts(c)})
		case *ast.ThematicBreak:
			list = append(list, Part{Kind: RulePart})
		case *extension.Table:
			list = append(list, p.table(c))
		default:
			if spans := p.raw(c); len(spans) > 0 {
				list = append(list, Part{Kind: CodePart, Spans: spans})
			} else {
				list = append(list, p.parts(c)...)
			}
		}
	}
	return list
}

// raw are the lines of code and of HTML, which is shown as what it is.
func (p *pruner) raw(n ast.Node) []Span {
	var spans []Span
	if n.Type() != ast.TypeBlock || n.Lines() == nil {
		return nil
	}
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		spans = append(spans, Span{Text: strings.TrimRight(string(at.Value(p.src)), "\n"), Code: true, Break: true})
	}
	return spans
}

func (p *pruner) table(t *extension.Table) Part {
	part := Part{Kind: TablePart}
	for _, a := range t.Alignments {
		part.Right = append(part.Right, a == extension.AlignRight)
	}
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		var cells [][]Span
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, p.spans(c, Span{}))
		}
		part.Rows = append(part.Rows, cells)
	}
	return part
}

// spans gives the words under a node; as is what those around them look like.
func (p *pruner) spans(n ast.Node, as Span) []Span {
	var list []Span
	say := func(text string) {
		s := as
		if last := len(list) - 1; last >= 0 {
			s.Text = list[last].Text
			if list[last] == s { // looks the same, and ends no line
				list[last].Text += text
				return
			}
		}
		if s.Text = text; text != "" {
			list = append(list, s)
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		inner := as
		switch c := c.(type) {
		case *ast.Text:
			say(unescaped(c.Segment.Value(p.src), c.IsRaw()))
			switch {
			case c.HardLineBreak() && len(list) > 0:
				list[len(list)-1].Break = true
			case c.SoftLineBreak():
				say(" ")
			}
			continue
		case *ast.String:
			say(unescaped(c.Value, c.IsRaw() || c.IsCode()))
			continue
		case *ast.AutoLink:
			say(string(c.Label(p.src)))
			continue
		case *ast.RawHTML:
			for i := range c.Segments.Len() {
				at := c.Segments.At(i)
				say(string(at.Value(p.src)))
			}
			continue
		case *ast.Emphasis:
			inner.Bold, inner.Italic = as.Bold || c.Level == 2, as.Italic || c.Level == 1
		case *ast.CodeSpan:
			inner.Code = true
		case *extension.Strikethrough:
			inner.Strike = true
		case *ast.Link:
			inner.Link = string(c.Destination)
		case *callNode:
			say(string(p.src[c.start:c.stop]))
			continue
		}
		list = append(list, p.spans(c, inner)...)
	}
	return list
}

// longestEntity is how long the name of a character is at most.
const longestEntity = 40

// unescaped is text as its writer meant it; that of code is as it stands.
func unescaped(value []byte, raw bool) string {
	if raw {
		return string(value)
	}
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c == '\\' && i+1 < len(value) && util.IsPunct(value[i+1]):
			i++
			out.WriteByte(value[i])
		case c == '&':
			end := i + 1 // of the name: another & or a backslash begins anew
			for end < min(len(value), i+longestEntity) && (value[end] == '#' || util.IsAlphaNumeric(value[end])) {
				end++
			}
			if end >= len(value) || value[end] != ';' {
				out.WriteByte(c)
				continue
			}
			out.WriteString(html.UnescapeString(string(value[i : end+1])))
			i = end
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
