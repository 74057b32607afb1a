// Package tree reads YAML with positions. A file becomes nodes that know their
// place and are walked with typed code; every fault, of syntax or of shape, is
// added to one list with the offending line, so that one run shows them all.
//
// It refuses what makes YAML surprising: anchors and aliases, merge keys, tags,
// keys that are not plain words, duplicate keys and several documents in one
// file. Nothing is ever decoded into a struct, and no text is guessed to be a
// number or a date: a scalar is the text that stands in the file.
package tree

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"signoff/internal/source"
)

// MaxSize is the longest file that is parsed, in bytes.
const MaxSize = 64 << 20

// Limits of a file that is walked.
const (
	maxDepth = 64
	// maxMarks bounds the values of a file before it is parsed: each takes one of the
	// signs that part them, and some 200 bytes of memory.
	maxMarks = 10_000_000
	// maxFaults are the different ones of a file, after which nobody reads on, and
	// maxPlaces where they are.
	maxFaults = 1000
	maxPlaces = 100_000
)

// Node is a value of a file and its place. The zero Node is not a value.
type Node struct {
	yaml *yaml.Node
	file *file
}

// file is what the nodes of one file share.
type file struct {
	name   string
	lines  []string
	faults *source.List
	// refused are nodes that have a fault already: walking them adds no other.
	refused map[*yaml.Node]bool
	failed  int
	said    map[string]bool // what a fault says already
}

// Parse reads one YAML document. The name stands in positions. Faults are added
// to the list; the second result is false when there is nothing to walk.
func Parse(name string, text []byte, faults *source.List) (Node, bool) {
	f := &file{name: name, faults: faults, refused: map[*yaml.Node]bool{}, said: map[string]bool{}}
	if len(text) > MaxSize {
		faults.Add(source.Pos{File: name}, "expected a file of at most %d MiB, found %d bytes", MaxSize>>20, len(text))
		return Node{}, false
	}
	if marks := marks(text); marks > maxMarks {
		faults.Add(source.Pos{File: name}, "expected at most %d values, found up to %d", maxMarks, marks)
		return Node{}, false
	}
	plain := strings.TrimPrefix(string(text), "\ufeff")
	f.lines = strings.Split(strings.ReplaceAll(plain, "\r\n", "\n"), "\n")
	if !f.readable(plain) {
		return Node{}, false
	}
	root, more, err := decode(plain)
	switch {
	case err != nil:
		f.syntax(err)
		return Node{}, false
	case root == nil:
		faults.Add(source.Pos{File: name}, "expected a mapping of keys to values, found an empty file")
		return Node{}, false
	case more != nil:
		Node{more, f}.Fail("expected one document, found a second")
	}
	f.check(root)
	return Node{root, f}, true
}

// marks counts the signs that can begin or end a value.
func marks(text []byte) (n int) {
	for _, sign := range []string{"\n", ",", ":", "[", "{", "-", "?"} {
		n += bytes.Count(text, []byte(sign))
	}
	return n
}

// readable refuses bytes that no editor would show.
func (f *file) readable(text string) bool {
	if utf8.ValidString(text) {
		return true
	}
	for i, line := range f.lines {
		for col, r := range line {
			if r == utf8.RuneError && !strings.HasPrefix(line[col:], "\ufffd") {
				e := f.faults.Add(source.Pos{File: f.name, Line: i + 1, Col: col + 1}, "expected text in UTF-8, found the byte 0x%02x", line[col])
				e.Hint = "save the file as UTF-8"
				return false
			}
		}
	}
	return true
}

// Pos is the place of the node.
func (n Node) Pos() source.Pos {
	if n.yaml == nil {
		return source.Pos{}
	}
	return source.Pos{File: n.file.name, Line: n.yaml.Line, Col: n.file.column(n.yaml.Line, n.yaml.Column)}
}

// line is the text of a line, "" when there is no such line.
func (f *file) line(number int) string {
	if number < 1 || number > len(f.lines) {
		return ""
	}
	return f.lines[number-1]
}

// column turns a column in characters, as the parser counts, into one in bytes.
func (f *file) column(line, characters int) int {
	text := f.line(line)
	for i := range text {
		if characters <= 1 {
			return i + 1
		}
		characters--
	}
	return len(text) + 1
}

// Fail adds a fault at the node and returns it, so that a hint can be added. The
// zero Node has no place and no list: that it is missing is a fault of its own.
func (n Node) Fail(format string, args ...any) *source.Error {
	if n.yaml == nil || n.file.failed == maxPlaces {
		return &source.Error{}
	}
	msg := fmt.Sprintf(format, args...)
	if !n.file.said[msg] && len(n.file.said) == maxFaults {
		return &source.Error{}
	}
	n.file.said[msg] = true
	n.file.failed++
	return n.place(n.file.faults.Add(n.Pos(), "%s", msg))
}

// Warn adds a warning at the node and returns it.
func (n Node) Warn(format string, args ...any) *source.Error {
	if n.yaml == nil {
		return &source.Error{}
	}
	return n.place(n.file.faults.Warn(n.Pos(), format, args...))
}

func (n Node) place(e *source.Error) *source.Error {
	e.Text, e.Width = n.file.line(e.Pos.Line), max(1, n.width())
	return e
}

// FailAt adds a fault about some bytes of a text node's text. Where the file
// writes the text in another way, in a block or with escapes, the whole node is
// pointed out.
func (n Node) FailAt(offset, width int, format string, args ...any) *source.Error {
	e := n.Fail(format, args...)
	if n.yaml == nil {
		return e
	}
	if start, ok := n.start(); ok && e.Pos.Line > 0 && offset <= len(n.yaml.Value) {
		e.Pos.Col, e.Width = start+offset, max(1, width)
	}
	return e
}

// start is the column in bytes where the text of a scalar begins, if it stands
// in the file as it is.
func (n Node) start() (int, bool) {
	pos := n.Pos()
	text := n.file.line(pos.Line)
	for _, quote := range []int{0, 1} {
		if from := pos.Col - 1 + quote; from <= len(text) && n.yaml.Value != "" && strings.HasPrefix(text[from:], n.yaml.Value) {
			return from + 1, true
		}
	}
	return 0, false
}

// width is how many bytes a scalar takes on its line, 0 for anything else.
func (n Node) width() int {
	if n.yaml.Kind != yaml.ScalarNode {
		return 0
	}
	start, ok := n.start()
	if !ok {
		return 0
	}
	return len(n.yaml.Value) + 2*(start-n.Pos().Col)
}
