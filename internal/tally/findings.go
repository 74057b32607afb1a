package tally

import (
	"fmt"
	"maps"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// state is whether a finding counts. When several tools report the same
// finding, the greatest state is its state.
type state uint8

const (
	exempted state = iota // by a VEX statement
	suppressed
	undecided
	active
)

var allStates = []state{active, undecided, suppressed, exempted}

// findingCounts counts findings by severity and state.
type findingCounts [fact.Critical + 1][active + 1]int64

func (c *findingCounts) sum(severities []fact.Severity, states []state) int64 {
	var n int64
	for _, severity := range severities {
		for _, s := range states {
			n = plus(n, c[severity][s])
		}
	}
	return n
}

// findingTally counts the findings of one combination of filters.
type findingTally struct {
	counts findingCounts
	keep   int // how many exhibits of each severity and state
	worst  [fact.Critical + 1][active + 1]top[keptFinding]
	rules  map[uint64]rank // the rules and whether they have active findings; nil unless asked for
	places map[uint64]rank // the worst at each place; nil unless asked for
	alone  findingCounts   // findings that are like no other
	// open are active ones without a rating that are not apart, openAlone those
	// of them that are like no other.
	open, openAlone int64
	rows            []map[string]*findingTally // for each breakdown of the set; nil unless asked for
	fresh           func() *findingTally       // a tally of one row
}

// tally makes an empty tally for findings that pass exactly these filters.
func (t *scannerTable) tally(passed bitset) *findingTally {
	rules, places := passed.meets(t.set.rules), passed.meets(t.set.dedupe)
	fresh := func(keep int) *findingTally {
		n := &findingTally{keep: keep}
		if rules {
			n.rules = map[uint64]rank{}
		}
		if places {
			n.places = map[uint64]rank{}
		}
		return n
	}
	n := fresh(exhibitsKept)
	n.fresh = func() *findingTally { return fresh(1) }
	n.rows = make([]map[string]*findingTally, len(t.set.by))
	for i, b := range t.set.by {
		if passed.meets(b.filters) {
			n.rows[i] = map[string]*findingTally{}
		}
	}
	return n
}

// stateOf says whether a finding counts.
func stateOf(k *keptFinding) state {
	switch {
	case k.Suppressed:
		return suppressed
	case k.exempt != nil:
		return exempted
	case k.Undecided:
		return undecided
	}
	return active
}

func (t *findingTally) add(table *scannerTable, k *keptFinding, n int64) {
	r := rank{stateOf(k), k.Severity, k.apart}
	if t.places != nil && k.place == 0 && !k.alone {
		place, ok := table.placeOf(&k.Finding)
		k.place, k.alone = place, !ok
	}
	rule := uint64(0)
	if t.rules != nil {
		rule = table.set.hash(k.Rule)
	}
	t.addRanked(k, n, r, rule)
	for i, rows := range t.rows {
		if rows == nil {
			continue
		}
		for _, value := range table.values(i, &k.Finding) {
			row, ok := rows[value]
			if !ok {
				row = t.fresh()
				rows[value] = row
			}
			row.addRanked(k, n, r, rule)
		}
	}
}

func (t *findingTally) merge(o *findingTally) {
	t.open, t.openAlone = plus(t.open, o.open), plus(t.openAlone, o.openAlone)
	for severity := range t.counts {
		for s := range t.counts[severity] {
			t.counts[severity][s] = plus(t.counts[severity][s], o.counts[severity][s])
			t.alone[severity][s] = plus(t.alone[severity][s], o.alone[severity][s])
			for i := range o.worst[severity][s].kept {
				t.worst[severity][s].offer(&o.worst[severity][s].kept[i], t.keep, (*keptFinding).before, itself)
			}
		}
	}
	raise(t.rules, o.rules)
	raise(t.places, o.places)
	for i, rows := range t.rows {
		if rows == nil || o.rows == nil {
			continue
		}
		for value, theirs := range o.rows[i] {
			row, ok := rows[value]
			if !ok {
				row = t.fresh()
				rows[value] = row
			}
			row.merge(theirs)
		}
	}
}

// distinct counts each place once, with the worst that was found there.
func (t *findingTally) distinct() *findingCounts {
	counts := t.alone
	for _, r := range t.places {
		counts[r.severity][r.state]++
	}
	return &counts
}

// count gives the counts that the question is about.
func (t *findingTally) count(q *fact.Question) *findingCounts {
	if q.Dedupe {
		return t.distinct()
	}
	return &t.counts
}

// unrated counts the active findings without a rating of which any severity is
// possible, by places where the question asks for that.
func (t *findingTally) unrated(q *fact.Question) int64 {
	if !q.Dedupe {
		return t.open
	}
	n := t.openAlone
	for _, r := range t.places {
		if r.severity == fact.NoSeverity && r.state == active && !r.apart {
			n++
		}
	}
	return n
}

// openUnrated says why a count by severity is open, and what would settle it.
func openUnrated(n int64) string {
	return fmt.Sprintf("%d findings have no severity and may count: rate them by severity: { unrated: LEVEL } on the evidence, or leave them to a criterion on findings.unrated by { unrated: apart }", n)
}

// bySeverity says whether a question selects findings by their severity, so that
// those without one may or may not count.
func bySeverity(q *fact.Question) bool {
	return !scannerMeasures.of(q).exact || slices.Contains(q.Where.Fields(), "severity")
}

func (t *findingTally) figure(q *fact.Question) fact.Figure {
	severities, states := cells(q)
	rated := slices.DeleteFunc(slices.Clone(severities), func(s fact.Severity) bool { return s == fact.NoSeverity })
	n := t.count(q).sum(severities, states)
	if scannerMeasures.of(q).rules {
		n = 0
		for _, r := range t.rules {
			if slices.Contains(states, r.state) {
				n++
			}
		}
	}
	bySeverity := bySeverity(q) && !scannerMeasures.of(q).rules
	if bySeverity { // those without a rating may or may not be among them
		n = t.count(q).sum(rated, states)
	}
	figure := count(n, fact.Location{})
	if open := t.unrated(q); bySeverity && open > 0 {
		figure.Range = &fact.Range{Low: figure.Value, High: quantity.Int(plus(n, open), quantity.Count), Because: openUnrated(open)}
	}
	if worst := t.kept(q, severities, states); n > 0 && len(worst) > 0 {
		figure.At = fact.Location{Path: worst[0].path, Line: worst[0].Line}
	}
	return figure
}

// rowFigures breaks the figure down by the i-th breakdown of the set. Values
// without a finding that counts have no row.
func (t *findingTally) rowFigures(q *fact.Question, i int) []fact.Row {
	var rows []fact.Row
	for _, value := range slices.Sorted(maps.Keys(t.rows[i])) {
		if figure := t.rows[i][value].figure(q); figure.Value.Sign() > 0 {
			rows = append(rows, fact.Row{Name: value, Figure: figure})
		}
	}
	return rows
}
