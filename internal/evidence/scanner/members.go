package scanner

import (
	"iter"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// member is the text of one member of the current object, "" without it.
func member(j *reader.JSON, name string) (text string) {
	for key := range j.Fields() {
		if key == name {
			text = j.Text()
		}
	}
	return text
}

// elements gives the elements of the current array, or of one member of the
// current object: the shapes of tools that have put a list into an object.
func elements(j *reader.JSON, name string) iter.Seq[int] {
	return new(list).in(j, name)
}

// list notes whether a report holds the list that its findings stand in: one
// without it is no clean run, however few findings it has.
type list bool

// note notes the current array or object. Null is no list; an element is.
func (l *list) note(v interface{ Kind() byte }) {
	*l = *l || v.Kind() == '[' || v.Kind() == '{' || v.Kind() == '<'
}

// of notes the current array and gives its elements.
func (l *list) of(j *reader.JSON) iter.Seq[int] {
	l.note(j)
	return j.Items()
}

// in is of for the current array or for one member of the current object.
func (l *list) in(j *reader.JSON, name string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if j.Kind() == '[' {
			l.of(j)(yield)
			return
		}
		for key := range j.Fields() {
			if key != name {
				continue
			}
			for i := range l.of(j) {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// end is the error of the file, or that of a report without its list.
func (l list) end(c cursor, name string) error {
	if c.Err() == nil && !bool(l) {
		c.Fail("wanted %s, found none", name)
	}
	return c.Err()
}

// cursor is what both cursors end with.
type cursor interface {
	Fail(format string, args ...any)
	Err() error
}

// place reads the current object as a place in the source: a path and a line
// under these names.
func place(j *reader.JSON, f *fact.Finding, path, line string) {
	for key := range j.Fields() {
		switch key {
		case path:
			f.Path = j.Text()
		case line:
			f.At = int(j.Int())
		}
	}
}

// children gives the children of one name of the current element.
func children(x *reader.XML, name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for child := range x.Elements() {
			if child == name && !yield(child) {
				return
			}
		}
	}
}

// component reads the current object as a package under these names.
func component(j *reader.JSON, f *fact.Finding, name, version string) {
	for key := range j.Fields() {
		switch key {
		case name:
			f.Package = j.Text()
		case version:
			f.Version = j.Text()
		}
	}
}
