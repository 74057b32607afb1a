package scanner

import (
	"slices"

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

// closed is a layout of what holds nothing but it names, apart from texts and
// numbers: another list, object or element may hold what nobody looked at.
func closed(l layout, known ...string) layout {
	name := ""
	return append(l, layout{
		{"*.@", into(&name)},
		{"*", func(v reader.Value, r *report) {
			if kind := v.Kind(); (kind == '[' || kind == '{' || kind == '<') && !slices.Contains(known, name) {
				r.sink.Skip(v.Line(), "%.40q is none of what is known to be there", name)
			}
		}},
	}...)
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
