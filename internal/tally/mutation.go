package tally

import (
	"fmt"
	"maps"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// maxMutants bounds the mutants of one file.
const maxMutants = 1 << 24

// mutationTable counts mutants. Killed are those that a test noticed, by a
// failure or by not ending in time; survived those that none noticed, also where
// no test runs the changed code. What is left out counts nowhere.
type mutationTable struct {
	set     *Set
	file    *Sink
	columns []column[fact.Mutant]
	matcher *matcher[fact.Mutant]
	pool    *pool[*mutationTally]
	mutants int64
	written string // the current path as the file names it
}

// mutationTally counts what passes one combination of filters, by outcome.
type mutationTally struct {
	counts   [fact.LeftOut + 1]int64
	keep     int
	survived top[keptItem]
	rows     []map[string]*mutationTally
}

func newMutationTable(s *Set, file *Sink) *mutationTable {
	t := &mutationTable{set: s, file: file}
	t.columns = []column[fact.Mutant]{
		{"path", func(m *fact.Mutant) string { return paths(m.Path, t.written) }},
		{"mutator", func(m *fact.Mutant) string { return m.Mutator }},
		{"outcome", func(m *fact.Mutant) string { return m.Outcome.String() }},
	}
	t.matcher = newMatcher(s.filters, t.columns)
	t.pool = newPool(len(s.filters.wheres), t.tally)
	return t
}

// mutationOf is how a measure of mutants is answered.
type mutationOf func(t *mutationTally) (fact.Figure, bool)

// mutationMeasures are the measures of mutants.
var mutationMeasures = measures[mutationOf]{
	{fact.Measure{Name: "mutation.score", Unit: quantity.Percent, Default: true, Of: "mutation.total", Doc: "killed ÷ total",
		First: fact.First{Title: "Mutation score", Target: ">= 60%"}}, func(t *mutationTally) (fact.Figure, bool) {
		killed, total := t.killed(), t.total()
		return fact.Figure{Value: quantity.Ratio(killed, total), Part: killed, Whole: total}, total > 0
	}},
	{fact.Measure{Name: "mutation.killed", Doc: "mutants that a test noticed, by failing or by not ending in time"}, counts((*mutationTally).killed)},
	{fact.Measure{Name: "mutation.survived", Doc: "mutants that no test noticed, those among them that no test runs"}, counts((*mutationTally).alive)},
	{fact.Measure{Name: "mutation.total", Total: true, Doc: "killed + survived; what did not compile, could not run or was ignored is not among them"}, counts((*mutationTally).total)},
}

func counts(of func(t *mutationTally) int64) mutationOf {
	return func(t *mutationTally) (fact.Figure, bool) { return count(of(t), fact.Location{}), true }
}

func (t *mutationTally) killed() int64 { return plus(t.counts[fact.Killed], t.counts[fact.TimedOut]) }
func (t *mutationTally) alive() int64  { return plus(t.counts[fact.Survived], t.counts[fact.Uncovered]) }
func (t *mutationTally) total() int64  { return plus(t.killed(), t.alive()) }

func (t *mutationTable) add(m *fact.Mutant) error {
	switch {
	case m.Outcome < fact.Killed || m.Outcome > fact.LeftOut:
		return fmt.Errorf("expected what became of a mutant of %.80q, found none", m.Path)
	case t.mutants >= maxMutants:
		return fmt.Errorf("expected at most %d mutants", maxMutants)
	}
	t.mutants++
	record := *m
	t.written = fact.NormalPath(m.Path)
	record.Path = t.file.Reading.path(m.Path)
	item := keptItem{name: m.Mutator, text: m.Message, subject: place(record.Path, m.At), at: fact.Location{Path: t.file.path, Line: m.Line}}
	tally := t.pool.at(t.matcher.match(&record))
	tally.add(m.Outcome, &item)
	for i, rows := range tally.rows {
		if rows == nil {
			continue
		}
		for _, value := range valuesOf(t.columns, t.set.by[i].field, &record) {
			mutationRow(rows, value).add(m.Outcome, &item)
		}
	}
	return rowsWithin(tally.rows)
}

func (t *mutationTable) listed() int64 { return t.mutants }

func (t *mutationTable) merge(other table) {
	o := other.(*mutationTable)
	t.matcher.learn(o.matcher)
	t.mutants = plus(t.mutants, o.mutants)
	t.pool.merge(o.pool)
}

func (t *mutationTable) answer(q *fact.Question, filter int) fact.Answer {
	all, of := t.pool.of(filter), mutationMeasures.of(q)
	a := fact.Answer{Seen: t.mutants, Matched: plus(all.total(), all.counts[fact.LeftOut])}
	a.Problem = near(t.set, q, unmatched(q, a.Seen, a.Matched, "mutants"), t.matcher.names)
	figure, ok := of(all)
	if !ok || all.total() == 0 && len(a.Problem) == 0 {
		return absent(a, "no mutant that tells anything: each of %d was left out", a.Matched)
	}
	for i := range all.survived.kept {
		k := &all.survived.kept[i]
		a.Exhibits = append(a.Exhibits, fact.Exhibit{Rank: "survived", Name: k.name, Text: bounded(k.text), Subject: k.subject, At: k.at})
	}
	if a.More = all.alive() - int64(len(a.Exhibits)); len(a.Exhibits) > 0 {
		figure.At = a.Exhibits[0].At
	}
	a.Figures = []fact.Figure{figure}
	a.Beside = []fact.Note{{Name: "uncovered", Count: all.counts[fact.Uncovered]}, {Name: "timed out", Count: all.counts[fact.TimedOut]}, {Name: "left out", Count: all.counts[fact.LeftOut]}}
	for i, b := range t.set.by {
		if b.field.Name != q.By {
			continue
		}
		for _, value := range slices.Sorted(maps.Keys(all.rows[i])) {
			if f, ok := of(all.rows[i][value]); ok {
				a.Rows = append(a.Rows, fact.Row{Name: value, Figure: f})
			}
		}
	}
	return a
}

// tally makes an empty tally for mutants that pass exactly these filters.
func (t *mutationTable) tally(passed bitset) *mutationTally {
	n := &mutationTally{keep: exhibitsKept, rows: make([]map[string]*mutationTally, len(t.set.by))}
	for i, b := range t.set.by {
		if passed.meets(b.filters) {
			n.rows[i] = map[string]*mutationTally{}
		}
	}
	return n
}

func mutationRow(rows map[string]*mutationTally, value string) *mutationTally {
	row, ok := rows[value]
	if !ok {
		row = &mutationTally{}
		rows[value] = row
	}
	return row
}

func (t *mutationTally) add(o fact.MutantOutcome, item *keptItem) {
	t.counts[o] = plus(t.counts[o], 1)
	if o == fact.Survived || o == fact.Uncovered {
		t.survived.offer(item, t.keep, (*keptItem).before, itself)
	}
}

func (t *mutationTally) merge(o *mutationTally) {
	for i := range t.counts {
		t.counts[i] = plus(t.counts[i], o.counts[i])
	}
	for i := range o.survived.kept {
		t.survived.offer(&o.survived.kept[i], t.keep, (*keptItem).before, itself)
	}
	for i, rows := range t.rows {
		if rows == nil || o.rows == nil {
			continue
		}
		for value, theirs := range o.rows[i] {
			mutationRow(rows, value).merge(theirs)
		}
	}
}
