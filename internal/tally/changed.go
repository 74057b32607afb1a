package tally

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// Narrow narrows every question of the set to the lines that a change adds. It is
// called before sinks are made.
func (s *Set) Narrow(c *Changes) { s.changes = c }

// bySuffix is the note of paths that were told by a part of them.
const bySuffix = "paths by suffix"

// tallyOf is where a finding counts. Of a set that is narrowed, what is on no
// changed line counts nowhere, and what may be on one is kept apart: it names no
// line, no file, or one that may be several.
func (t *scannerTable) tallyOf(f *fact.Finding, n int64, passed *combination) *findingTally {
	if t.set.changes == nil {
		return t.pool.at(passed)
	}
	fit := t.set.changes.fit(f.Path)
	on := func(c *changedFile) bool { return c.added > 0 && (f.At < 1 || c.lines.has(f.At)) }
	switch {
	case fit.file != nil && !on(fit.file):
		return nil
	case fit.file != nil && f.At > 0 && n == 1:
		if fit.suffix {
			t.suffixed++
		}
		return t.pool.at(passed)
	case fit.file == nil && f.Path != "" && !slices.ContainsFunc(fit.maybe, on):
		return nil
	}
	return t.unclear.at(&combination{set: passed.set})
}

// has tells whether the set knows a line.
func (l *lineSet) has(line int) bool {
	return line >= 0 && line/64 < len(l.seen) && l.seen[line/64]&(1<<(line%64)) != 0
}

// narrow adds to an answer what a change leaves open of it.
func (t *scannerTable) narrow(a *fact.Answer, all *findingTally, q *fact.Question, filter int) {
	if t.set.changes == nil && t.set.lookedUp == nil {
		return
	}
	if t.suffixed > 0 {
		a.Beside = append(a.Beside, fact.Note{Name: bySuffix, Count: t.suffixed})
	}
	severities, states := cells(q)
	open := t.unclear.of(filter)
	n := open.counts.sum(severities, states)
	unrated := !scannerMeasures.of(q).exact && open.counts.sum([]fact.Severity{fact.NoSeverity}, states) > 0
	if n == 0 && !unrated {
		return
	}
	matched := open.counts.sum(anySeverity, allStates)
	open.merge(all)
	f, most := &a.Figures[0], open.figure(q)
	r := fact.Range{Low: f.Value, High: most.Value, Because: "findings without a line or a file, or of a path that fits several, may be on changed lines"}
	if t.set.changes == nil {
		r.Because = openUnlisted(n)
	}
	if f.Range != nil {
		r.Low = f.Range.Low
	}
	if most.Range != nil {
		r.High = most.Range.High
	}
	f.Range = &r
	// The records that were not told apart did pass the filter.
	a.Problem = slices.DeleteFunc(a.Problem, func(t fact.Problem) bool { return t.Reason == fact.NoMatch && a.Matched == 0 })
	a.Matched = plus(a.Matched, matched)
}

// narrowedCover is what a change makes of the coverage of a report.
type narrowedCover struct {
	passes   map[int]bool // the filters that some file of the report passes
	unseen   []*changedFile
	exact    bool // the report writes paths as the project does
	suffixed int64
}

// countChanged counts the changed lines of every source file that one changed
// file means, and finds the changed files that the report does not know.
func (t *coverTable) countChanged(match *matcher[coverage]) {
	n := &t.narrowed
	n.passes = map[int]bool{}
	claims, suffixes := map[*changedFile][]*coveredFile{}, map[*changedFile][]*coveredFile{}
	covers := map[string]bool{}
	for _, f := range t.sources {
		covers[path.Ext(f.path)] = true
		for filter := range match.match(t.plain(f)).set.elements {
			n.passes[filter] = true
		}
		switch fit := t.set.changes.fit(f.path); {
		case fit.file == nil:
		case fit.suffix:
			suffixes[fit.file] = append(suffixes[fit.file], f)
		default:
			claims[fit.file] = append(claims[fit.file], f)
		}
	}
	for _, c := range t.set.changes.sorted() {
		found := claims[c]
		n.exact = n.exact || len(found) > 0
		if len(found) == 0 {
			found = suffixes[c]
			n.suffixed += int64(min(len(found), 1))
		}
		switch {
		case c.added == 0:
		case len(found) == 1 && found[0].lines.count().whole > 0:
			record := t.plain(found[0])
			record.differ = found[0].differ
			record.counts[fact.Lines] = found[0].lines.within(&c.lines)
			t.pool.at(match.match(record)).add(record)
		case covers[path.Ext(c.path)] && !leftOut(c.path, t.leavesOut()):
			n.unseen = append(n.unseen, c)
		}
	}
	n.exact = n.exact && n.suffixed == 0
}

// leftOut says whether a file is one of those that a tool never reports.
func leftOut(file string, never []string) bool {
	for _, pattern := range never {
		if folder, ok := strings.CutSuffix(pattern, "/"); ok {
			if strings.Contains("/"+path.Dir(file)+"/", "/"+folder+"/") {
				return true
			}
		} else if ok, _ := path.Match(pattern, path.Base(file)); ok { // the patterns are ours, and valid
			return true
		}
	}
	return false
}

// plain is a source file without its counts.
func (t *coverTable) plain(f *coveredFile) *coverage {
	return &coverage{path: f.path, pkg: f.pkg, at: f.at, forms: paths(append([]string{f.path, f.name}, f.written...)...)}
}

// within counts the lines that another set knows too.
func (l *lineSet) within(o *lineSet) covered {
	some := lineSet{seen: slices.Clone(l.seen), hit: slices.Clone(l.hit)}
	for i := range some.seen {
		word := uint64(0)
		if i < len(o.seen) {
			word = o.seen[i]
		}
		some.seen[i] &= word
		some.hit[i] &= word
	}
	return some.count()
}

// answerChanged answers a question that is narrowed to changed lines. What the
// report does not know is never covered, and may be coverable.
func (t *coverTable) answerChanged(a fact.Answer, q *fact.Question, v view, filter int) fact.Answer {
	n := &t.narrowed
	if n.suffixed > 0 {
		a.Beside = append(a.Beside, fact.Note{Name: bySuffix, Count: n.suffixed})
	}
	if t.seen == 0 {
		a.Problem = []fact.Problem{{Reason: fact.Empty, Text: "the report names no source file"}}
		return a
	}
	if !n.passes[filter] {
		a.Problem = unmatched(q, a.Seen, 0, "source files")
		return a
	}
	unknown, added := n.unseenBy(q.Where)
	lines := t.pool.of(filter)
	a.Matched = lines.files + int64(len(unknown)) // what is unseen is not nothing
	a.Seen = plus(a.Seen, int64(len(unknown)))
	switch {
	case a.Matched == 0:
		a.Untouched = true
		return absent(a, "the change adds no line to a file of which the report speaks")
	case v.part == unseen:
		return unseenFiles(a, unknown)
	case lines.files == 0:
		return absent(a, "the report knows none of the changed files: %s", namesOf(unknown))
	case lines.differ != "":
		a.Problem = append(a.Problem, fact.Problem{Reason: fact.Inconclusive, Text: fmt.Sprintf("several files name %s and disagree on its lines", lines.differ)})
		return a
	case lines.sums[fact.Lines].whole == 0:
		return absent(a, "no line that the change adds is known as coverable")
	}
	figure, _ := lines.figure(v)
	if sum := lines.sums[fact.Lines]; len(unknown) > 0 && v.part != hits {
		other := v.value(covered{part: sum.part, whole: plus(sum.whole, added)})
		figure.Range = &fact.Range{
			Low: other, High: figure.Value, Reason: fact.NoMatch,
			Because: fmt.Sprintf("the report does not know %s, of which %d added lines may be coverable", namesOf(unknown), added),
		}
		if v.part == all {
			figure.Range.Low, figure.Range.High = figure.Value, other
		}
	}
	a.Figures = []fact.Figure{figure}
	for i := range lines.worst[v.list].kept {
		c := &lines.worst[v.list].kept[i]
		a.Exhibits = append(a.Exhibits, c.exhibit(v.of(c)))
	}
	a.More = lines.open[v.list] - int64(len(a.Exhibits))
	return a
}

// unseenBy lists the unseen files that a filter does not leave out, and counts
// their added lines. A filter on the paths of a report that writes them otherwise
// than the project leaves none out.
func (n *narrowedCover) unseenBy(w fact.Where) (files []*changedFile, added int64) {
	for _, f := range n.unseen {
		if !n.exact || w.Admits("path", f.path) {
			files, added = append(files, f), plus(added, f.added)
		}
	}
	return files, added
}

// unseenFiles answers how many changed files the report does not know.
func unseenFiles(a fact.Answer, files []*changedFile) fact.Answer {
	figure := fact.Figure{Value: quantity.Int(int64(len(files)), quantity.Count)}
	for i, f := range files {
		if i == exhibitsKept {
			a.More = int64(len(files) - i)
			break
		}
		a.Exhibits = append(a.Exhibits, fact.Exhibit{Rank: "unseen", Name: f.path, Text: fmt.Sprintf("%d added lines", f.added), At: f.at})
	}
	if len(files) > 0 {
		figure.At = files[0].at
	}
	a.Figures = []fact.Figure{figure}
	return a
}

// namesOf names the first few files.
func namesOf(files []*changedFile) string {
	var names []string
	for i, f := range files {
		if i == 3 {
			names = append(names, fmt.Sprintf("and %d more", len(files)-i))
			break
		}
		names = append(names, f.path)
	}
	return strings.Join(names, ", ")
}
