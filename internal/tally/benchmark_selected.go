package tally

import (
	"math/big"
	"slices"

	"signoff/internal/fact"
)

// group is the series that the same filters select, by their places in the list.
type group struct {
	passed bitset
	places []int
}

// failed is how many requests failed of the series whose names pass the same
// filters, whatever their metric.
type failed struct {
	named bitset
	n     *big.Rat
}

// arrange puts the series in groups, so that a question finds those that it is about
// without a walk of them all.
func (t *benchTable) arrange() {
	known, failures := map[string]int{}, map[string]int{}
	for place, s := range t.list {
		key := s.passed.key()
		i, ok := known[key]
		if !ok {
			i = len(t.groups)
			known[key] = i
			t.groups = append(t.groups, group{passed: s.passed})
		}
		t.groups[i].places = append(t.groups[i].places, place)
		for _, f := range s.perRun(fact.Errors, true, false) {
			named := t.set.filters.named("name", s.name)
			key := named.key()
			i, ok := failures[key]
			if !ok {
				i = len(t.failures)
				failures[key] = i
				t.failures = append(t.failures, failed{named, new(big.Rat)})
			}
			t.failures[i].n.Add(t.failures[i].n, f.Value.Base())
		}
	}
	passed, named := make([]bitset, len(t.groups)), make([]bitset, len(t.failures))
	for i := range t.groups {
		passed[i] = t.groups[i].passed
	}
	for i := range t.failures {
		named[i] = t.failures[i].named
	}
	t.chosen, t.failing = indexed(passed), indexed(named)
}

// selected lists the series that pass a filter, in the order of the list.
func (t *benchTable) selected(filter int) []*series {
	var places []int
	for i := range t.chosen.holding(filter) {
		places = append(places, t.groups[i].places...)
	}
	if len(places) == len(t.list) {
		return t.list
	}
	slices.Sort(places)
	list := make([]*series, len(places))
	for i, place := range places {
		list[i] = t.list[place]
	}
	return list
}
