package tally

import (
	"errors"
	"fmt"
	"math"
	"sync"

	"signoff/internal/fact"
)

// Limits of one evidence file of coverage.
const (
	maxSources   = 1 << 20 // source files
	maxLine      = 1 << 22 // the greatest line number
	maxLineWords = 1 << 23 // words of 64 lines over all source files
	maxBlocks    = 1 << 24 // branches, functions and statements over all source files
	maxStated    = 1 << 40 // a stated total
	maxHeadlines = 1000
)

// coverTable unites coverage by source file.
type coverTable struct {
	set       *Set
	file      *Sink
	sources   map[string]*coveredFile
	current   *coveredFile
	named     [2]string // folder and path of the current one, as written
	words     int
	blocks    int
	headlines []headline
	never     []string       // source files that are never reported
	given     [metrics]int64 // of the one file, repeats among them

	tidied, counted sync.Once
	seen            int64
	narrowed        narrowedCover // where the questions are narrowed to a change
	pool            *pool[*coverTally]
}

func newCoverTable(s *Set, file *Sink) *coverTable {
	return &coverTable{set: s, file: file, sources: map[string]*coveredFile{}}
}

// begin makes the named source file the current one. Its path is relative to a
// folder, where the evidence says so.
func (t *coverTable) begin(folder, path, pkg string, line int) error {
	if t.current != nil && t.named == [2]string{folder, path} {
		return nil
	}
	if path == "" {
		return errors.New("expected the path of a source file, found none")
	}
	t.named = [2]string{folder, path}
	reading := &t.file.Reading
	whole := reading.path(path)
	if folder != "" {
		whole = reading.path(fact.JoinPath(folder, path))
	}
	if t.current = t.sources[whole]; t.current == nil {
		if len(t.sources) >= maxSources {
			return fmt.Errorf("expected at most %d source files", maxSources)
		}
		t.current = &coveredFile{path: whole, name: reading.path(path), pkg: pkg, builds: reading.Builds, at: fact.Location{Path: t.file.path, Line: line}}
		t.sources[whole] = t.current
	}
	t.current.written = addForm(t.current.written, fact.NormalPath(path))
	if pkg != "" && (t.current.pkg == "" || pkg < t.current.pkg) {
		t.current.pkg = pkg
	}
	return nil
}

func (t *coverTable) cover(m fact.Metric, key uint64, weight int, hit bool) error {
	switch {
	case t.current == nil:
		return fmt.Errorf("expected the name of a source file before its coverage")
	case weight < 0 || weight > math.MaxInt32:
		return fmt.Errorf("expected a number of %s, found %d", m, weight)
	}
	t.given[m] += int64(weight)
	switch {
	case m != fact.Lines:
		if t.blocks++; t.blocks > maxBlocks {
			return t.tooMany()
		}
		t.current.blocks[m].add(block{key, uint32(weight), hit})
		return nil
	case key > maxLine:
		return fmt.Errorf("expected a line number up to %d, found %d", maxLine, key)
	}
	if t.words += t.current.lines.grow(key); t.words > maxLineWords {
		return fmt.Errorf("expected at most %d lines in all", maxLineWords*64)
	}
	t.current.lines.add(key, hit)
	return nil
}

// tooMany counts the blocks again, since repeated ones are one.
func (t *coverTable) tooMany() error {
	t.blocks = 0
	for _, f := range t.sources {
		for m := range f.blocks {
			f.blocks[m].compact()
			t.blocks += len(f.blocks[m].list)
		}
	}
	if t.blocks > maxBlocks/2 {
		return fmt.Errorf("expected at most %d distinct branches, functions and statements", maxBlocks/2)
	}
	return nil
}

func (t *coverTable) totals(m fact.Metric, part, whole int64) error {
	switch {
	case t.current == nil:
		return fmt.Errorf("expected the name of a source file before its coverage")
	case part < 0 || whole < part || whole > maxStated:
		return fmt.Errorf("expected covered %s of a total, found %d of %d", m, part, whole)
	}
	t.given[m] = plus(t.given[m], whole)
	t.current.declare(m, covered{part: part, whole: whole})
	return nil
}

// tidy unites repeated blocks; after it the table only changes by merge.
func (t *coverTable) tidy() {
	for _, f := range t.sources {
		for m := range f.blocks {
			f.blocks[m].compact()
		}
	}
}

func (t *coverTable) listed() int64 { return int64(len(t.sources)) }

func (t *coverTable) merge(other table) {
	o := other.(*coverTable)
	o.tidied.Do(o.tidy)
	for path, theirs := range o.sources {
		if t.sources[path] == nil {
			t.sources[path] = &coveredFile{path: path, name: theirs.name, pkg: theirs.pkg, builds: theirs.builds, at: theirs.at}
		}
		t.sources[path].merge(theirs)
	}
	t.headlines = append(t.headlines, o.headlines...)
	t.never = append(t.never, o.leavesOut()...)
}

// leavesOut are the source files that the tools of the report never list.
func (t *coverTable) leavesOut() []string {
	if t.file != nil {
		return t.file.Never
	}
	return t.never
}

// count adds up the source files by the filters that they pass.
func (t *coverTable) count() {
	t.tidied.Do(t.tidy)
	columns := []column[coverage]{
		{"path", func(c *coverage) string { return c.forms }},
		{"package", func(c *coverage) string { return c.pkg }},
	}
	match := newMatcher(t.set.filters, columns)
	t.pool = newPool(len(t.set.filters.wheres), t.tally)
	t.seen = int64(len(t.sources))
	if t.set.changes != nil {
		t.countChanged(match)
		return
	}
	names := map[string]int{}
	for _, f := range t.sources {
		names[f.name]++
	}
	for _, f := range t.sources {
		c := coverage{path: f.name, pkg: f.pkg, at: f.at, differ: f.differ}
		if names[f.name] > 1 { // several sources have this path
			c.path = f.path
		}
		c.forms = paths(append([]string{c.path, f.path, f.name}, f.written...)...)
		for m := range c.counts {
			c.counts[m] = f.count(fact.Metric(m))
			c.apart[m] = c.counts[m]
			if f.files > 1 {
				c.apart[m] = f.apart[m]
			}
		}
		c.least = f.least
		if f.files <= 1 {
			c.least, _ = c.worst()
		}
		tally := t.pool.at(match.match(&c))
		tally.add(&c)
		for i, rows := range tally.rows {
			if rows == nil {
				continue
			}
			for _, value := range valuesOf(columns, t.set.by[i].field, &c) {
				rowOf(rows, value).add(&c)
			}
		}
	}
}

func (t *coverTable) answer(q *fact.Question, filter int) fact.Answer {
	t.counted.Do(t.count)
	all := t.pool.of(filter)
	a := fact.Answer{Seen: t.seen, Matched: all.files}
	view := coverageMeasures.of(q)
	if t.set.changes != nil {
		return t.answerChanged(a, q, view, filter)
	}
	if view.part == unseen {
		return absent(a, "%s is of changed lines, and changed names no change", q.Measure.Name)
	}
	if view.part == headlined {
		return t.stated(a, q)
	}
	if a.Problem = unmatched(q, a.Seen, a.Matched, "source files"); len(a.Problem) > 0 {
		a.Problem = near(t.set, q, a.Problem, t.names)
		return a
	}
	figure, ok := all.figure(view)
	if !ok {
		return absent(a, "no %s were measured%s", view.name, all.instead())
	}
	a.Figures = []fact.Figure{figure}
	for i := range all.worst[view.list].kept {
		c := &all.worst[view.list].kept[i]
		a.Exhibits = append(a.Exhibits, c.exhibit(view.of(c)))
	}
	a.More = all.open[view.list] - int64(len(a.Exhibits))
	for i, b := range t.set.by {
		if b.field.Name == q.By {
			a.Rows = coverRows(all.rows[i], view)
		}
	}
	return a
}
