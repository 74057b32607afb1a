package fact

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Where selects records by their fields. The zero value selects every record.
// Conditions on different fields must all hold. On one field a record passes
// when one of the positive conditions holds, if there are any, and none of the
// excluding ones strikes. Two Wheres that select alike by their text have the
// same String.
type Where struct {
	clauses []clause
}

// clause is what a Where asks of one field. Its terms are sorted by their
// text and distinct.
type clause struct {
	field      *Field
	terms []Term
}

// Term is one demand on one field: a word, a pattern, a comparison on an
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
	c := Term{field: field, text: strings.TrimSpace(text)}
	if rest, ok := strings.CutPrefix(c.text, "!"); ok {
		c.exclude, c.text = true, strings.TrimSpace(rest)
	}
	for _, operator := range comparisons {
		if rest, ok := strings.CutPrefix(c.text, operator); ok {
			c.compare, c.text = operator, strings.TrimSpace(rest)
			break
		}
	}
	switch {
	case c.compare != "" && !field.Ordered:
		return Term{}, fmt.Errorf("wanted a word or a pattern for %s, which has no order, found %q", field.Name, text)
	case c.compare == "" && strings.ContainsAny(c.text, "*?"):
		c.glob = true
	case len(field.Words) > 0:
		word := slices.IndexFunc(field.Words, func(w string) bool { return strings.EqualFold(w, c.text) })
		if word < 0 {
			return Term{}, fmt.Errorf("wanted one of %s for %s, found %q", strings.Join(field.Words, ", "), field.Name, text)
		}
		c.text = field.Words[word]
	}
	return c, nil
}

// String is the condition in its normal form.
func (c Term) String() string {
	text := c.text
	if text == "" || strings.ContainsAny(text, `,;"!<>`) || strconv.Quote(text) != `"`+text+`"` {
		text = strconv.Quote(text)
	}
	if c.compare != "" {
		text = c.compare + " " + text
	}
	if c.exclude {
		return "!" + text
	}
	return text
}

// Add adds a condition.
func (w *Where) Add(c Term) {
	i, found := slices.BinarySearchFunc(w.clauses, c, func(cl clause, c Term) int {
		return strings.Compare(cl.field.Name, c.field.Name)
	})
	if !found {
		w.clauses = slices.Insert(slices.Clone(w.clauses), i, clause{field: c.field})
	}
	cl := &w.clauses[i]
	j, found := slices.BinarySearchFunc(cl.terms, c, func(a, b Term) int {
		return strings.Compare(a.String(), b.String())
	})
	if !found {
		cl.terms = slices.Insert(slices.Clone(cl.terms), j, c)
	}
}

// IsZero reports whether every record is selected.
func (w Where) IsZero() bool { return len(w.clauses) == 0 }

// Fields lists the names of the fields that have conditions, sorted.
func (w Where) Fields() []string {
	names := make([]string, len(w.clauses))
	for i, c := range w.clauses {
		names[i] = c.field.Name
	}
	return names
}

// String is the normal form, such as "path=src/*,!src/gen/*; severity=>= high":
// fields and conditions sorted, each condition once. It is "" for the zero
// value and identifies what is selected.
func (w Where) String() string {
	var out strings.Builder
	for i, c := range w.clauses {
		if i > 0 {
			out.WriteString("; ")
		}
		out.WriteString(c.String())
	}
	return out.String()
}

func (c clause) String() string {
	texts := make([]string, len(c.terms))
	for i, condition := range c.terms {
		texts[i] = condition.String()
	}
	return c.field.Name + "=" + strings.Join(texts, ",")
}
