package markdown

import (
	"bytes"
	"html/template"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Doc is a text that people wrote, with calls, on its way into a document of
// two forms.
type Doc struct {
	src   []byte
	root  ast.Node
	calls []*callNode
	found []edit // by edits, nil when not yet

	heavyLine int
	heavy     error
}

// Block is a part of a Doc: a heading, a call that stands alone in its
// paragraph, or a run of other text.
type Block struct {
	// Level is that of a heading (1 to 6), else 0.
	Level int
	// Call is set for a call that stands alone.
	Call        *Call
	doc         *Doc
	nodes       []ast.Node
	start, stop int
}

// Parse reads a text. Prefix makes the ids of its footnotes its own. It never
// fails: faults of calls are in Calls, and what has more markup than is read, as
// Heavy says, is shown as it was written, as code.
func Parse(prefix, md string) *Doc {
	src := []byte(lines(md))
	d := &Doc{}
	if d.heavyLine, d.heavy = heavy(src); d.heavy != nil {
		src = []byte(Fence("", string(src)))
	}
	d.src, d.root = src, engine.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext()))
	d.root.OwnerDocument().AddMeta(footnotePrefix, prefix)
	starts := lineStarts(src)
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if c, ok := n.(*callNode); ok && entering {
			after, _ := slices.BinarySearch(starts, c.start+1)
			c.call.Line, c.call.Col = after, c.start-starts[after-1]+1
			d.calls = append(d.calls, c)
		}
		return ast.WalkContinue, nil
	})
	return d
}

// lineStarts are the places at which lines begin.
func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// Heavy says at which line the text has more markup than is read; the error is nil
// where it has not.
func (d *Doc) Heavy() (line int, err error) { return d.heavyLine, d.heavy }

// Calls lists the calls of the text in order.
func (d *Doc) Calls() []Call {
	calls := make([]Call, len(d.calls))
	for i, c := range d.calls {
		calls[i] = c.call
	}
	return calls
}

// Fill gives every call what stands in its place; written is the call as it
// stands in the text.
func (d *Doc) Fill(f func(c Call, written string) Piece) {
	d.found = nil
	for _, c := range d.calls {
		c.filled = f(c.call, string(d.src[c.start:c.stop]))
	}
}

// HTML renders the whole text.
func (d *Doc) HTML() template.HTML { return render(d.src, []ast.Node{d.root}) }

// Blocks gives the parts of the text in order.
func (d *Doc) Blocks() []Block {
	var blocks []Block
	at := 0
	var between []ast.Node
	flush := func(stop int) {
		if len(between) > 0 {
			blocks = append(blocks, Block{doc: d, nodes: between, start: at, stop: stop})
		}
		between = nil
	}
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		b, ok := d.special(n)
		if !ok {
			between = append(between, n)
			continue
		}
		flush(b.start)
		blocks = append(blocks, b)
		at = b.stop
	}
	flush(len(d.src))
	return blocks
}

// special makes the block of a heading or of a call that stands alone.
func (d *Doc) special(n ast.Node) (Block, bool) {
	if n.Lines().Len() == 0 {
		return Block{}, false
	}
	b := Block{doc: d, nodes: []ast.Node{n}}
	b.start = d.lineStart(n.Lines().At(0).Start)
	b.stop = d.lineStop(n.Lines().At(n.Lines().Len() - 1).Stop)
	switch n := n.(type) {
	case *ast.Heading:
		b.Level = n.Level
		if !d.hashed(n) {
			b.stop = d.nextLine(b.stop) // the line under the words
		}
		return b, true
	case *ast.Paragraph:
		if c, ok := n.FirstChild().(*callNode); ok && n.ChildCount() == 1 {
			b.Call = &c.call
			return b, true
		}
	}
	return Block{}, false
}

// hashed tells a heading with number signs from an underlined one.
func (d *Doc) hashed(h *ast.Heading) bool {
	from := h.Lines().At(0).Start
	before := bytes.TrimSpace(d.src[d.lineStart(from):from])
	return len(before) == h.Level && bytes.Trim(before, "#") == nil
}

func (d *Doc) lineStart(at int) int { return bytes.LastIndexByte(d.src[:at], '\n') + 1 }

// lineStop is the end of the line that ends at, or goes on after, at.
func (d *Doc) lineStop(at int) int {
	if at > 0 && d.src[at-1] == '\n' {
		return at
	}
	return d.nextLine(at)
}

func (d *Doc) nextLine(at int) int {
	if i := bytes.IndexByte(d.src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(d.src)
}
