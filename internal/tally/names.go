package tally

import (
	"maps"
	"slices"
	"strings"
)

// maxNames is how many source files of an evidence are kept by name; one that
// names more is not compared with single files.
const maxNames = 20_000

// Names are the source files that records name: those of findings and of
// coverage. The zero value holds none.
type Names struct {
	seen map[string]bool
	last string
	over bool
}

// add takes a path as the evidence writes it.
func (n *Names) add(path string) {
	if path == n.last || path == "" || n.over {
		return
	}
	n.last = path
	path = strings.TrimPrefix(strings.ReplaceAll(path, `\`, "/"), "./")
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	if n.seen[path] = true; len(n.seen) > maxNames {
		n.seen, n.over = nil, true
	}
}

// Merge adds those of another file.
func (n *Names) Merge(o Names) {
	n.over = n.over || o.over
	for path := range o.seen {
		n.add(path)
	}
}

// List gives them sorted, none when there are too many.
func (n *Names) List() []string {
	if n.over {
		return nil
	}
	return slices.Sorted(maps.Keys(n.seen))
}

// joined is a path under the folder that it is relative to.
func joined(folder, path string) string {
	if folder == "" || strings.HasPrefix(path, "/") {
		return path
	}
	return strings.TrimSuffix(folder, "/") + "/" + path
}
