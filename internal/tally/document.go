package tally

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/query"
)

// ofDocument answers a question about documents.
type ofDocument func(t *documentTable, q *fact.Question, a fact.Answer) fact.Answer

// documentMeasures are the measures of documents.
var documentMeasures = measures[ofDocument]{
	{fact.Measure{Name: "document.exists", Truth: true, Doc: "1 when the file is there and not empty"}, (*documentTable).existence},
	{fact.Measure{Name: "document.matches", Query: true, Doc: "how many values the query finds"}, (*documentTable).matches},
	{fact.Measure{Name: "document.value", Query: true, AnyUnit: true, Doc: "the one value that the query finds"}, (*documentTable).values},
	{fact.Measure{Name: "document.size", Unit: quantity.Byte, Doc: "size of the file"}, (*documentTable).size},
	{fact.Measure{Name: "document.age", Query: true, Age: true, Unit: quantity.Second, Doc: "as-of minus the date that the query finds"}, (*documentTable).dates},
}

// documentTable keeps documents for the queries of questions.
type documentTable struct {
	file      *Sink
	documents []query.Document
}

func (t *documentTable) add(d *query.Document) error {
	if len(d.Bytes) > query.MaxDocument {
		return fmt.Errorf("expected a document of at most %d MiB, found %d bytes", query.MaxDocument>>20, len(d.Bytes))
	}
	kept := *d
	kept.Path = t.file.path
	t.documents = append(t.documents, kept)
	return nil
}

func (t *documentTable) listed() int64 { return int64(len(t.documents)) }

func (t *documentTable) merge(other table) {
	t.documents = append(t.documents, other.(*documentTable).documents...)
	slices.SortStableFunc(t.documents, func(a, b query.Document) int { return strings.Compare(a.Path, b.Path) })
}

// answer gives one figure for each document, or for each value that the query
// finds; matches add up. Documents have no fields, so nothing filters them.
func (t *documentTable) answer(q *fact.Question, _ int) fact.Answer {
	n := int64(len(t.documents))
	a := fact.Answer{Seen: n, Matched: n}
	if n == 0 {
		return absent(a, "the evidence has no document")
	}
	return documentMeasures.of(q)(t, q, a)
}

// existence is 1 or 0 for each document.
func (t *documentTable) existence(_ *fact.Question, a fact.Answer) fact.Answer {
	for i := range t.documents {
		d := &t.documents[i]
		there := min(len(bytes.TrimSpace(d.Bytes)), 1)
		f := count(int64(there), fact.Location{Path: d.Path})
		f.Text = strconv.FormatBool(there == 1)
		a.Figures = append(a.Figures, f)
	}
	return a
}

func (t *documentTable) size(_ *fact.Question, a fact.Answer) fact.Answer {
	for i := range t.documents {
		d := &t.documents[i]
		a.Figures = append(a.Figures, fact.Figure{Value: quantity.Int(int64(len(d.Bytes)), quantity.Byte), At: fact.Location{Path: d.Path}})
	}
	return a
}

// matches counts what the query finds in all documents.
func (t *documentTable) matches(q *fact.Question, a fact.Answer) fact.Answer {
	a = t.lookUp(q, a, asText)
	if found := a.Figures; len(a.Problem) == 0 && !q.List {
		a.Figures = []fact.Figure{count(int64(len(found)), fact.Location{})}
		if len(found) > 0 {
			a.Figures[0].At = found[0].At
		}
	}
	return a
}

// values gives what the query finds, as numbers where they are some.
func (t *documentTable) values(q *fact.Question, a fact.Answer) fact.Answer {
	return found(q, t.lookUp(q, a, asValue))
}

// dates gives what the query finds as text, since its age depends on the time
// of the assessment.
func (t *documentTable) dates(q *fact.Question, a fact.Answer) fact.Answer {
	return found(q, t.lookUp(q, a, asText))
}

// found is the answer of a measure that needs something to be found.
func found(q *fact.Question, a fact.Answer) fact.Answer {
	if len(a.Figures)+len(a.Problem) == 0 {
		return absent(a, "the query %s finds nothing", q.Query)
	}
	return a
}

// lookUp runs the question's query on each document and reads what it finds.
func (t *documentTable) lookUp(q *fact.Question, a fact.Answer, read func(*fact.Question, query.Result) fact.Figure) fact.Answer {
	if q.Query == nil {
		return absent(a, "%s needs a query", q.Measure.Name)
	}
	for i := range t.documents {
		d := &t.documents[i]
		look := q.Query.Run
		if q.List {
			look = q.Query.Each
		}
		results, err := look(d)
		if err != nil {
			reason := fact.Unreadable
			if errors.Is(err, query.ErrInexact) {
				reason = fact.Inconclusive
			}
			a.Problem = append(a.Problem, fact.Problem{Reason: reason, Text: err.Error(), At: fact.Location{Path: d.Path}})
			continue
		}
		for _, r := range results {
			f := read(q, r)
			f.At = fact.Location{Path: d.Path, Line: r.Line}
			a.Figures = append(a.Figures, f)
		}
	}
	if q.Of != nil && len(a.Problem) == 0 {
		a = t.lookedAt(q, a)
	}
	if len(a.Problem) > 0 {
		a.Figures = nil
	}
	return a
}

// lookedAt adds how many there were to look at, which may not be none: a number
// that the query finds, or how many things it finds.
func (t *documentTable) lookedAt(q *fact.Question, a fact.Answer) fact.Answer {
	var n int64
	for i := range t.documents {
		results, err := q.Of.Run(&t.documents[i])
		if err != nil {
			a.Problem = append(a.Problem, fact.Problem{Reason: fact.Unreadable, Text: err.Error(), At: fact.Location{Path: t.documents[i].Path}})
			return a
		}
		if len(results) == 1 {
			if one, err := strconv.ParseInt(strings.TrimSpace(results[0].Text), 10, 64); err == nil && one >= 0 {
				n = plus(n, one)
				continue
			}
		}
		n = plus(n, int64(len(results)))
	}
	a.Beside = append(a.Beside, fact.Note{Name: "looked at", Count: n})
	some := func(f fact.Figure) bool {
		return f.Value.Known() && f.Value.Number().Sign() != 0 || !f.Value.Known() && f.Text != ""
	}
	if n == 0 && !slices.ContainsFunc(a.Figures, some) { // what was found was looked at
		a.Problem = append(a.Problem, fact.Problem{Reason: fact.Empty, Text: fmt.Sprintf("none of none: the query %s finds nothing to look at", q.Of)})
	}
	return a
}

func asText(_ *fact.Question, r query.Result) fact.Figure { return fact.Figure{Text: r.Text} }

// asValue reads a number in the question's unit, a text that is a quantity with
// its own unit, or a text.
func asValue(q *fact.Question, r query.Result) fact.Figure {
	f := fact.Figure{Text: r.Text}
	if r.IsBool {
		return f
	}
	text := strings.TrimSpace(r.Text)
	if q.Comma {
		text = withPoint(text)
	}
	if d, err := quantity.ParseDecimal(text); err == nil {
		f.Value = d.Value(q.Unit)
		if r.Inexact {
			f.Range = roundingOf(d, q.Unit)
		}
	} else if v, err := quantity.ParseValue(text, cmp.Or(q.Unit.Dimension(), quantity.Any)); err == nil {
		f.Value = v
	}
	return f
}

// commaNumber is a number as it is written with a comma before decimals, and what
// stands behind it.
var commaNumber = lazy.Regexp(`^([-+]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?([^\d.,].*)?$`)

// withPoint writes such a number with a point; other texts stay.
func withPoint(text string) string {
	m := commaNumber().FindStringSubmatch(text)
	if m == nil {
		return text
	}
	number := m[1] + strings.ReplaceAll(m[2], ".", "")
	if m[3] != "" {
		number += "." + m[3]
	}
	return number + m[4]
}

// roundingOf is where the true number lies that an engine computed in floating
// point.
func roundingOf(d quantity.Decimal, u quantity.Unit) *fact.Range {
	r := d.Rat()
	size := new(big.Rat).Abs(r)
	if one := big.NewRat(1, 1); size.Cmp(one) < 0 {
		size = one
	}
	slack := size.Mul(size, query.Slack())
	return &fact.Range{
		Low: quantity.Of(new(big.Rat).Sub(r, slack), u), High: quantity.Of(new(big.Rat).Add(r, slack), u),
		Because: "computed in floating point", Rounding: true,
	}
}
