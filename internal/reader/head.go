package reader

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// Container is what kind of text a file holds.
type Container uint8

// The containers. JSONValue is one value, JSONLines several of them, one a
// line or one after the other; CSVTable has a separator in its first line and
// as many cells in those that follow; Empty is nothing but white space, and
// Text everything else. Some plain text happens to look like CSV, so a format
// of text goes by its Lines.
const (
	Text Container = iota
	JSONValue
	JSONLines
	XMLDocument
	CSVTable
	Empty
)

// Head is the shape of a file, from its first 64 KiB: what Claims decides by.
// Where they do not tell, Input.LookFurther adds the top levels of the rest;
// what is damaged only there is not known to be.
type Head struct {
	Path      string
	Container Container
	// Bytes is how many bytes were looked at: all there are when Whole is set.
	Bytes int
	Whole bool
	// Root is the local name of the XML root, RootAttrs its attributes by local
	// name, and Children the distinct local names of its children.
	Root      string
	RootAttrs map[string]string
	Children  []string
	// Lines are the first lines, up to 50, of any container, but for those that
	// package managers and build tools print before what they run.
	Lines []string
	// Columns is the first row of a CSV.
	Columns []string

	comma byte
	shape *shape
	bare  string
	far   bool // looked at beyond its first bytes
}

const (
	headLines     = 50
	headLineBytes = 4 << 10 // what is kept of each
	mostChildren  = 100
)

// scan looks at the start of a file; whole says that it is all of it.
func scan(path string, start []byte, whole bool) *Head {
	h := &Head{Path: path, Bytes: len(start), Whole: whole, comma: ','}
	text := decodedStart(start)
	trimmed := bytes.TrimSpace(text)
	h.bare = bareText(trimmed, whole)
	switch {
	case len(trimmed) == 0:
		h.Container = Empty
	case trimmed[0] == '<':
		h.scanXML(start)
	default:
		h.scanJSON(text)
	}
	if h.Container == Text {
		h.scanCSV(text)
	}
	h.Lines = h.firstLines(text)
	return h
}

func (h *Head) firstLines(text []byte) []string {
	kept := keeping{wrappers: h.Container == Text || h.Container == CSVTable}
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, newline)
		if !kept.add(bytes.TrimSuffix(line, []byte{'\r'})) {
			break
		}
		text = rest
	}
	return kept.lines
}

// cursor is a stream over what the head has of a text.
func (h *Head) cursor(text []byte) stream {
	return newStream(bytes.NewReader(text), h.Path, len(text), tokenBytes)
}

func (h *Head) scanXML(start []byte) {
	plain := io.Reader(bytes.NewReader(start))
	text := decodedXML(plain, start)
	x := &XML{s: newStream(text, h.Path, decodedBytes(len(start), text != plain), tokenBytes)}
	for root := range x.Elements() {
		h.Container, h.Root, h.RootAttrs = XMLDocument, root, map[string]string{}
		for _, a := range x.attrs {
			h.RootAttrs[string(x.s.buf[a.local:a.nameEnd])] = valid(x.value(&a))
		}
		for child := range x.Elements() {
			if !slices.Contains(h.Children, child) && len(h.Children) < mostChildren {
				h.Children = append(h.Children, child)
			}
		}
	}
}

// scanCSV tries the separators and takes the one that makes most columns.
func (h *Head) scanCSV(text []byte) {
	if !h.Whole {
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	for _, comma := range []byte{',', ';', '\t'} {
		c := &CSV{comma: comma, s: h.cursor(text)}
		columns := c.Columns()
		if len(columns) < 2 || len(columns) <= len(h.Columns) {
			continue
		}
		rows := 0
		for range c.Rows() {
			if rows++; rows == 10 {
				break
			}
		}
		// A quoted cell may be cut off with the head.
		if c.Err() == nil || !h.Whole && rows > 0 && c.s.ran {
			h.Container, h.Columns, h.comma = CSVTable, columns, comma
		}
	}
}

// JSON tells whether the file holds JSON: one value or several.
func (h *Head) JSON() bool { return h.Container == JSONValue || h.Container == JSONLines }

// Spaced tells whether an attribute of the XML root holds a text, as the name of
// its namespace does.
func (h *Head) Spaced(text string) bool {
	for _, value := range h.RootAttrs {
		if strings.Contains(value, text) {
			return true
		}
	}
	return false
}

// Line tells whether one of the first 50 lines contains the text.
func (h *Head) Line(text string) bool {
	return slices.ContainsFunc(h.Lines, func(line string) bool { return strings.Contains(line, text) })
}

// bareText is a content that proves nothing, without white space.
func bareText(trimmed []byte, whole bool) string {
	if !whole || len(trimmed) > 1000 {
		return ""
	}
	switch compact := string(bytes.Join(bytes.Fields(trimmed), nil)); compact {
	case "[]", "{}":
		return compact
	}
	if string(trimmed) == "null" {
		return "null"
	}
	return ""
}

// Bare is the content when it proves nothing: "[]", "{}" or "null", without
// white space, and "" for Empty. It is "" also for every file that says
// something: Container tells the two apart.
func (h *Head) Bare() string { return h.bare }
