package scanner

import (
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
