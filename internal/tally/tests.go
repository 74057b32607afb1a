package tally

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
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

// caseTable counts tests. What became of a test is known only when its file is
// read, and with attempts when all are, so tests are kept until then, as hashes,
// and filters on the outcome apply to the groups.
type caseTable struct {
	set     *Set
	file    *Sink
	matcher *matcher[fact.Case]
	columns []column[fact.Case]
	roll    roll
	groups  []*caseGroup
	chosen  index             // of the groups, once decided
	numbers map[string]uint32 // of groups, by filters passed and row names
	record  keptCase          // the current one, to save an allocation each
	cases   int64             // reported by the file
	written string            // its path as the file names it
	// attempts are the files of evidence whose files are attempts of one run.
	attempts *caseTable
	decided  sync.Once
	// seen are the tests and extra the errors next to them, once decided.
	seen, extra int64
	timed       bool // some test took time, once decided
}

// caseGroup holds the tests that pass the same filters on other fields than
// outcome and belong to the same rows.
type caseGroup struct {
	passed    bitset
	rows      []string // for each breakdown of the set
	tests     [classes]int64
	extra     int64         // errors next to tests
	lost      int64         // errors in place of tests that could not be loaded
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
		{"path", func(c *fact.Case) string { return paths(c.Path, t.written) }},
	}
	t.matcher = newMatcher(s.filters, t.columns)
	return t
}

func (t *caseTable) add(c *fact.Case) error {
	switch {
	case !c.Extra && strings.TrimSpace(c.Name) == "":
		return errors.New("expected the name of a test, found none")
	case !c.Extra && (c.Outcome < fact.Skipped || c.Outcome > fact.Errored):
		return fmt.Errorf("expected an outcome of the test %q, found none", c.Name)
	case t.roll.count > maxCases:
		return fmt.Errorf("expected at most %d distinct tests", maxCases)
	case len(t.groups) > maxGroups:
		return fmt.Errorf("expected at most %d groups of tests for filters and breakdowns", maxGroups)
	}
	t.written = fact.NormalPath(c.Path)
	t.record = keptCase{Case: *c, path: t.file.path}
	c = &t.record.Case
	c.Path = t.file.Reading.path(c.Path)
	if !c.Extra {
		t.cases++
	}
	number := t.group(t.matcher.match(c), c)
	group := t.groups[number]
	if c.Extra {
		group.extra = plus(group.extra, 1)
		group.offer(erroredCase, &t.record)
		return nil
	}
	if c.Lost {
		group.lost = plus(group.lost, 1)
	}
	ran := classOf(c.Outcome, c.Flaky)
	group.time(ran, c.Duration)
	i := t.test(c)
	if ran != passedCase {
		t.record.hash = i.hash
		group.offer(ran, &t.record)
	}
	if !i.known {
		i.group = number
	}
	i.ran(c.Outcome, ran == flakyCase)
	return nil
}

// test finds the test that a case is an attempt of. A case of a known identity
// that is not marked as another attempt is another test.
func (t *caseTable) test(c *fact.Case) *identity {
	run := ""
	if t.file.Reading.Attempts {
		run = t.file.Reading.ID
	}
	hash := t.set.hash(run, c.Suite, c.Name, c.Path)
	first := t.roll.find(hash)
	if first.known && !c.Again {
		first.repeats++
	}
	if first.repeats == 0 {
		return first
	}
	return t.roll.find(hash + uint64(first.repeats)*goldenRatio)
}

// goldenRatio keeps the hashes of tests of one name apart.
const goldenRatio = 0x9e3779b97f4a7c15

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
	if d.Sign() <= 0 { // a clock that was set back says nothing about the test
		return
	}
	if g.durations[ran] == nil {
		g.durations[ran] = &sum{}
	}
	g.durations[ran].add(d)
}

func (t *caseTable) merge(other table) {
	o := other.(*caseTable)
	t.matcher.learn(o.matcher)
	switch {
	case o.file != nil && o.file.Reading.Attempts:
		if t.attempts == nil {
			t.attempts = newCaseTable(t.set, nil)
		}
		t.attempts.unite(o)
	default:
		o.decided.Do(o.decide)
		t.mergeGroups(o)
	}
}

// listed counts the cases that the file has reported.
func (t *caseTable) listed() int64 { return t.cases }

// mergeGroups adds the groups of another table and gives their numbers here.
func (t *caseTable) mergeGroups(o *caseTable) []uint32 {
	numbers := make([]uint32, len(o.groups))
	for n, theirs := range o.groups {
		numbers[n] = t.numbered(theirs.passed, theirs.rows)
		t.groups[numbers[n]].merge(theirs)
	}
	return numbers
}

// unite adds the tests of another attempt, none of them decided.
func (t *caseTable) unite(o *caseTable) {
	numbers := t.mergeGroups(o)
	for i := range o.roll.all {
		theirs := *i
		theirs.date = o.file.Newest.UnixNano()
		if mine := t.roll.find(theirs.hash); mine.known {
			mine.unite(&theirs)
		} else {
			theirs.group = numbers[theirs.group]
			*mine = theirs
		}
	}
}

// decide counts the tests of each group, once all attempts are there, and keeps
// as exhibits those that show how their test counts.
func (t *caseTable) decide() {
	if t.attempts != nil {
		t.attempts.decided.Do(t.attempts.decide)
		t.mergeGroups(t.attempts)
	}
	for i := range t.roll.all {
		n := &t.groups[i.group].tests[i.class()]
		*n = plus(*n, 1)
	}
	for _, g := range t.groups {
		g.worst = t.decidedExhibits(g)
	}
	var all caseCounts
	passed := make([]bitset, len(t.groups))
	for i, g := range t.groups {
		g.addTo(&all, everyClass)
		passed[i] = g.passed
	}
	t.chosen = indexed(passed)
	t.seen, t.extra = all.total(everyClass...), all.extra
	t.timed = slices.ContainsFunc(t.groups, func(g *caseGroup) bool { return g.durations != [classes]*sum{} })
}

func (g *caseGroup) merge(o *caseGroup) {
	g.extra, g.lost = plus(g.extra, o.extra), plus(g.lost, o.lost)
	for c := range classes {
		g.tests[c] = plus(g.tests[c], o.tests[c])
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
