package tally

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/source"
)

// mostNear bounds how many names are looked through for one that may be meant, and
// mostCompared how many for all the questions of a set.
const (
	mostNear     = 10_000
	mostCompared = 4_000_000
)

// near adds to what no record passes the name that is nearest to the one that was
// asked for. Names lists those of a field, none where they are more than so many:
// how many can be looked through is the same for every question of a set.
func near(s *Set, q *fact.Question, problems []fact.Problem, names func(field string, most int) []string) []fact.Problem {
	if len(problems) == 0 {
		return problems
	}
	most := min(mostNear, mostCompared/len(s.questions))
	for i := range fact.Fields {
		field := &fact.Fields[i]
		if field.Kind != q.Measure.Kind {
			continue
		}
		clause, asked := q.Where.Clause(field)
		if !asked {
			continue
		}
		there := names(field.Name, most)
		slices.Sort(there)
		for _, l := range clause.Literals() {
			if name := nearest(l.Text, there); name != "" {
				problems[0].Text += fmt.Sprintf("; nearest: %s", bounded(name))
				return problems
			}
		}
	}
	return problems
}

// learn keeps the values that the matcher of another file has seen.
func (m *matcher[R]) learn(o *matcher[R]) {
	m.forgot = m.forgot || o.forgot
	for i := range m.columns {
		c, other := &m.columns[i], &o.columns[i]
		if c.there == nil {
			c.there = map[string]bool{}
		}
		for _, values := range []iter.Seq[string]{maps.Keys(other.memo), maps.Keys(other.there)} {
			for value := range values {
				if len(c.there) <= mostNear {
					c.there[value] = true
				}
			}
		}
		m.forgot = m.forgot || len(c.there) > mostNear
	}
}

// names lists the values of a field that were seen; none where not all of them are
// known any more, or they are too many.
func (m *matcher[R]) names(field string, most int) []string {
	var list []string
	for i := range m.columns {
		c := &m.columns[i]
		if c.name != field || m.forgot || len(c.memo) > most {
			continue
		}
		for _, values := range []iter.Seq[string]{maps.Keys(c.memo), maps.Keys(c.there)} {
			for value := range values {
				list = append(list, strings.Split(value, listSeparator)...)
			}
		}
	}
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(name string) bool { return name == "" || name == unrated })
}

// nearest is the name that is like a word, or holds it or is held by it; "" where
// none is, or where it is one of them and something else is amiss.
func nearest(word string, names []string) string {
	if word == "" || slices.Contains(names, word) {
		return ""
	}
	if name := source.Nearest(word, names); name != "" {
		return name
	}
	lower := strings.ToLower(word)
	for _, name := range names {
		if plain := strings.ToLower(name); strings.Contains(plain, lower) || len(plain) > 2 && strings.Contains(lower, plain) {
			return name
		}
	}
	// Of long names the ends differ more often than the beginnings.
	best, most := "", 4
	for _, name := range names {
		if n := common(lower, strings.ToLower(name)); n > most {
			best, most = name, n
		}
	}
	return best
}

// common is how many bytes the longest part is long that two words share, from
// where the first begins.
func common(word, name string) int {
	n := 0
	for n < len(word) && strings.Contains(name, word[:n+1]) {
		n++
	}
	return n
}

// names lists what a field of the source files may be.
func (t *coverTable) names(field string, most int) (names []string) {
	for _, f := range t.sources {
		switch {
		case len(t.sources) > most:
			return nil
		case field == "path":
			names = append(names, f.path)
		case field == "package":
			names = append(names, f.pkg)
		}
	}
	return names
}

// instead names a measure that the evidence does hold, in place of one that it
// does not.
func (t *coverTally) instead() string {
	for i := range coverageMeasures {
		m := &coverageMeasures[i]
		if m.measure.Unit != quantity.Percent || m.answer.part == headlined {
			continue
		}
		if figure, ok := t.figure(m.answer); ok && figure.Value.Known() {
			_, name, _ := strings.Cut(m.measure.Name, ".")
			return fmt.Sprintf("; %s: %s, ask %s", name, quantity.Show(figure.Value, nil), m.measure.Name)
		}
	}
	return ""
}
