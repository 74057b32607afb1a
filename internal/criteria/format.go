package criteria

import (
	"path"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/tree"
)

func (l *loader) readFormat(entry *Evidence, n tree.Node) {
	name, ok := n.Text()
	if !ok {
		return
	}
	if l.in.Reader != nil && (path.Ext(name) == ".yaml" || path.Ext(name) == ".yml") {
		l.readReader(entry, n, name)
		return
	}
	var (
		names []string
		kinds []fact.Kind
	)
	for _, f := range l.in.Formats {
		if f.Name == name {
			kinds = append(kinds, f.Kind)
		}
		names = append(names, f.Name)
	}
	switch entry.Format = name; len(kinds) {
	case 0:
		n.Fail("unknown format %q%s", name, tree.Mean(name, names)).Hint = "signoff formats lists them"
	case 1:
		l.kinds[entry.ID] = claim{kinds[0], "its format is " + name}
	}
}

// readReader has a reader of the project parsed, once, and adds it to the
// digest of the plan.
func (l *loader) readReader(entry *Evidence, n tree.Node, name string) {
	entry.Format = name
	kind, known := l.readers[name]
	if !known {
		file := path.Join(path.Dir(l.in.Path), name)
		text, err := l.in.ReadFile(file)
		if err != nil {
			n.Fail("cannot read %s: %s", name, cause(err))
			return
		}
		l.digested(file, text)
		kind = l.in.Reader(name, text, &l.faults)
		l.readers[name] = kind
	}
	if kind != fact.NoKind {
		l.kinds[entry.ID] = claim{kind, "its format is " + name}
	}
}

// checkQuiet holds that the tool of evidence with quiet: clean has clean runs
// without a word.
func (l *loader) checkQuiet(entry *Evidence, n tree.Node) {
	silent := func(f FormatInfo) bool { return f.Name == entry.Format && f.Quiet }
	switch {
	case !entry.Quiet:
	case entry.Format == "":
		n.Fail("expected format next to quiet: whose silence it is")
	case !slices.ContainsFunc(l.in.Formats, silent):
		n.Fail("an empty file is not a clean run of %s, which always prints something", entry.Format)
	}
}
