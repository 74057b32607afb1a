package fact

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
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

// Clause is what a Where asks of one field. Its terms are sorted by their
// text and distinct.
type Clause struct {
	field *Field
	terms []Term
}

// Term is one condition on one field: a word, a pattern, a comparison on an
// ordered field, or the exclusion of one of these.
type Term struct {
	field   *Field
	exclude bool
	compare string // "", ">=", "<=", ">" or "<"
	text    string // the word or pattern, in the field's own spelling
	glob    bool
}

// comparisons lists the operators of ordered fields, longest first.
var comparisons = []string{">=", "<=", ">", "<"}

// ParseCondition reads one condition as written in signoff.yaml: a word, a
// pattern where * stands for any run of characters and ? for one, "! …" for
// what must not be, and ">= …", "<= …", "> …" or "< …" on an ordered field. An
// empty text asks for a field without a value. Letters count as written, except
// in the words of fields that have fixed ones. The error names what the field
// accepts and has no position.
func ParseCondition(field *Field, text string) (Term, error) {
	t := Term{field: field, text: strings.TrimSpace(text)}
	if rest, ok := strings.CutPrefix(t.text, "!"); ok {
		t.exclude, t.text = true, strings.TrimSpace(rest)
	}
	for _, operator := range comparisons {
		if rest, ok := strings.CutPrefix(t.text, operator); ok {
			t.compare, t.text = operator, strings.TrimSpace(rest)
			break
		}
	}
	switch {
	case t.compare != "" && !field.Ordered:
		return Term{}, fmt.Errorf("wanted a word or a pattern for %s, which has no order, found %q", field.Name, text)
	case t.compare == "" && strings.ContainsAny(t.text, "*?"):
		t.glob = true
	case len(field.Words) > 0:
		word := slices.IndexFunc(field.Words, func(w string) bool { return strings.EqualFold(w, t.text) })
		if word < 0 {
			return Term{}, fmt.Errorf("wanted one of %s for %s, found %q", strings.Join(field.Words, ", "), field.Name, text)
		}
		t.text = field.Words[word]
	}
	return t, nil
}

// String is the condition in its normal form.
func (t Term) String() string {
	text := t.text
	if text == "" || strings.ContainsAny(text, `,;"!<>`) || strconv.Quote(text) != `"`+text+`"` {
		text = strconv.Quote(text)
	}
	if t.compare != "" {
		text = t.compare + " " + text
	}
	if t.exclude {
		return "!" + text
	}
	return text
}

// Holds reports whether a value passes the condition.
func (t Term) Holds(value string) bool { return t.holds(value) != t.exclude }

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

func (c Clause) String() string {
	texts := make([]string, len(c.terms))
	for i, t := range c.terms {
		texts[i] = t.String()
	}
	return c.field.Name + "=" + strings.Join(texts, ",")
}

// Matches reports whether a record passes whose field has these values. A field
// without a value has the one value "".
func (c Clause) Matches(values []string) bool {
	wanted, found := false, false
	for _, t := range c.terms {
		holds := slices.ContainsFunc(values, t.holds)
		switch {
		case t.exclude && holds:
			return false
		case !t.exclude:
			wanted, found = true, found || holds
		}
	}
	return found || !wanted
}

// Words lists the words that alone pass the clause, and whether it is so
// plain that they can be listed.
func (c Clause) Words() ([]string, bool) {
	var words []string
	for _, t := range c.terms {
		if t.exclude || t.glob || t.compare != "" {
			return nil, false
		}
		words = append(words, t.text)
	}
	return words, true
}

// holds reports whether one value is what the term names, before exclusion.
func (t Term) holds(value string) bool {
	if t.glob {
		return glob(t.text, value)
	}
	if t.compare == "" {
		return t.text == value
	}
	// Words of an ordered field run from the greatest down.
	has, asked := slices.Index(t.field.Words, value), slices.Index(t.field.Words, t.text)
	switch {
	case has < 0:
		return false
	case t.compare == ">=":
		return has <= asked
	case t.compare == "<=":
		return has >= asked
	case t.compare == ">":
		return has < asked
	}
	return has > asked
}

// glob matches text against a pattern in which * stands for any run of
// characters and ? for one. It steps back to the last * only, so its time is
// bounded by the product of both lengths.
func glob(pattern, text string) bool {
	p, i, star, resume := 0, 0, -1, 0
	for i < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, resume = p, i
			p++
		case p < len(pattern) && pattern[p] == '?':
			_, width := utf8.DecodeRuneInString(text[i:])
			p, i = p+1, i+width
		case p < len(pattern) && pattern[p] == text[i]:
			p, i = p+1, i+1
		case star >= 0:
			_, width := utf8.DecodeRuneInString(text[resume:])
			resume += width
			p, i = star+1, resume
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
