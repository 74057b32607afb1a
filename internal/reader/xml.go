package reader

import (
	"bytes"
	"iter"

	"signoff/internal/quantity"
)

// XML is a pull cursor over one XML 1.0 document. There is always a current
// element: the one that Elements gave last and that was not left yet. Its
// attributes come first, then either its children or its text, once. What is
// not descended into is skipped and still checked.
//
// It demands a well-formed document and keeps its first error as JSON does, but
// reads characters that XML does not allow as U+FFFD: see Input.Replaced.
// Names are local names: prefixes are dropped. Of entities it knows the five of
// XML and character references; a document type is passed over, and nothing
// outside the file is ever opened. Nesting is limited to 1000, a start tag to
// 4 MiB and 256 attributes.
type XML struct {
	s       stream
	names   []byte // of the open elements, one after the other
	open    []element
	colon   int    // in the name that was scanned last
	attrs   []attr // of the current element
	tag     int    // where its start tag stands in the window
	pending bool   // it was neither descended into nor read
	empty   bool   // it is written <name/>
	begun   bool   // something was read
	typed   bool   // the document type was passed
	rooted  bool   // the root element has begun
	grab    bool   // Text is at work
	text    []byte
	used    *bool // an element that was descended into is empty

	odd      int  // characters to be replaced in the current tag
	replaced *int // and in all that was read
}

// attr is where a name and a value stand in the window; plain values need no
// decoding.
type attr struct {
	name, local, nameEnd int
	value, valueEnd      int
	plain                bool
}

const (
	textBytes     = 64 << 10
	maxAttributes = 256
)

// Elements gives the names of the children of the current element, in their
// order; before any element, the name of the root element.
func (x *XML) Elements() iter.Seq[string] {
	return func(yield func(string) bool) { x.elements(yield) }
}

func (x *XML) elements(yield func(string) bool) {
	level := len(x.open)
	if level > 0 && !x.take() || x.s.err != nil {
		return
	}
	empty := level > 0
	for x.next() {
		empty = false
		more := yield(x.local())
		x.leave(level)
		if !more {
			x.leave(level - 1)
			return
		}
	}
	if empty && x.used != nil {
		*x.used = true
	}
}

// Attr is an attribute of the current element, "" when it has none of that
// name. It must be asked before Elements or Text: later is an error.
func (x *XML) Attr(name string) string {
	value, _ := x.AttrOK(name)
	return value
}

// AttrOK is Attr, and whether the attribute is there.
func (x *XML) AttrOK(name string) (string, bool) {
	a := x.find(name)
	if a == nil {
		return "", false
	}
	return x.s.words.of(x.value(a)), true
}

// find prefers the attribute without a prefix; nil is none.
func (x *XML) find(name string) (found *attr) {
	if !x.pending {
		x.Fail("attribute %s was asked for after its element", name)
		return nil
	}
	if name == "" {
		return nil
	}
	for i := range x.attrs {
		if a := &x.attrs[i]; x.s.buf[a.local] == name[0] && string(x.s.buf[a.local:a.nameEnd]) == name {
			if a.local == a.name {
				return a
			}
			found = a
		}
	}
	return found
}

// Int is an attribute that holds a whole number; 0 when it is not there or
// empty. Anything else is an error.
func (x *XML) Int(name string) int64 {
	text := x.number(name)
	if n, ok := smallInt(text); ok || len(text) == 0 {
		return n
	}
	d, err := quantity.ParseDecimal(text)
	n, ok := whole(d)
	if err != nil || !ok {
		x.Fail("expected a whole number of at most 64 bits in %s, found %.40q", name, text)
	}
	return n
}

// Decimal is an attribute that holds a number; ok is false when it is not
// there or empty. Anything else is an error.
func (x *XML) Decimal(name string) (d quantity.Decimal, ok bool) {
	text := x.number(name)
	if len(text) == 0 {
		return d, false
	}
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		x.Fail("expected a number in %s, found %.40q", name, text)
		return quantity.Decimal{}, false
	}
	return d, true
}

// number is the text of an attribute without the space around it.
func (x *XML) number(name string) []byte {
	a := x.find(name)
	if a == nil {
		return nil
	}
	return bytes.TrimSpace(x.value(a))
}

// Text reads the character data of the current element and of all elements in
// it, cut off after 64 KiB.
func (x *XML) Text() string {
	if !x.take() {
		return ""
	}
	x.text, x.grab = x.text[:0], true
	x.leave(len(x.open) - 1)
	x.grab = false
	if x.s.err != nil {
		return ""
	}
	return x.s.words.of(wholeRunes(x.text, textBytes))
}

// Line is the line where the current element begins, or once it was descended
// into, where the cursor stands.
func (x *XML) Line() int {
	if x.pending {
		return x.s.lineAt(x.tag)
	}
	return x.s.lineAt(x.s.pos)
}

// Fail keeps an error at the current line, unless there is one already, and
// ends the reading.
func (x *XML) Fail(format string, args ...any) {
	if x.s.err == nil {
		x.s.stop(fault(x.s.path, x.Line(), format, args...))
		x.pending = false
	}
}

// Err is the first error. Outside of the root element it also checks the rest
// of the file.
func (x *XML) Err() error {
	if len(x.open) == 0 && x.s.err == nil {
		for x.next() {
			x.leave(0)
		}
	}
	return x.s.err
}
