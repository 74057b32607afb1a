package git

import (
	"strings"
)

// LastTag is the nearest tag that leads to what is checked out, "" without one.
func (r *Repository) LastTag() string {
	tag, err := r.ask("describe", "--tags", "--abbrev=0")
	if err != nil {
		return ""
	}
	return tag
}

// People names who made most of the commits below the project's folder, those
// of most commits first, and no more than so many.
func (r *Repository) People(most int) []string {
	folder := strings.TrimSuffix(r.Prefix, "/")
	if folder == "" {
		folder = "."
	}
	authors, err := r.ask("shortlog", "--summary", "--numbered", "--no-merges", "HEAD", "--", folder)
	if err != nil {
		return nil
	}
	var names []string
	for line := range strings.Lines(authors) {
		if _, name, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && len(names) < most {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}
