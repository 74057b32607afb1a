package reader

import (
	"strings"

	"signoff/internal/quantity"
)

// Value is what stands at one place of a file: a JSON value, an XML element or
// attribute, or the name of a member. It is read once, by one method, with the
// strictness of JSON's methods; XML and names are texts, which hold a number or
// a truth value where one is asked for.
type Value interface {
	// Kind tells what it is without reading it: as JSON.Kind does, '<' for an
	// XML element, '"' for an attribute or a name.
	Kind() byte
	Text() string
	Texts() []string
	Int() int64
	Number() (d quantity.Decimal, ok bool)
	Decimal() quantity.Decimal
	Bool() bool
	Line() int
	Fail(format string, args ...any)
	Err() error
}

// Value starts a pass over the JSON document or the XML document that the file
// is.
func (in *Input) Value() Value {
	if in.Head.Container == XMLDocument {
		return newXMLValue(in.XML())
	}
	return in.JSON()
}

// literal is a Value that is text alone.
type literal struct{ texter }

// texter is where the text comes from, and where it stands.
type texter interface {
	Text() string
	Line() int
	Fail(format string, args ...any)
	Err() error
}

func (l *literal) Kind() byte { return '"' }

func (l *literal) Texts() []string {
	if text := l.Text(); text != "" {
		return []string{text}
	}
	return nil
}

func (l *literal) Number() (quantity.Decimal, bool) {
	return l.number(l.Text())
}

func (l *literal) number(text string) (d quantity.Decimal, ok bool) {
	if text = strings.TrimSpace(text); text == "" {
		return d, false
	}
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		l.Fail("expected a number, found %.40q", text)
		return quantity.Decimal{}, false
	}
	return d, true
}

func (l *literal) Decimal() quantity.Decimal {
	d, _ := l.Number()
	return d
}

func (l *literal) Int() int64 {
	text := l.Text()
	d, _ := l.number(text)
	n, ok := whole(d)
	if !ok {
		l.Fail("expected a whole number of at most 64 bits, found %.40q", text)
	}
	return n
}

func (l *literal) Bool() bool {
	switch text := strings.TrimSpace(l.Text()); text {
	case "true":
		return true
	case "false", "":
		return false
	default:
		l.Fail("expected true or false, found %.40q", text)
		return false
	}
}

// named is a text that was read already; its place is that of its cursor.
type named struct {
	text string
	texter
}

func (n *named) Text() string { return n.text }

// xmlValue is the current element of an XML cursor, or one of its attributes.
type xmlValue struct {
	literal
	x    *XML
	attr literal
	name named
}

func newXMLValue(x *XML) *xmlValue {
	e := &xmlValue{literal: literal{x}, x: x, name: named{texter: x}}
	e.attr.texter = &e.name
	return e
}

func (e *xmlValue) Kind() byte { return '<' }

// attribute gives an attribute of the current element, until the next one.
func (e *xmlValue) attribute(name string) (Value, bool) {
	text, ok := e.x.AttrOK(name)
	e.name.text = text
	return &e.attr, ok
}
