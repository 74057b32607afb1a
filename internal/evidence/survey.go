package evidence

import (
	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
)

// Recognise says which format claims a file, and its kind, from the file's
// first bytes alone; it says false where none or several do.
func Recognise(root *open.Root, formats []reader.Format, path string) (format string, kind fact.Kind, ok bool) {
	in, err := reader.Open(root, path)
	if err != nil {
		return "", fact.NoKind, false
	}
	defer in.Drop()
	f, err := recognise(in.Head, formats)
	if err != nil {
		return "", fact.NoKind, false
	}
	return f.Name, f.Kind, true
}
