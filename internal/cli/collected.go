package cli

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/evidence"
	"signoff/internal/open"
	"signoff/internal/source"
)

// recordOf reads what signoff collect wrote down about evidence, or about other
// evidence whose command makes its files too; nil without a record. One that
// cannot be read, or is of another command, dates nothing.
func (g *global) recordOf(plan *criteria.Plan, e *criteria.Evidence) *evidence.Record {
	maker := makerOf(plan, e)
	if maker == nil {
		return nil
	}
	name := recordPath(maker)
	text, err := g.readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var faults source.List
	c, ok := criteria.ParseCollected(name, text, &faults)
	if err != nil || !ok || c.Command != maker.Collect {
		return &evidence.Record{}
	}
	g.records[e.ID] = c
	r := kept(c)
	if len(maker.Makes) > 0 {
		// What it says of the files of other evidence is not of this one.
		r.Files = map[string]string{}
		for path, digest := range c.Files {
			if open.Matches(e.Paths, onDisk(path)) {
				r.Files[path] = digest
			}
		}
	}
	return r
}

// makerOf is the evidence whose command makes the files of this one: itself, or
// the first that says so.
func makerOf(plan *criteria.Plan, e *criteria.Evidence) *criteria.Evidence {
	if e.Collect != "" {
		return e
	}
	for i := range plan.Evidence {
		maker := &plan.Evidence[i]
		if maker.Collect == "" || len(e.Paths) == 0 {
			continue
		}
		if !slices.ContainsFunc(e.Paths, func(p string) bool {
			return !slices.Contains(maker.Makes, p) && !open.Matches(maker.Makes, onDisk(p))
		}) {
			return maker
		}
	}
	return nil
}

// kept is a record as gathering compares it with files.
func kept(c criteria.Collected) *evidence.Record {
	return &evidence.Record{Started: c.Started, Tree: c.Tree, Exit: c.Exit, Plain: c.Plain(), Files: c.Files}
}

// recordBeside looks for a record that names a file, in its folder or one above
// it; it knows of no declared command to compare it with. Without one it is nil.
func (g *global) recordBeside(file string) *evidence.Record {
	file = filepath.ToSlash(file)
	if !filepath.IsLocal(filepath.FromSlash(file)) {
		return nil
	}
	for folder := path.Dir(path.Clean(file)); ; folder = path.Dir(folder) {
		names, _ := open.NewRoot(g.dir, open.Limits{}).Glob(path.Join(folder, "*"+evidence.RecordSuffix)) // a valid pattern, unless the folder's name is none
		for _, name := range names {
			text, err := g.readFile(name)
			var faults source.List
			c, ok := criteria.ParseCollected(name, text, &faults)
			if err == nil && ok && c.Files[path.Clean(file)] != "" {
				return kept(c)
			}
		}
		if folder == "." {
			return nil
		}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
