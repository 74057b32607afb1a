package tally

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// Limits of one file: the groups that filters and breakdowns make of its tests,
// and how many candidates for exhibits each keeps. A candidate whose test turns
// out flaky is dropped, so there are more of them than exhibits.
const (
	maxGroups  = 1 << 18
	candidates = 2 * exhibitsKept
)

// caseTable counts tests. The outcome of a test is known only when all files
// are read, so tests are kept, as hashes, and filters on the outcome apply to
// the groups.
type caseTable struct {
	set     *Set
	file    *Sink
	matcher *matcher[fact.Case]
	columns []column[fact.Case]
	roll    roll
	groups  []*caseGroup
	numbers map[string]uint32 // of groups, by filters passed and row names
	record  keptCase          // the current one, to save an allocation each
	decided sync.Once
	// seen are the tests and extra the errors beside them, once decided.
	seen, extra int64
	timed       bool // some test took time, once decided
}

// caseGroup holds the tests that pass the same filters on other fields than
// outcome and belong to the same rows.
type caseGroup struct {
	passed    bitset
	rows      []string // for each breakdown of the set
	tests     [classes]int64
	extra     int64         // errors beside tests
	durations [classes]*sum // of runs, by the outcome of the run
	worst     [classes]top[keptCase]
}

// keptCase is a test of one evidence file.
type keptCase struct {
	fact.Case
	path string
	hash uint64
}

func newCaseTable(s *Set, file *Sink) *caseTable {
	t := &caseTable{set: s, file: file, numbers: map[string]uint32{}}
	t.columns = []column[fact.Case]{
		{"suite", func(c *fact.Case) string { return c.Suite }},
		{"name", func(c *fact.Case) string { return c.Name }},
		{"path", func(c *fact.Case) string { return c.Path }},
	}
	t.matcher = newMatcher(s.filters, t.columns)
	return t
}

func (t *caseTable) add(c *fact.Case) error {
	switch {
	case !c.Extra && (c.Outcome < fact.Skipped || c.Outcome > fact.Errored):
		return fmt.Errorf("wanted an outcome of the test %q, found none", c.Name)
	case c.Duration.Sign() < 0:
		return fmt.Errorf("wanted a duration of the test %q, found a negative one", c.Name)
	case t.roll.count > maxCases:
		return fmt.Errorf("wanted at most %d distinct tests", maxCases)
	case len(t.groups) > maxGroups:
		return fmt.Errorf("wanted at most %d groups of tests for filters and breakdowns", maxGroups)
	}
	number := t.group(t.matcher.match(c), c)
	group := t.groups[number]
	if c.Extra {
		group.extra = plus(group.extra, 1)
		t.record = keptCase{Case: *c, path: t.file.path}
		group.offer(erroredCase, &t.record)
		return nil
	}
	hash := t.set.hash(c.Suite, c.Name, c.Path)
	ran := classOf(c.Outcome, c.Flaky)
	group.time(ran, c.Duration)
	if ran != passedCase {
		t.record = keptCase{Case: *c, path: t.file.path, hash: hash}
		group.offer(ran, &t.record)
	}
	i := t.roll.find(hash)
	if i.count == 0 {
		i.group = number
	}
	i.ran(c.Outcome, ran == flakyCase)
	return nil
}

// group returns the number of the group that a case belongs to.
func (t *caseTable) group(c *combination, r *fact.Case) uint32 {
	if len(t.set.by) == 0 && c.round > 0 {
		return uint32(c.slot)
	}
	var rows []string
	for _, b := range t.set.by {
		rows = append(rows, strings.Join(valuesOf(t.columns, b.field, r), ""))
	}
	c.slot, c.round = int32(t.numbered(c.set, rows)), 1
	return uint32(c.slot)
}

func (t *caseTable) numbered(passed bitset, rows []string) uint32 {
	key := passed.key() + listSeparator + strings.Join(rows, listSeparator)
	number, ok := t.numbers[key]
	if !ok {
		number = uint32(len(t.groups))
		t.numbers[key] = number
		t.groups = append(t.groups, &caseGroup{passed: passed, rows: rows})
	}
	return number
}

// offer keeps a case that did not simply pass, when it is among the first.
func (g *caseGroup) offer(c class, k *keptCase) {
	g.worst[c].offer(k, candidates, (*keptCase).before, (*keptCase).copied)
}

func (g *caseGroup) time(ran class, d quantity.Decimal) {
	if d.Sign() == 0 {
		return
	}
	if g.durations[ran] == nil {
		g.durations[ran] = &sum{}
	}
	g.durations[ran].add(d)
}

func (t *caseTable) merge(other table) {
	o := other.(*caseTable)
	numbers := make([]uint32, len(o.groups))
	for n, theirs := range o.groups {
		numbers[n] = t.numbered(theirs.passed, theirs.rows)
		t.groups[numbers[n]].merge(theirs)
	}
	for i := range o.roll.all {
		theirs := *i
		if o.file != nil && o.file.Newest.IsZero() {
			theirs.last, theirs.undated = 0, theirs.last
		} else if o.file != nil {
			theirs.date = o.file.Newest.UnixNano()
		}
		mine := t.roll.find(theirs.hash)
		if mine.count > 0 {
			mine.unite(&theirs)
			continue
		}
		theirs.group = numbers[theirs.group]
		*mine = theirs
	}
}

func (g *caseGroup) merge(o *caseGroup) {
	g.extra = plus(g.extra, o.extra)
	for c := range classes {
		for n := range o.worst[c].kept {
			g.worst[c].offer(&o.worst[c].kept[n], candidates, (*keptCase).before, itself)
		}
		if o.durations[c] == nil {
			continue
		}
		if g.durations[c] == nil {
			g.durations[c] = &sum{}
		}
		g.durations[c].merge(o.durations[c])
	}
}

// before orders cases by where the evidence reports them.
func (k *keptCase) before(l *keptCase) bool {
	if k.path == l.path && k.Line != l.Line {
		return k.Line < l.Line
	}
	return cmp.Or(
		strings.Compare(k.path, l.path),
		cmp.Compare(k.Line, l.Line),
		strings.Compare(k.Suite, l.Suite),
		strings.Compare(k.Name, l.Name),
		strings.Compare(k.Path, l.Path),
		strings.Compare(k.Message, l.Message),
	) < 0
}

// copied keeps the case with a message of bounded length.
func (k *keptCase) copied() keptCase {
	c := *k
	c.Message = bounded(k.Message)
	return c
}
