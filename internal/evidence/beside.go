package evidence

import (
	"path"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
)

// mostBeside is how many files of a folder are looked at.
const mostBeside = 1000

// Beside lists the files that no evidence names though they lie in a folder with
// evidence and are of its format, sorted by path: other runs, of which the best
// may have been chosen. Of each no more than its first bytes are read.
func Beside(root *open.Root, formats []reader.Format, register []fact.Evidence) []string {
	named := map[string]bool{}
	folders := map[string][]string{} // the formats in each
	for _, e := range register {
		for _, f := range e.Files {
			named[f.Path] = true
			folder := path.Dir(f.Path)
			if f.Format == "" || f.Format == fact.Document.String() || strings.ContainsAny(f.Path, `*?[{\!`) {
				continue
			}
			if !slices.Contains(folders[folder], f.Format) {
				folders[folder] = append(folders[folder], f.Format)
			}
		}
	}
	var beside []string
	for folder, known := range folders {
		paths, _ := root.Glob(path.Join(folder, "*")) // gathering has said what is wrong with it
		for _, p := range paths[:min(len(paths), mostBeside)] {
			if named[p] {
				continue
			}
			if slices.Contains(known, glance(root, formats, p)) {
				beside = append(beside, p)
			}
		}
	}
	slices.Sort(beside)
	return beside
}
