package tally

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// Limits of one change.
const (
	maxChanged      = 1 << 17 // files
	maxChangedWords = 1 << 20 // words of 64 lines over all files
)

// Changes are the lines that a change adds, by file. They narrow the questions of
// a set. The zero value is of no file.
type Changes struct {
	files  map[string]*changedFile
	byName map[string][]*changedFile // by the last part of the path
	words  int
}

// changedFile is one file of a change.
type changedFile struct {
	path    string
	from    string // its earlier name
	at      fact.Location
	lines   lineSet
	added   int64
	removed int64
}

// add takes one changed file; one that is named again is the same.
func (c *Changes) add(f *fact.ChangedFile, path string) error {
	if c.files == nil {
		c.files, c.byName = map[string]*changedFile{}, map[string][]*changedFile{}
	}
	known := c.files[f.Path]
	if known == nil {
		if len(c.files) >= maxChanged {
			return fmt.Errorf("expected at most %d changed files", maxChanged)
		}
		known = &changedFile{path: strings.Clone(f.Path), at: fact.Location{Path: path, Line: f.Line}}
		name := lastPart(known.path)
		c.files[known.path], c.byName[name] = known, append(c.byName[name], known)
	}
	known.removed = plus(known.removed, f.Removed)
	if f.From != "" {
		known.from = strings.Clone(f.From)
	}
	for _, line := range f.Added {
		if line < 1 || line > maxLine {
			return fmt.Errorf("expected a line number up to %d, found %d", maxLine, line)
		}
		if c.words += known.lines.grow(uint64(line)); c.words > maxChangedWords {
			return fmt.Errorf("expected at most %d changed lines in all", maxChangedWords*64)
		}
		known.lines.add(uint64(line), false)
	}
	known.added = known.lines.count().whole
	return nil
}

// Merge adds what another file says of the change.
func (c *Changes) Merge(o *Changes) {
	for _, path := range slices.Sorted(maps.Keys(o.files)) {
		theirs := o.files[path]
		if c.files[path] == nil {
			// A change without lines is always within the limits of what was read.
			_ = c.add(&fact.ChangedFile{Path: path, Line: theirs.at.Line}, theirs.at.Path)
		}
		if known := c.files[path]; known != nil {
			known.lines.merge(&theirs.lines)
			known.from = max(known.from, theirs.from) // of two names one, whatever the order
			known.added, known.removed = known.lines.count().whole, plus(known.removed, theirs.removed)
			if theirs.at.Before(known.at) {
				known.at = theirs.at
			}
		}
	}
}

// Renamed gives the new name of each file that was renamed, by the earlier one.
func (c *Changes) Renamed() map[string]string {
	names := map[string]string{}
	for _, f := range c.sorted() {
		if f.from != "" {
			names[f.from] = f.path
		}
	}
	return names
}

// sorted lists the files by path.
func (c *Changes) sorted() []*changedFile {
	return slices.SortedFunc(maps.Values(c.files), func(a, b *changedFile) int { return strings.Compare(a.path, b.path) })
}

// fit says which changed files a path of a report may mean.
type fit struct {
	file   *changedFile // the one that it means, or nil
	suffix bool         // by a part of its path
	maybe  []*changedFile
}

// fit finds the changed file that a reported path means: the one of that path,
// else the only one of which the path is an end of two parts or more, or that
// is such an end of it. What fits several, or by its last part alone, may mean
// any of those.
func (c *Changes) fit(path string) fit {
	if f := c.files[path]; f != nil {
		return fit{file: f}
	}
	var ends, maybe []*changedFile
	for _, f := range c.byName[lastPart(path)] {
		long, short := path, f.path
		if len(long) < len(short) {
			long, short = short, long
		}
		if !strings.HasSuffix(long, "/"+strings.TrimPrefix(short, "/")) {
			continue
		}
		maybe = append(maybe, f)
		if strings.Contains(strings.TrimPrefix(short, "/"), "/") {
			ends = append(ends, f)
		}
	}
	if len(ends) == 1 && len(maybe) == 1 {
		return fit{file: ends[0], suffix: true}
	}
	return fit{maybe: maybe}
}

func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// changeTable counts changed files.
type changeTable struct {
	set     *Set
	file    *Sink
	changes Changes
}

func newChangeTable(s *Set, file *Sink) *changeTable { return &changeTable{set: s, file: file} }

// changeMeasures are the measures of a change.
var changeMeasures = measures[func(f *changedFile) int64]{
	{fact.Measure{Name: "change.files", Doc: "changed files"}, func(*changedFile) int64 { return 1 }},
	{fact.Measure{Name: "change.added", Doc: "lines that it adds"}, func(f *changedFile) int64 { return f.added }},
	{fact.Measure{Name: "change.removed", Doc: "lines that it takes away"}, func(f *changedFile) int64 { return f.removed }},
}

func (t *changeTable) add(f *fact.ChangedFile) error { return t.changes.add(f, t.file.path) }

func (t *changeTable) merge(other table) { t.changes.Merge(&other.(*changeTable).changes) }

func (t *changeTable) listed() int64 { return int64(len(t.changes.files)) }

func (t *changeTable) answer(q *fact.Question, filter int) fact.Answer {
	columns := []column[changedFile]{{"path", func(f *changedFile) string { return f.path }}}
	match := newMatcher(t.set.filters, columns)
	of, a, sum := changeMeasures.of(q), fact.Answer{Seen: t.listed()}, int64(0)
	for _, f := range t.changes.sorted() {
		if !match.match(f).set.has(filter) {
			continue
		}
		a.Matched++
		sum = plus(sum, of(f))
		if q.By != "" {
			a.Rows = append(a.Rows, fact.Row{Name: f.path, Figure: fact.Figure{Value: quantity.Int(of(f), quantity.Count), At: f.at}})
		}
	}
	a.Problem = unmatched(q, a.Seen, a.Matched, "changed files")
	a.Figures = []fact.Figure{{Value: quantity.Int(sum, quantity.Count)}}
	return a
}
