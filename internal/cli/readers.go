package cli

import (
	"fmt"
	"path"
	"slices"

	"signoff/internal/evidence"
	"signoff/internal/evidence/declared"
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/source"
)

// reader parses a reader that the project declares, and keeps it for gathering.
func (g *global) reader(name string, text []byte, faults *source.List) fact.Kind {
	format, ok := declared.Parse(name, text, faults)
	if ok {
		g.readers = append(g.readers, format)
	}
	return format.Kind
}

// formats lists every format there is: ours, and the project's readers.
func (g *global) formats() []reader.Format {
	return slices.Concat(evidence.Formats(), g.readers)
}

// readerNamed parses the reader that a flag names by its path; any other name
// must be that of a format, and "" names none.
func (g *global) readerNamed(name string) error {
	if ext := path.Ext(name); ext != ".yaml" && ext != ".yml" {
		if name != "" && !slices.ContainsFunc(g.formats(), func(f reader.Format) bool { return f.Name == name }) {
			return hinted{fmt.Errorf("--format: unknown format %q", name), "signoff formats lists them; a reader of your own is named with its path"}
		}
		return nil
	}
	text, err := g.ownFlag("--format", name)
	if err != nil {
		return err
	}
	var faults source.List
	g.reader(name, text, &faults)
	faults.Sort()
	return faults.Err()
}
