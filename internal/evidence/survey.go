package evidence

import (
	"path"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/open"
	"signoff/internal/reader"
)

// Recognise says which format claims a file, and its kind. The error says why none does, or that several do.
func Recognise(root *open.Root, formats []reader.Format, path string) (format string, kind fact.Kind, err error) {
	in, err := reader.Open(root, path)
	if err != nil {
		return "", fact.NoKind, err
	}
	defer in.Drop()
	f, err := recognise(in, formats, false)
	if err != nil {
		return "", fact.NoKind, err
	}
	return f.Name, f.Kind, nil
}

var notInWord = lazy.Regexp(`[^a-z0-9]+`)

// Nearest is the format that the path of a file names by whole words, the
// longest name of several; "" when it names none.
func Nearest(formats []reader.Format, file string) string {
	words := func(s string) string {
		return "-" + strings.Trim(notInWord().ReplaceAllString(strings.ToLower(s), "-"), "-") + "-"
	}
	named, most := "", 0
	for i := range formats {
		for _, name := range append([]string{formats[i].Name}, formats[i].Hints...) {
			if strings.Contains(words(path.Clean(file)), words(name)) && len(name) > most {
				named, most = formats[i].Name, len(name)
			}
		}
	}
	return named
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
