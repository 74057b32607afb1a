package tally

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/query"
)

// documentTable keeps documents for the queries of questions.
type documentTable struct {
	file      *Sink
	documents []query.Document
}

func (t *documentTable) add(d *query.Document) error {
	if len(d.Bytes) > query.MaxDocument {
		return fmt.Errorf("wanted a document of at most %d MiB, found %d bytes", query.MaxDocument>>20, len(d.Bytes))
	}
	kept := *d
	kept.Path = t.file.path
	t.documents = append(t.documents, kept)
	return nil
}

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
	switch q.Measure.Name {
	case "document.exists":
		for i := range t.documents {
			d := &t.documents[i]
			there := min(len(bytes.TrimSpace(d.Bytes)), 1)
			f := count(int64(there), fact.Location{Path: d.Path})
			f.Text = strconv.FormatBool(there == 1)
			a.Figures = append(a.Figures, f)
		}
	case "document.size":
		for i := range t.documents {
			d := &t.documents[i]
			a.Figures = append(a.Figures, fact.Figure{Value: quantity.Int(int64(len(d.Bytes)), quantity.Byte), At: fact.Location{Path: d.Path}})
		}
	default:
		return t.lookUp(q, a)
	}
	return a
}

// lookUp runs the question's query on each document.
func (t *documentTable) lookUp(q *fact.Question, a fact.Answer) fact.Answer {
	if q.Query == nil {
		return absent(a, "%s needs a query", q.Measure.Name)
	}
	var found []fact.Figure
	for i := range t.documents {
		d := &t.documents[i]
		results, err := q.Query.Run(d)
		if err != nil {
			a.Trouble = append(a.Trouble, fact.Trouble{Reason: fact.Unreadable, Text: err.Error(), At: fact.Location{Path: d.Path}})
			continue
		}
		for _, r := range results {
			found = append(found, figureOf(q, r, fact.Location{Path: d.Path, Line: r.Line}))
		}
	}
	switch {
	case len(a.Trouble) > 0:
		return a
	case q.Measure.Name == "document.matches":
		a.Figures = []fact.Figure{count(int64(len(found)), fact.Location{})}
		if len(found) > 0 {
			a.Figures[0].At = found[0].At
		}
		return a
	case len(found) == 0:
		return absent(a, "the query %s finds nothing", q.Query)
	}
	a.Figures = found
	return a
}

// figureOf reads one result: a number in the question's unit, a text that is a
// quantity with its own unit, or a text. A date is left as text, since its age
// depends on the time of the assessment.
func figureOf(q *fact.Question, r query.Result, at fact.Location) fact.Figure {
	f := fact.Figure{Text: r.Text, At: at}
	if r.IsBool || q.Measure.Name != "document.value" {
		return f
	}
	text := strings.TrimSpace(r.Text)
	if d, err := quantity.ParseDecimal(text); err == nil {
		f.Value = d.Value(q.Unit)
	} else if v, err := quantity.ParseValue(text, cmp.Or(q.Unit.Dimension(), quantity.Any)); err == nil {
		f.Value = v
	}
	return f
}
