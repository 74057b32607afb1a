package fact

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"signoff/internal/quantity"
)

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
	figure  quantity.Value // of a field of percentages
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
	case field.Percent:
		figure, err := quantity.ParseValue(t.text, quantity.Proportion)
		if t.compare == "" || err != nil {
			return Term{}, fmt.Errorf("expected a percentage to compare %s with, such as >= 10%%, found %q", field.Name, text)
		}
		t.figure = figure
	case t.compare != "" && !field.Ordered:
		return Term{}, fmt.Errorf("expected a word or a pattern for %s, which has no order, found %q", field.Name, text)
	case t.compare == "" && strings.ContainsAny(t.text, "*?"):
		t.glob = true
	case len(field.Words) > 0:
		word := slices.IndexFunc(field.Words, func(w string) bool { return strings.EqualFold(w, t.text) })
		if word < 0 {
			return Term{}, fmt.Errorf("expected one of %s for %s, found %q", strings.Join(field.Words, ", "), field.Name, text)
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

// Literal is a text that a value has at one end when a clause holds for it.
type Literal struct {
	Text string
	Ends bool // the value ends with it; else it begins with it
}

// Literals lists literals of which a value that passes the clause has one. It
// lists none where a value may pass without.
func (c Clause) Literals() []Literal {
	var list []Literal
	for _, t := range c.terms {
		if t.exclude {
			continue
		}
		l := Literal{Text: t.text}
		if t.glob {
			l.Text = t.text[:strings.IndexAny(t.text, "*?")]
		}
		if l.Text == "" && t.glob {
			l = Literal{t.text[strings.LastIndexAny(t.text, "*?")+1:], true}
		}
		if l.Text == "" || t.compare != "" {
			return nil
		}
		list = append(list, l)
	}
	return list
}

// holds reports whether one value is what the term names, before exclusion.
func (t Term) holds(value string) bool {
	if t.glob {
		return glob(t.text, value)
	}
	if t.compare == "" {
		return t.text == value
	}
	if t.field.Percent {
		return t.reaches(value)
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

// reaches compares a percentage with that of the term; what is none passes none.
func (t Term) reaches(value string) bool {
	has, err := quantity.ParseValue(value, quantity.Proportion)
	if err != nil {
		return false
	}
	switch c := has.Cmp(t.figure); t.compare {
	case ">=":
		return c >= 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return t.compare == "<" && has.Cmp(t.figure) < 0
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
