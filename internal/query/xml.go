package query

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/antchfx/xpath"
)

// maxSteps bounds how many times an XPath expression may move in a document.
const maxSteps = 50_000_000

// outOfSteps ends an evaluation from within: the library knows no deadline.
type outOfSteps struct{}

// element is a node of an XML document: the root, an element, a text or a
// comment.
type element struct {
	kind                               xpath.NodeType
	name                               xml.Name
	attrs                              []xml.Attr
	text                               string
	line                               int
	parent, first, last, before, after *element
}

func (e *element) add(child *element) *element {
	child.parent, child.before = e, e.last
	if e.last == nil {
		e.first = child
	} else {
		e.last.after = child
	}
	e.last = child
	return child
}

// parseXML builds the tree; entities other than the predefined ones, a second
// root and text next to the root are errors.
func parseXML(text []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = charset
	root := &element{kind: xpath.RootNode, line: 1}
	at, levels := root, 0
	for {
		line, _ := d.InputPos()
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if at == root && elements(root) > 0 {
				return nil, fmt.Errorf("line %d: expected one root element, found a second", line)
			}
			at = at.add(&element{kind: xpath.ElementNode, name: t.Name, attrs: t.Copy().Attr, line: line})
			if levels++; levels > maxDepth {
				return nil, errTooDeep
			}
		case xml.EndElement:
			if at == root || at.name != t.Name {
				return nil, fmt.Errorf("line %d: expected the end of %q, found </%s>", line, at.name.Local, t.Name.Local)
			}
			at = at.parent
			levels--
		case xml.CharData:
			if at != root {
				at.add(&element{kind: xpath.TextNode, text: string(t), line: line})
			} else if len(bytes.TrimSpace(t)) > 0 {
				return nil, fmt.Errorf("line %d: expected an element, found text", line)
			}
		case xml.Comment:
			at.add(&element{kind: xpath.CommentNode, text: string(t), line: line})
		}
	}
	if at != root || elements(root) == 0 {
		return nil, fmt.Errorf("expected a whole XML document, found the end of the file in %q", at.name.Local)
	}
	return root, nil
}

func elements(root *element) int {
	n := 0
	for child := root.first; child != nil; child = child.after {
		if child.kind == xpath.ElementNode {
			n++
		}
	}
	return n
}

// charset reads the encodings that are simple enough to read here.
func charset(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be": // UTF-16 has been turned into UTF-8
		return r, nil
	case "iso-8859-1", "latin1":
		text, err := io.ReadAll(r)
		runes := make([]rune, len(text))
		for i, b := range text {
			runes[i] = rune(b)
		}
		return strings.NewReader(string(runes)), err
	}
	return nil, fmt.Errorf("expected UTF-8, UTF-16 or ISO-8859-1, found the encoding %q", label)
}

// value is the text of the node and all below it, in order, and of how many
// nodes it was gathered.
func (e *element) value() (string, int) {
	if e.kind == xpath.TextNode || e.kind == xpath.CommentNode {
		return e.text, 1
	}
	var text strings.Builder
	nodes := e.write(&text)
	return text.String(), nodes
}

func (e *element) write(text *strings.Builder) int {
	nodes := 1
	for child := e.first; child != nil; child = child.after {
		switch child.kind {
		case xpath.TextNode:
			text.WriteString(child.text)
			nodes++
		case xpath.ElementNode:
			nodes += child.write(text)
		}
	}
	return nodes
}
