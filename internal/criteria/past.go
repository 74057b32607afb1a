package criteria

import (
	"fmt"
	"math/big"
	"time"

	"signoff/internal/fact"
	"signoff/internal/stats"
	"signoff/internal/tree"
)

// PastRuns compares a figure with those of past runs, which the history keeps
// under the id of the criterion or an earlier one.
type PastRuns struct {
	Ask int
	ID  string
	Was []string
	// Line is where the runs are, Last how many of the newest count, and Since,
	// when not zero, the instant before which none does.
	Line  string
	Last  int
	Since time.Time
	// Asked identifies the question: figures of another one are not compared.
	Asked string
}

func (PastRuns) expr() {}

// Against says in words what the figure is compared with.
func (p PastRuns) Against() string {
	words := fmt.Sprintf("the last %d runs on %s", p.Last, p.Line)
	if !p.Since.IsZero() {
		words += " since " + p.Since.UTC().Format(time.DateOnly)
	}
	return words
}

// pastDraft is a baseline in the history as it is written.
type pastDraft struct {
	at        tree.Node
	line      string
	last      int
	lastAt    tree.Node
	since     tree.Node
	sinceTime time.Time
}

func (p *pastDraft) keys(at tree.Node) []tree.Key {
	p.at = at
	return []tree.Key{
		{Name: "line", Doc: "the line whose runs count", Default: "that of history", Example: "main", Shape: tree.Text(&p.line)},
		{Name: "last", Doc: "how many of the newest runs count", Default: "20, at 99% confidence 100", Example: "20", Shape: kept(&p.lastAt, tree.Whole(&p.last, 1))},
		{Name: "since", Doc: "the day before which no run counts: after a step", Default: "all count", Example: "2026-10-01", Shape: date(&p.since, &p.sinceTime)},
	}
}

// baselineDraft is the mapping that a baseline may be.
type baselineDraft struct{ history *pastDraft }

func (b *baselineDraft) keys(tree.Node) []tree.Key {
	return []tree.Key{{Name: "history", Doc: "past runs that the figure is compared with", Example: "{ line: main, last: 20 }", Required: true,
		Shape: tree.One("history", (*pastDraft).keys, &b.history)}}
}

// baseline reads ids of evidence, or what of the history is compared with.
func (d *draft) baselineShape() tree.Shape {
	var mapping *baselineDraft
	one := tree.One("baseline", (*baselineDraft).keys, &mapping)
	ids := texts(&d.baseline)
	return tree.Shape{
		Schema: func() map[string]any { return map[string]any{"anyOf": []any{textsSchema(), one.Schema()}} },
		Read: func(n tree.Node) {
			if !n.IsMapping() {
				ids.Read(n)
				return
			}
			if one.Read(n); mapping != nil {
				d.past = mapping.history
			}
		},
	}
}

// usualPast is the confidence of a comparison with past runs unless declared.
var usualPast = big.NewRat(95, 100)

// compilePast compiles the comparison of one question with past runs.
func (l *loader) compilePast(d *draft, c *Criterion, m *fact.Measure, ask int) {
	p := PastRuns{Ask: ask, ID: c.ID, Was: c.Was, Line: d.past.line, Last: d.past.last, Since: d.past.sinceTime}
	if p.Line == "" {
		p.Line = l.plan.History.Line
	}
	switch {
	case m.Kind != fact.Benchmark && m.Kind != fact.Coverage:
		d.past.at.Fail("a baseline belongs to benchmark and coverage measures, found it next to %s", m.Name)
	case d.each.Exists():
		d.past.at.Fail("each has several figures, and past runs are compared by one, found both")
	}
	confidence := usualPast
	if c.Confidence != nil {
		confidence = c.Confidence
	}
	least := stats.LeastPast(confidence)
	switch {
	case p.Last == 0:
		p.Last = least + 1
	case m.Kind == fact.Benchmark && p.Last < least:
		d.past.lastAt.Warn("%d runs decide nothing at %s %% confidence: that takes %d", p.Last, new(big.Rat).Mul(confidence, big.NewRat(100, 1)).RatString(), least)
	}
	if p.Last > stats.MaxRuns {
		d.past.lastAt.Fail("expected at most %d runs, found %d", stats.MaxRuns, p.Last)
	}
	if ask >= 0 {
		p.Asked = digest([]byte(questionText(l.plan.Asks[ask])))[:8]
	}
	c.Expr = p
}
