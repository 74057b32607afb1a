package evidence

import (
	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
)

// Recognise says which format claims a file, and its kind; it says false where
// none or several do.
func Recognise(root *open.Root, formats []reader.Format, path string) (format string, kind fact.Kind, ok bool) {
	in, err := reader.Open(root, path)
	if err != nil {
		return "", fact.NoKind, false
	}
	defer in.Drop()
	f, err := recognise(in, formats, false)
	if err != nil {
		return "", fact.NoKind, false
	}
	return f.Name, f.Kind, true
}

// glance is the format that claims a file by its first bytes, "" without one.
func glance(root *open.Root, formats []reader.Format, path string) string {
	in, err := reader.Open(root, path)
	if err != nil {
		return ""
	}
	defer in.Drop()
	f, err := claimed(in.Head, formats)
	if f == nil && err == nil {
		f, err = cleanRun(in.Head, formats, false)
	}
	if err != nil {
		return ""
	}
	return f.Name
}
