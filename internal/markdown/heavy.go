package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// What a text may hold. The time that goldmark takes grows with the square of the
// marks in a paragraph, of the notes and of the depth, and a table has as many
// cells in each row as in its first, written or not.
const (
	longest   = 1 << 20
	mostMarks = 10_000 // in one paragraph, or as many squared in several
	mostCells = 100_000
	mostNotes = 2_000
	mostCalls = 5_000
)

// inlineMarks are the bytes at which markup within a line may begin or end.
const inlineMarks = "*_~[]!(<`{"

// structure reads blocks alone, whose cost is linear where nesting is bounded.
var structure = parser.NewParser(parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
	util.Prioritized(extension.NewFootnoteBlockParser(), first))...))

// heavy finds the line at which a text has more markup than is read, and says
// what; the error is nil where it has not. It looks at nothing but the text, so
// the answer is the same on every machine.
func heavy(src []byte) (line int, err error) {
	switch {
	case len(src) > longest:
		return 1, fmt.Errorf("expected a text of at most %d KiB, found %d", longest>>10, (len(src)+1023)>>10)
	case bytes.Count(src, []byte("[^")) > mostNotes:
		return 1, fmt.Errorf("expected at most %d footnotes and calls of them", mostNotes)
	}
	if at := nth(src, "{{", mostCalls+1); at >= 0 {
		return lineOf(src, at), fmt.Errorf("expected at most %d calls", mostCalls)
	}
	if flat := shallow(src); len(flat) != len(src) {
		at := 0
		for at < len(flat) && flat[at] == src[at] {
			at++
		}
		return lineOf(src, at), fmt.Errorf("expected nesting and indentation of at most %d characters", deepest)
	}
	squares, cells := 0, 0
	_ = ast.Walk(structure.Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock || n.IsRaw() || n.Lines().Len() == 0 {
			return ast.WalkContinue, nil
		}
		marks, wide := 0, 0
		for i := range n.Lines().Len() {
			at := n.Lines().At(i)
			s := at.Value(src)
			for _, c := range s {
				if bytes.IndexByte([]byte(inlineMarks), c) >= 0 {
					marks++
				}
			}
			wide = max(wide, bytes.Count(s, []byte("|")))
		}
		squares += marks * marks
		cells += wide * n.Lines().Len()
		switch {
		case squares > mostMarks*mostMarks:
			err = fmt.Errorf("expected at most %d marks such as * and [ in a paragraph, and fewer in several", mostMarks)
		case cells > mostCells:
			err = fmt.Errorf("expected tables of at most %d cells", mostCells)
		default:
			return ast.WalkContinue, nil
		}
		line = lineOf(src, n.Lines().At(0).Start)
		return ast.WalkStop, nil
	})
	return line, err
}

// nth is where a text stands for the nth time, -1 where it does not.
func nth(src []byte, mark string, n int) int {
	at := -len(mark)
	for range n {
		next := bytes.Index(src[at+len(mark):], []byte(mark))
		if next < 0 {
			return -1
		}
		at += len(mark) + next
	}
	return at
}

func lineOf(src []byte, at int) int { return 1 + bytes.Count(src[:at], []byte("\n")) }
