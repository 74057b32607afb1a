package criteria

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/tree"
)

// Excerpt is what evidence says, quoted in the long report: what a query finds,
// one by one, or single figures of many series. It decides nothing.
type Excerpt struct {
	// Title heads it, "" where the report does.
	Title string
	// Under is the part of the report that it belongs to, "" for the end.
	Under string
	// Heads name the columns, as far as they are given.
	Heads    []string
	Evidence []string
	// Asks are the questions of the plan that it shows: one of a query, or one a
	// figure.
	Asks []int
}

// ExcerptParts are the parts of a report that an excerpt may stand in.
var ExcerptParts = []string{"infrastructure", "performance", "security", "coverage", "quality", "operations", "documentation", "debt", "deliverables"}

// mostSeries is how many series are quoted with their figures.
const mostSeries = 40

type excerptDraft struct {
	at       tree.Node
	title    string
	under    string
	heads    []string
	evidence tree.Node
	lookup   lookup
}

func (e *excerptDraft) keys(at tree.Node) []tree.Key {
	e.at = at
	keys := []tree.Key{
		{Name: "title", Doc: "what is quoted, as a heading", Example: "Debt that remains", Shape: tree.Text(&e.title), Required: true},
		{Name: "evidence", Doc: "from which evidence", Example: "debt", Shape: tree.Keep(&e.evidence, textSchema), Required: true},
		{Name: "under", Doc: "the part of the long report that it belongs to", Default: "after the other parts", Example: "debt", Shape: tree.Word(&e.under, ExcerptParts...)},
		{Name: "heads", Doc: "names of the columns: a query that finds lists gives a cell for each of their values", Default: "no names", Example: "[Marker, Times, Due]", Shape: tree.Texts(&e.heads)},
	}
	return append(keys, slices.DeleteFunc(e.lookup.keys(), func(k tree.Key) bool { return k.Name == "unit" || k.Name == "decimal" })...)
}

// readExcerpts puts the questions of excerpts to the plan, after those that decide.
func (l *loader) readExcerpts() {
	for _, e := range l.project.document.excerpts {
		id := text(e.evidence)
		if !l.declared(e.evidence, "") {
			continue
		}
		var matches *fact.Measure
		for i := range l.in.Measures {
			if m := &l.in.Measures[i]; m.Query && m.Kind == fact.Document && !m.AnyUnit && !m.Age {
				matches = m
			}
		}
		switch {
		case l.kinds[id].kind == fact.Statement:
			e.evidence.Fail("%q is a statement, expected evidence with a file to quote", id)
			continue
		case len(e.lookup.texts) != 1:
			e.at.Fail("expected one of jq, xpath, column and regexp, found %d", len(e.lookup.texts)).Hint = "an excerpt quotes what the query finds: of lines of text, those that a regexp matches"
			continue
		case matches == nil:
			continue
		}
		l.read[id] = true
		q := fact.Question{Measure: matches, Query: l.parseQuery(&e.lookup), List: true}
		l.plan.Document.Excerpts = append(l.plan.Document.Excerpts, Excerpt{
			Title: e.title, Under: e.under, Heads: e.heads, Evidence: []string{id}, Asks: []int{l.ask(Ask{Evidence: []string{id}, Question: q})},
		})
	}
	l.quoteFigures()
}

// quoteFigures asks benchmarks of which a percentile decides for the others, so
// that a report can show how the figures of each series lie.
func (l *loader) quoteFigures() {
	var quoted [][]string
	for _, a := range l.plan.Asks {
		if a.Question.Measure.Quantile.Exists() && !slices.ContainsFunc(quoted, func(q []string) bool { return slices.Equal(q, a.Evidence) }) {
			quoted = append(quoted, a.Evidence)
		}
	}
	for _, ids := range quoted {
		e := Excerpt{Under: "percentiles", Evidence: ids}
		for i := range l.in.Measures {
			m := &l.in.Measures[i]
			if _, name, _ := strings.Cut(m.Name, "."); m.Quantile.Exists() && strings.HasPrefix(name, "p") {
				e.Heads = append(e.Heads, name)
				e.Asks = append(e.Asks, l.ask(Ask{Evidence: ids, Question: fact.Question{Measure: m, Limit: mostSeries}}))
			}
		}
		l.plan.Document.Excerpts = append(l.plan.Document.Excerpts, e)
	}
}
