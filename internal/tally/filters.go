package tally

import (
	"slices"
	"strings"

	"signoff/internal/fact"
)

// Bounds of what a matcher remembers. Beyond them it forgets and computes
// again; no answer depends on what it remembers.
const (
	memoValues = 1 << 16 // field values
	memoBytes  = 16 << 20
)

// listSeparator stands between the values of a Multi field.
const listSeparator = "\x00"

// filters are the distinct Wheres of a set of questions, compiled once and
// shared by all its sinks. A filter is known by its number.
type filters struct {
	wheres     []fact.Where
	fields     []fieldFilter
	exceptions []exception
}

// exception says that the records that pass one filter do not pass another, or
// that they have to.
type exception struct {
	filter, other int
	must          bool
}

// newFilters compiles the distinct Wheres among questions; numbers gives each
// question's filter.
func newFilters(kind fact.Kind, questions []fact.Question) (f *filters, numbers []int) {
	f = &filters{}
	known := map[string]int{}
	add := func(w fact.Where) (number int, fresh bool) {
		name := w.String()
		if number, ok := known[name]; ok {
			return number, false
		}
		known[name] = len(f.wheres)
		f.wheres = append(f.wheres, w)
		return known[name], true
	}
	for _, q := range questions {
		number, fresh := add(q.Where)
		numbers = append(numbers, number)
		if !fresh {
			continue
		}
		for _, c := range q.Where.Exceptions() {
			other, _ := add(c)
			f.exceptions = append(f.exceptions, exception{filter: number, other: other})
		}
		for _, c := range q.Where.Bounds() {
			other, _ := add(c)
			f.exceptions = append(f.exceptions, exception{filter: number, other: other, must: true})
		}
	}
	for i := range fact.Fields {
		if fact.Fields[i].Kind == kind {
			f.addField(&fact.Fields[i])
		}
	}
	return f, numbers
}

// none is the empty set of filters.
func (f *filters) none() bitset { return newBitset(len(f.wheres)) }

// everyone is the set of all filters.
func (f *filters) everyone() bitset {
	all := f.none()
	for i := range f.wheres {
		all.add(i)
	}
	return all
}

// addField compiles what the filters ask of one field, if any asks.
func (f *filters) addField(field *fact.Field) {
	compiled := fieldFilter{field: field, free: newBitset(len(f.wheres)), words: map[string][]int{}}
	known := map[string]int{}
	for number, w := range f.wheres {
		c, ok := w.Clause(field)
		if !ok {
			compiled.free.add(number)
			continue
		}
		i, ok := known[c.String()]
		if !ok {
			i = len(compiled.clauses)
			known[c.String()] = i
			compiled.clauses = append(compiled.clauses, clauseFilter{Clause: c})
			compiled.index(i)
		}
		compiled.clauses[i].filters = append(compiled.clauses[i].filters, number)
	}
	if len(compiled.clauses) > 0 {
		f.fields = append(f.fields, compiled)
	}
}

// column reads one field of a kind's records; several values are joined by
// listSeparator. Of a field that is not Multi they are forms of one value, of
// which the first is shown.
type column[R any] struct {
	name string
	of   func(r *R) string
}

// valuesOf lists a record's values in one field.
func valuesOf[R any](columns []column[R], field *fact.Field, r *R) []string {
	for _, c := range columns {
		switch {
		case c.name != field.Name:
		case field.Multi:
			values := strings.Split(c.of(r), listSeparator)
			slices.Sort(values)
			return slices.Compact(values)
		default:
			value, _, _ := strings.Cut(c.of(r), listSeparator)
			return []string{value}
		}
	}
	return nil
}

// matcher tells which filters a record passes. It remembers the verdict on
// each field value and each combination, so that its cost follows the distinct
// values and not the filters.
type matcher[R any] struct {
	columns []matched[R]
	all     *combination
	sets    map[string]*combination
	pairs   map[[2]*combination]*combination
	bytes   int

	forgot     bool // so that not every value is known any more
	exceptions []exception
	final      map[*combination]*combination // with the exceptions taken out
}

// matched is a column with what the filters ask of it.
type matched[R any] struct {
	column[R]
	filter *fieldFilter
	memo   map[string]*combination
	// there are the values of other files, for naming one that may be meant.
	there map[string]bool
}

// combination is one set of filters that some record passes. Slot is where a
// pool keeps its tally, in the pool's round of that number.
type combination struct {
	set         bitset
	slot, round int32
}

// newMatcher compiles the columns that some filter uses. Fields without a
// column are the table's to check.
func newMatcher[R any](f *filters, columns []column[R]) *matcher[R] {
	m := &matcher[R]{exceptions: f.exceptions}
	for _, c := range columns {
		for i := range f.fields {
			if f.fields[i].field.Name == c.name {
				m.columns = append(m.columns, matched[R]{column: c, filter: &f.fields[i]})
			}
		}
	}
	m.all = &combination{set: f.everyone()}
	m.forget()
	return m
}

// forget drops what is remembered.
func (m *matcher[R]) forget() {
	m.bytes = 0
	m.sets = map[string]*combination{}
	m.pairs = map[[2]*combination]*combination{}
	m.final = map[*combination]*combination{}
	for i := range m.columns {
		m.columns[i].memo = map[string]*combination{}
	}
	m.all = m.known(m.all.set)
}

// match returns the filters that the record passes.
func (m *matcher[R]) match(r *R) *combination {
	current := m.all
	for i := range m.columns {
		c := &m.columns[i]
		value := c.of(r)
		found, ok := c.memo[value]
		if !ok {
			found = m.known(c.filter.passing(value))
			c.memo[value] = found
			m.bytes += len(value)
		}
		if current == m.all {
			current = found
			continue
		}
		pair := [2]*combination{current, found}
		if current, ok = m.pairs[pair]; !ok {
			current = m.known(pair[0].set.and(pair[1].set))
			m.pairs[pair] = current
		}
	}
	if len(m.exceptions) > 0 {
		current = m.without(current)
	}
	if m.full() {
		m.forgot = true
		m.forget()
	}
	return current
}

// without takes the filters out whose exception a record passes.
func (m *matcher[R]) without(c *combination) *combination {
	final, ok := m.final[c]
	if !ok {
		set := slices.Clone(c.set)
		for _, e := range m.exceptions {
			if c.set.has(e.other) != e.must {
				set.remove(e.filter)
			}
		}
		final = m.known(set)
		m.final[c] = final
	}
	return final
}

// full reports whether it is time to forget.
func (m *matcher[R]) full() bool {
	entries := len(m.pairs) + len(m.sets)
	for i := range m.columns {
		entries += len(m.columns[i].memo)
	}
	return entries > memoValues || m.bytes > memoBytes
}

// known returns the one combination with this content.
func (m *matcher[R]) known(set bitset) *combination {
	key := set.key()
	c, ok := m.sets[key]
	if !ok {
		c = &combination{set: set}
		m.sets[key] = c
		m.bytes += 8*len(set) + len(key)
	}
	return c
}
