package criteria

import (
	"errors"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/query"
	"signoff/internal/tree"
)

// questionDraft is a question as it is written, in a criterion or in a member
// of one.
type questionDraft struct {
	evidence           []tree.Node
	measure, where, by tree.Node
	changed            tree.Node
	dedupe             bool
	lookup             lookup // keys of query, written next to measure
	query              *lookup
	of                 tree.Node
}

func (q *questionDraft) keys() []tree.Key {
	keys := []tree.Key{
		{Name: "evidence", Doc: "one or several ids; several are read as one", Default: "that of the criterion, in its parts", Example: "[unit, e2e]", Shape: texts(&q.evidence)},
		{Name: "measure", Doc: "the figure that is asked for", Example: "benchmark.p95", Shape: tree.Keep(&q.measure, measureSchema)},
		{Name: "where", Doc: "which records count, by their fields", Default: "every record", Example: `{ name: "GET*", metric: latency }`, Shape: tree.Keep(&q.where, whereSchema)},
		{Name: "by", Doc: "a field to break the figure down by", Default: "no breakdown", Example: "path", Shape: tree.Keep(&q.by, fieldSchema)},
		{Name: "changed", Doc: "the evidence of a change: only lines that it adds count, of coverage.lines and findings", Default: "every line", Example: "diff", Shape: tree.Keep(&q.changed, textSchema)},
		{Name: "dedupe", Doc: "count findings of one weakness in one place once", Default: "false", Example: "true", Shape: tree.Flag(&q.dedupe)},
		{Name: "of", Doc: "how many there were to look at, by a query in the language of the other: where it finds none, the figure says nothing", Default: "not asked", Example: "'[.services[]] | length'", Shape: tree.Keep(&q.of, textSchema)},
		{Name: "query", Doc: "what to look up in a document", Example: "{ column: stddev, row: { name: GET }, unit: ms }", Shape: tree.One("query", func(l *lookup, _ tree.Node) []tree.Key { return l.keys() }, &q.query)},
	}
	return append(keys, q.lookup.keys()...)
}

// lookup is a query as it is written: the text of one language, and what goes
// with it.
type lookup struct {
	texts     []languageText
	row, unit tree.Node
	decimal   string
}

type languageText struct {
	lang string
	at   tree.Node
}

func (q *lookup) keys() []tree.Key {
	var keys []tree.Key
	for _, lang := range query.Languages() {
		keys = append(keys, tree.Key{Name: lang.Name, Doc: lang.Doc, Example: lang.Example, Shape: tree.Shape{
			Schema: textSchema,
			Read: func(n tree.Node) {
				if _, ok := n.Text(); ok {
					q.texts = append(q.texts, languageText{lang.Name, n})
				}
			},
		}})
	}
	return append(keys,
		tree.Key{Name: "row", Doc: "cells that the row of a column must have", Default: "every row", Example: "{ name: GET }", Shape: tree.Keep(&q.row, scalarsSchema)},
		tree.Key{Name: "unit", Doc: "what a bare number in the document means", Default: "a bare number is a count", Example: "ms", Shape: tree.Keep(&q.unit, textSchema)},
		tree.Key{Name: "decimal", Doc: "what stands before decimals in the document where that is a comma: 1.234,5 is read as 1234.5", Default: "a point", Example: `","`, Shape: tree.Word(&q.decimal, ",")},
	)
}

func (q *lookup) empty() bool {
	return len(q.texts) == 0 && !q.row.Exists() && !q.unit.Exists() && q.decimal == ""
}

// compileQuery checks that a document's question looks something up, and no
// other question does. at is where the question is asked.
func (l *loader) compileQuery(q *questionDraft, m *fact.Measure, at tree.Node, into *fact.Question) {
	from := &q.lookup
	if q.query != nil {
		if !from.empty() {
			at.Fail("expected one query, found query and keys of it next to it")
			return
		}
		from = q.query
	}
	switch {
	case !m.Query && q.of.Exists():
		q.of.Fail("%s looks nothing up, found of", m.Name).Hint = "of belongs to a query of a document"
		return
	case !m.Query && !from.empty():
		at.Fail("%s looks nothing up, found a query", m.Name).Hint = "a query belongs to " + l.measuresThat(func(m *fact.Measure) bool { return m.Query })
		return
	case !m.Query:
		return
	case len(from.texts) == 0:
		at.Fail("expected a query for %s, found none", m.Name).Hint = "write jq, xpath, column or regexp next to the measure"
		return
	case len(from.texts) > 1:
		from.texts[1].at.Fail("expected one query, found %s and %s", from.texts[0].lang, from.texts[1].lang)
		return
	}
	into.Unit, into.Comma = l.unit(from.unit), from.decimal != ""
	into.Query = l.parseQuery(from)
	if q.of.Exists() {
		into.Of = l.parseQuery(&lookup{texts: []languageText{{from.texts[0].lang, q.of}}})
	}
}

func (l *loader) parseQuery(from *lookup) *query.Query {
	var row map[string]string
	if from.row.Exists() {
		row = map[string]string{}
		from.row.Pairs(func(key, value tree.Node) {
			if cell, ok := value.Text(); ok {
				row[text(key)] = cell
			}
		})
	}
	n := from.texts[0].at
	parsed, err := query.Parse(from.texts[0].lang, n.Raw(), row)
	if err != nil {
		misread(n, err)
	}
	return parsed
}

func (l *loader) unit(n tree.Node) quantity.Unit {
	if !n.Exists() {
		return quantity.Count
	}
	if _, ok := n.Text(); !ok {
		return quantity.Count
	}
	unit, err := quantity.ParseUnit(n.Raw())
	if err != nil {
		misread(n, err)
	}
	return unit
}

// misread adds the fault of a parser at the place it names.
func misread(n tree.Node, err error) {
	var q *quantity.SyntaxError
	var s *query.SyntaxError
	switch {
	case n.Refused():
	case errors.As(err, &q):
		n.FailAt(q.Offset, q.Width, "%s", q.Msg).Hint = q.Hint
	case errors.As(err, &s) && s.Width > 0:
		n.FailAt(s.Offset, s.Width, "%s", s.Msg)
	default:
		n.Fail("%s", err)
	}
}

// readWhere reads the conditions on the fields of the measure's kind.
func (l *loader) readWhere(n tree.Node, kind fact.Kind, into *fact.Question) {
	if !n.Exists() {
		return
	}
	n.Pairs(func(key, value tree.Node) {
		field, ok := l.field(key, kind)
		if !ok {
			return
		}
		value.OneOrMore(func(condition tree.Node) {
			if _, ok := condition.Text(); !ok {
				return
			}
			term, err := fact.ParseCondition(field, condition.Raw())
			if err != nil {
				condition.Fail("%s", err)
				return
			}
			if field.Name == "new" && kind == fact.Scanner {
				compare(condition, term, into)
				return
			}
			into.Where.Add(term)
		})
	})
}

// compare turns a condition on whether findings are new into what is counted of
// a comparison.
func compare(n tree.Node, term fact.Term, into *fact.Question) {
	asked := fact.KeptOnes
	if term.Holds("true") {
		asked = fact.NewOnes
	}
	if into.Compare != fact.NotCompared && into.Compare != asked {
		n.Fail("%s is about other findings than new: %s", into.Measure.Name, n.Raw())
	}
	into.Compare = asked
}

func (l *loader) field(n tree.Node, kind fact.Kind) (*fact.Field, bool) {
	name, ok := n.Text()
	if !ok {
		return nil, false
	}
	field, ok := fact.FieldNamed(kind, name)
	if !ok {
		known := fieldNames(kind)
		e := n.Fail("%s records have no field %q%s", kind, name, tree.Mean(name, known))
		if e.Hint = "fields: " + strings.Join(known, ", "); len(known) == 0 {
			e.Hint = ""
		}
	}
	return field, ok
}

// fieldNames lists the fields of a kind, or of all kinds, each once.
func fieldNames(kind fact.Kind) []string {
	var names []string
	for _, f := range fact.Fields {
		if (f.Kind == kind || kind == fact.NoKind) && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}
