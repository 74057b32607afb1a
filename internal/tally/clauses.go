package tally

import (
	"slices"
	"strings"

	"signoff/internal/fact"
)

// fieldFilter is what all filters together ask of one field. A value visits the
// clauses that can hold for it, found by the value itself and by how it begins
// and ends, and those that no such literal finds.
type fieldFilter struct {
	field   *fact.Field
	free    bitset // the filters that ask nothing of it
	clauses []clauseFilter
	words   map[string][]int // clauses that one of a few words passes, by word
	begins  affixes          // patterns by the literal before their first wildcard
	ends    affixes          // patterns by the literal after their last
	others  []int            // the clauses that have to be tried
}

// clauseFilter is one distinct clause and the filters that contain it.
type clauseFilter struct {
	fact.Clause
	filters []int
}

// affixes finds clauses by a literal at one end of a value.
type affixes struct {
	lengths []int // those of the literals, distinct
	clauses map[string][]int
}

// add notes that the i-th clause may hold for values with the literal.
func (a *affixes) add(literal string, i int) {
	if a.clauses == nil {
		a.clauses = map[string][]int{}
	}
	if !slices.Contains(a.lengths, len(literal)) {
		a.lengths = append(a.lengths, len(literal))
	}
	a.clauses[literal] = append(a.clauses[literal], i)
}

// index notes how the i-th clause is found for a value.
func (f *fieldFilter) index(i int) {
	if words, plain := f.clauses[i].Words(); plain {
		for _, word := range words {
			f.words[word] = append(f.words[word], i)
		}
		return
	}
	literals := f.clauses[i].Literals()
	if literals == nil {
		f.others = append(f.others, i)
	}
	for _, l := range literals {
		if l.Ends {
			f.ends.add(l.Text, i)
		} else {
			f.begins.add(l.Text, i)
		}
	}
}

// passing gives the filters that a value of the field leaves standing.
func (f *fieldFilter) passing(value string) bitset {
	values := strings.Split(value, listSeparator)
	if f.field.Open && value == unrated {
		return f.all() // it may be any
	}
	set := make(bitset, len(f.free))
	copy(set, f.free)
	try := func(clauses []int) {
		for _, i := range clauses {
			if f.clauses[i].Matches(values) {
				f.clauses[i].addTo(set)
			}
		}
	}
	for _, v := range values {
		for _, i := range f.words[v] {
			f.clauses[i].addTo(set)
		}
		for _, n := range f.begins.lengths {
			if n <= len(v) {
				try(f.begins.clauses[v[:n]])
			}
		}
		for _, n := range f.ends.lengths {
			if n <= len(v) {
				try(f.ends.clauses[v[len(v)-n:]])
			}
		}
	}
	try(f.others)
	return set
}

// named gives the filters that one field's value leaves standing, whatever they
// ask of others.
func (f *filters) named(field, value string) bitset {
	for i := range f.fields {
		if f.fields[i].field.Name == field {
			return f.fields[i].passing(value)
		}
	}
	return f.everyone()
}

// all are the filters, whatever they ask of the field.
func (f *fieldFilter) all() bitset {
	set := make(bitset, len(f.free))
	copy(set, f.free)
	for i := range f.clauses {
		f.clauses[i].addTo(set)
	}
	return set
}

func (c *clauseFilter) addTo(set bitset) {
	for _, number := range c.filters {
		set.add(number)
	}
}
