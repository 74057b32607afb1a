package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Call is a name with arguments in double braces: {{ name "argument" }}. Line
// and Col are its place in the text, from 1; Err says what is wrong with it,
// and then it has no name.
type Call struct {
	Name      string
	Args      []string
	Line, Col int
	Err       error
}

// Piece is the same thing in the two forms of a document.
type Piece struct {
	Markdown string
	HTML     template.HTML
}

// Empty says that there is nothing to show in either form.
func (p Piece) Empty() bool { return p.Markdown == "" && p.HTML == "" }

// callNode is a Call in the syntax tree, with what it was filled with.
type callNode struct {
	ast.BaseInline
	call        Call
	start, stop int
	filled      Piece
}

var kindCall = ast.NewNodeKind("Call")

// Kind is the node kind that the renderer goes by.
func (n *callNode) Kind() ast.NodeKind { return kindCall }

// Dump prints the node for debugging.
func (n *callNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Name": n.call.Name}, nil)
}

// callParser reads calls wherever inline text stands; in code, braces are
// just braces.
type callParser struct{}

// Trigger is the byte that may start a call.
func (callParser) Trigger() []byte { return []byte{'{'} }

// Parse reads one call, or what it has of one.
func (callParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("{{")) {
		return nil
	}
	call, length := parseCall(line)
	block.Advance(length)
	return &callNode{call: call, start: segment.Start, stop: segment.Start + length}
}

// parseCall reads the call that line starts with and returns its length. The rest
// of the line is not copied: it may be long, and hold as many braces.
func parseCall(line []byte) (Call, int) {
	end := bytes.Index(line, []byte("}}"))
	if end < 0 {
		return Call{Err: errors.New(`expected "}}" on the line of its "{{"`)}, len("{{")
	}
	length := end + len("}}")
	words, err := callWords(string(line[len("{{"):end]))
	if err != nil {
		return Call{Err: err}, length
	}
	return Call{Name: words[0], Args: words[1:]}, length
}

// callWords splits the inside of a call: a bare name, then quoted arguments.
func callWords(inside string) ([]string, error) {
	rest := strings.TrimSpace(inside)
	name := rest
	if i := strings.IndexAny(rest, " \t\""); i >= 0 {
		name = rest[:i]
	}
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_-") != "" {
		return nil, fmt.Errorf(`expected a name in lower case after "{{", found %q`, rest)
	}
	words := []string{name}
	for rest = strings.TrimSpace(rest[len(name):]); rest != ""; rest = strings.TrimSpace(rest) {
		if rest[0] != '"' {
			return nil, fmt.Errorf("expected arguments of %s in double quotes, found %q", name, rest)
		}
		end := strings.IndexByte(rest[1:], '"')
		if end < 0 {
			return nil, fmt.Errorf("expected a closing double quote, found %q", rest)
		}
		words = append(words, rest[1:1+end])
		rest = rest[end+2:]
	}
	return words, nil
}

// callRenderer writes what calls were filled with.
type callRenderer struct{}

// RegisterFuncs announces the renderer to goldmark.
func (callRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindCall, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, err := w.WriteString(string(n.(*callNode).filled.HTML))
			return ast.WalkContinue, err
		}
		return ast.WalkContinue, nil
	})
}
