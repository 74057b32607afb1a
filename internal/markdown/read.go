// Package markdown owns goldmark: it reads Markdown into lines and renders
// Markdown to HTML. It judges nothing and touches no files.
package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Kind says what part of a document a line belongs to.
type Kind uint8

// The kinds of lines. A table's lines are Prose: Cells reads them, so that a
// table inside a fence and one outside are read alike.
const (
	Prose Kind = iota
	Heading
	Item
	Code
	HTML
	FrontMatter
)

// Line is one line of a document that is not blank, without the markers that
// made it what it is; inline markup is kept. Number is the line in the file,
// from 1. Level is that of a heading (1 to 6), or the depth of the list that
// the line is in (0: none). Block is the same for lines of one paragraph, one
// item, or one block of code. Ordinal is the number of an ordered item, -1
// for a bullet. Info is the language of a fence.
type Line struct {
	Kind    Kind
	Number  int
	Level   int
	Block   int
	Ordinal int
	Quoted  bool
	Info    string
	Text    string
}

// deepest bounds how many bytes of markers and indentation count at the start
// of a line, since the cost of nesting grows with its square.
const deepest = 64

// Read gives the lines of a document in order. Only the block structure is
// parsed; inline markup, links and tables are read from the lines by those
// who need them. The cost is linear in the size of src.
func Read(src []byte) []Line {
	front, body := frontMatter(src)
	body = shallow(body)
	r := &reading{src: body, text: string(body), line: 1}
	r.lines = append(make([]Line, 0, len(front)+bytes.Count(body, []byte("\n"))+1), front...)
	blocks := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...))
	r.walk(blocks.Parse(text.NewReader(r.src)), place{})
	byNumber := func(a, b Line) int { return a.Number - b.Number }
	if !slices.IsSortedFunc(r.lines, byNumber) {
		slices.SortStableFunc(r.lines, byNumber)
	}
	return r.lines
}

// frontMatter takes the YAML header off a document, which would otherwise
// read as a heading, and leaves its lines blank.
func frontMatter(src []byte) (front []Line, body []byte) {
	const longest = 200
	lines := bytes.SplitN(src, []byte("\n"), longest)
	if string(bytes.TrimRight(lines[0], " \r")) != "---" {
		return nil, src
	}
	offset := len(lines[0]) + 1
	for i, line := range lines[1:] {
		offset += len(line) + 1
		switch trimmed := string(bytes.TrimRight(line, " \r")); trimmed {
		case "---", "...":
			blank := bytes.Repeat([]byte("\n"), i+2)
			return front, append(blank, src[min(offset, len(src)):]...)
		case "":
		default:
			front = append(front, Line{Kind: FrontMatter, Number: i + 2, Ordinal: -1, Text: trimmed})
		}
	}
	return nil, src
}

// shallow cuts what is too deep out of the beginning of lines; the number of
// lines stays.
func shallow(src []byte) []byte {
	var out []byte
	rest := src
	for len(rest) > 0 {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line = rest[:end+1]
		}
		if depth := markers(line); depth > deepest {
			if out == nil {
				out = append(make([]byte, 0, len(src)), src[:len(src)-len(rest)]...)
			}
			out = append(append(out, line[:deepest]...), line[depth:]...)
		} else if out != nil {
			out = append(out, line...)
		}
		rest = rest[len(line):]
	}
	if out == nil {
		return src
	}
	return out
}

// markers is the length of the indentation, quotation marks, bullets and item
// numbers that a line starts with.
func markers(line []byte) int {
	i := 0
	for i < len(line) {
		switch c := line[i]; {
		case c == ' ' || c == '\t' || c == '>':
			i++
		case (c == '-' || c == '*' || c == '+') && i+1 < len(line) && line[i+1] == ' ':
			i += 2
		case c >= '0' && c <= '9':
			j := i
			for j < len(line) && line[j] >= '0' && line[j] <= '9' {
				j++
			}
			if j+1 >= len(line) || line[j] != '.' && line[j] != ')' || line[j+1] != ' ' {
				return i
			}
			i = j + 2
		default:
			return i
		}
	}
	return i
}

// reading walks a parsed document. Offset is the last
// byte that was looked up, and line the line that it is in.
type reading struct {
	src    []byte
	text   string
	offset int
	line   int
	lines  []Line
	blocks int
}

// number gives the line that the byte at start is in, counted from the byte
// before it that was looked up: blocks come in order.
func (r *reading) number(start int) int {
	if start < r.offset {
		r.line -= strings.Count(r.text[start:r.offset], "\n")
	} else {
		r.line += strings.Count(r.text[r.offset:start], "\n")
	}
	r.offset = start
	return r.line
}

// place is where in the tree a node stands: the list depth, the number
// of the item it is in, and whether that is quoted.
type place struct {
	depth   int
	ordinal int
	quoted  bool
}

func (r *reading) walk(n ast.Node, at place) {
	ordinal := -1
	if list, ok := n.(*ast.List); ok {
		at.depth++
		if list.IsOrdered() {
			ordinal = list.Start
		}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		inside := at
		switch c := child.(type) {
		case *ast.ListItem:
			inside.ordinal = ordinal
			if ordinal >= 0 {
				ordinal++
			}
		case *ast.Blockquote:
			inside.quoted = true
		case *ast.Heading:
			r.add(c, Line{Kind: Heading, Level: c.Level, Ordinal: -1, Quoted: at.quoted})
			continue
		case *ast.FencedCodeBlock:
			info := ""
			if c.Info != nil {
				info = strings.TrimSpace(string(c.Info.Segment.Value(r.src)))
			}
			r.add(c, Line{Kind: Code, Level: at.depth, Ordinal: -1, Info: info, Quoted: at.quoted})
			continue
		case *ast.CodeBlock:
			r.add(c, Line{Kind: Code, Level: at.depth, Ordinal: -1, Info: "indented", Quoted: at.quoted})
			continue
		case *ast.HTMLBlock:
			r.add(c, Line{Kind: HTML, Level: at.depth, Ordinal: -1, Quoted: at.quoted})
			if c.HasClosure() {
				r.segment(c.ClosureLine, Line{Kind: HTML, Level: at.depth, Block: r.blocks, Ordinal: -1, Quoted: at.quoted})
			}
			continue
		case *ast.Paragraph, *ast.TextBlock:
			line := Line{Kind: Prose, Level: at.depth, Ordinal: -1, Quoted: at.quoted}
			if _, item := n.(*ast.ListItem); item && child == n.FirstChild() {
				line.Kind, line.Ordinal = Item, at.ordinal
			}
			r.add(child, line)
			continue
		}
		r.walk(child, inside)
	}
}

// add appends the lines of one block. Only the first line of an item is an
// Item; those that it goes on with are Prose of the same block.
func (r *reading) add(n ast.Node, line Line) {
	r.blocks++
	line.Block = r.blocks
	segments := n.Lines()
	for i := 0; i < segments.Len(); i++ {
		r.segment(segments.At(i), line)
		if line.Kind == Item {
			line.Kind, line.Ordinal = Prose, -1
		}
	}
}

func (r *reading) segment(s text.Segment, line Line) {
	body := r.text[s.Start:s.Stop]
	if s.Padding > 0 {
		body = strings.Repeat(" ", s.Padding) + body
	}
	if body = strings.TrimRight(body, " \t\r\n"); body == "" {
		return
	}
	line.Number = r.number(s.Start)
	line.Text = body
	r.lines = append(r.lines, line)
}
