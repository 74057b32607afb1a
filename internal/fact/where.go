package fact

import (
	"slices"
	"strings"
)

// Where selects records by their fields. The zero value selects every record.
// Conditions on different fields must all hold. On one field a record passes
// when one of the positive conditions holds, if there are any, and none of the
// excluding ones strikes. Two Wheres that select alike by their text have the
// same String.
type Where struct {
	clauses []Clause
	within  [][]Clause // records that do not pass all of one of these are left out
	except  [][]Clause // and so are records that pass all of one of these
}

// Add adds a condition.
func (w *Where) Add(t Term) {
	w.clauses = slices.Clone(w.clauses) // copies of w stay as they are
	i, found := slices.BinarySearchFunc(w.clauses, t.field.Name, func(c Clause, name string) int {
		return strings.Compare(c.field.Name, name)
	})
	if !found {
		w.clauses = slices.Insert(w.clauses, i, Clause{field: t.field})
	}
	c := &w.clauses[i]
	j, found := slices.BinarySearchFunc(c.terms, t.String(), func(u Term, text string) int {
		return strings.Compare(u.String(), text)
	})
	if !found {
		c.terms = slices.Insert(slices.Clone(c.terms), j, t)
	}
}

// Without selects what w selects and other does not. Other has neither bounds
// nor exceptions of its own.
func (w Where) Without(other Where) Where {
	w.except = with(w.except, other.clauses)
	return w
}

// Within selects what both w and other select. Other has neither bounds nor
// exceptions of its own.
func (w Where) Within(other Where) Where {
	w.within = with(w.within, other.clauses)
	return w
}

// with adds clauses to sorted lists of them, unless they are there.
func with(lists [][]Clause, more []Clause) [][]Clause {
	i, found := slices.BinarySearchFunc(lists, join(more), func(c []Clause, text string) int { return strings.Compare(join(c), text) })
	if found {
		return lists
	}
	return slices.Insert(slices.Clone(lists), i, more)
}

// IsZero reports whether every record is selected.
func (w Where) IsZero() bool { return len(w.clauses)+len(w.within)+len(w.except) == 0 }

// Bounds are the filters that each record has to pass besides, and Exceptions
// those of which it may pass none.
func (w Where) Bounds() []Where { return wheres(w.within) }

// Exceptions lists what Without left out.
func (w Where) Exceptions() []Where { return wheres(w.except) }

func wheres(lists [][]Clause) []Where {
	list := make([]Where, len(lists))
	for i, c := range lists {
		list[i] = Where{clauses: c}
	}
	return list
}

// Admits reports whether a record can be selected whose field of that name has
// the value.
func (w Where) Admits(field, value string) bool {
	refuses := func(c Clause) bool { return c.field.Name == field && !c.Matches([]string{value}) }
	return !slices.ContainsFunc(w.clauses, refuses)
}

// Fields lists the names of the fields that have conditions, sorted. Those of
// bounds and exceptions are not among them.
func (w Where) Fields() []string {
	names := make([]string, len(w.clauses))
	for i, c := range w.clauses {
		names[i] = c.field.Name
	}
	return names
}

// Clause returns what w asks of one field.
func (w Where) Clause(field *Field) (Clause, bool) {
	for _, c := range w.clauses {
		if c.field.Name == field.Name && c.field.Kind == field.Kind {
			return c, true
		}
	}
	return Clause{}, false
}

// String is the normal form, such as "path=src/*,!src/gen/*; severity=>= high":
// fields and conditions sorted, each condition once. It is "" for the zero
// value and identifies what is selected.
func (w Where) String() string {
	text := join(w.clauses)
	for _, c := range w.within {
		text += " within " + join(c)
	}
	for _, c := range w.except {
		text += " except " + join(c)
	}
	return strings.TrimSpace(text)
}

func join(clauses []Clause) string {
	texts := make([]string, len(clauses))
	for i, c := range clauses {
		texts[i] = c.String()
	}
	return strings.Join(texts, "; ")
}
