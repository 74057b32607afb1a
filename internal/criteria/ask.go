package criteria

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// scope is where a question stands: what it inherits, and how it is checked.
type scope struct {
	at       tree.Node
	pack     string
	evidence []tree.Node // of the criterion, for members that name none
	base     []tree.Node // what findings are compared with
	samples  bool
}

// compileAsk turns a question into an ask of the plan. The index is -1 when it
// has a fault.
func (l *loader) compileAsk(q *questionDraft, s scope) (int, *fact.Measure) {
	evidence := q.evidence
	if len(evidence) == 0 {
		evidence = s.evidence
	}
	if len(evidence) == 0 {
		s.at.Fail("expected evidence, found none").Hint = "name one or several ids that are declared under evidence"
	}
	ids, ok := l.evidenceIDs(evidence, s.pack)
	measure, known := l.measureOf(q, s.at, ids)
	if !known {
		return -1, nil
	}
	at := q.measure
	if !at.Exists() {
		at = s.at
	}
	before := len(l.faults.Faults())
	question := fact.Question{Measure: measure, Dedupe: q.dedupe, Samples: s.samples, Compare: measure.Compare}
	l.readWhere(q.where, measure.Kind, &question)
	if word := measure.Severity.String(); measure.Severity != fact.NoSeverity && !question.Where.Admits("severity", word) {
		q.where.Fail("%s counts findings of severity %s, which where leaves out", measure.Name, word).Hint =
			l.measuresThat(func(m *fact.Measure) bool { return m.Kind == measure.Kind && m.Total }) + " counts whatever where selects"
	}
	if q.by.Exists() {
		if field, ok := l.field(q.by, measure.Kind); ok {
			question.By = field.Name
		}
	}
	if q.dedupe && measure.Kind != fact.Scanner {
		at.Fail("dedupe belongs to findings, found it next to %s", measure.Name)
	}
	l.compileQuery(q, measure, at, &question)
	base := l.base(q, s, at, ids, &question)
	changed := l.changed(q, s, at, ids, &question)
	fits := l.fits(measure, at, ids)
	if !ok || !fits || len(l.faults.Faults()) > before {
		return -1, measure
	}
	return l.ask(Ask{Evidence: ids, Base: base, Changed: changed, Question: question}), measure
}

// evidenceIDs gives the distinct ids, sorted: their order makes no difference.
func (l *loader) evidenceIDs(nodes []tree.Node, pack string) ([]string, bool) {
	var ids []string
	ok := len(nodes) > 0
	for _, n := range nodes {
		id := text(n)
		if !l.declared(n, pack) && pack == "" {
			ok = false
		}
		if slices.Contains(ids, id) {
			n.Fail("evidence %q is named twice", id)
			ok = false
		}
		l.read[id] = true
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, ok
}

// measureOf finds the measure of a question; statements have one that need not
// be written.
func (l *loader) measureOf(q *questionDraft, at tree.Node, ids []string) (*fact.Measure, bool) {
	if q.measure.Exists() {
		return l.measure(q.measure)
	}
	for i := range l.in.Measures {
		m := &l.in.Measures[i]
		other := func(id string) bool { return l.kinds[id].kind != m.Kind }
		if m.Default && len(ids) > 0 && !slices.ContainsFunc(ids, other) {
			return m, true
		}
	}
	at.Fail("expected measure, found none").Hint = "signoff measures lists them"
	return nil, false
}

func (l *loader) measure(n tree.Node) (*fact.Measure, bool) {
	name, ok := n.Text()
	if !ok {
		return nil, false
	}
	names := make([]string, len(l.in.Measures))
	for i := range l.in.Measures {
		m := &l.in.Measures[i]
		if m.Name == name {
			return m, true
		}
		names[i] = m.Name
	}
	n.Fail("unknown measure %q%s", name, tree.Mean(name, names)).Hint = "signoff measures lists them"
	return nil, false
}

// measuresThat names the measures of which something holds, for a message.
func (l *loader) measuresThat(holds func(*fact.Measure) bool) string {
	var names []string
	for i := range l.in.Measures {
		if holds(&l.in.Measures[i]) {
			names = append(names, l.in.Measures[i].Name)
		}
	}
	if n := len(names) - 1; n > 0 {
		names = append(names[:n-1], names[n-1]+" and "+names[n])
	}
	return strings.Join(names, ", ")
}

// fits checks that evidence can give the measure: it has one kind, which its
// format says, or the first measure that is asked of it. Any file can be looked
// into as a document besides.
func (l *loader) fits(m *fact.Measure, at tree.Node, ids []string) bool {
	ok := true
	for _, id := range ids {
		held, claimed := l.kinds[id]
		_, declared := l.evidence[id]
		switch {
		case !declared || held.kind == m.Kind:
		case m.Kind == fact.Document && held.kind != fact.Statement:
		case !claimed:
			l.kinds[id] = claim{m.Kind, fmt.Sprintf("%s:%d asks it for %s", at.Pos().File, at.Pos().Line, m.Name)}
		default:
			at.Fail("%s is a measure of %s evidence, but %q is %s", m.Name, m.Kind, id, held.kind).Hint = held.why
			ok = false
		}
	}
	return ok
}

// ask adds a question to the plan unless it is there already.
func (l *loader) ask(a Ask) int {
	key := questionText(a)
	if i, ok := l.asks[key]; ok {
		return i
	}
	l.asks[key] = len(l.plan.Asks)
	l.plan.Asks = append(l.plan.Asks, a)
	return l.asks[key]
}

// questionText is the normal form of an ask: equal texts ask the same.
func questionText(a Ask) string {
	q := a.Question
	text := fmt.Sprintf("%s of %s where %q by %q dedupe %t samples %t", q.Measure.Name, strings.Join(a.Evidence, "+"), q.Where.String(), q.By, q.Dedupe, q.Samples)
	if q.Compare != fact.NotCompared {
		text += fmt.Sprintf(" compare %d with %s", q.Compare, strings.Join(a.Base, "+"))
	}
	if a.Changed != "" {
		text += fmt.Sprintf(" changed %q", a.Changed)
	}
	if q.Query != nil {
		text += fmt.Sprintf(" query %s unit %q", q.Query, q.Unit.Name())
		if q.Comma {
			text += " decimal ,"
		}
		if q.Of != nil {
			text += fmt.Sprintf(" of %s", q.Of)
		}
	}
	if q.List {
		text += " listed"
	}
	if q.Limit > 0 {
		text += fmt.Sprintf(" limit %d", q.Limit)
	}
	return text
}

// dimension is what the figure of a measure must be.
func dimension(m *fact.Measure) quantity.Dimension {
	if m.AnyUnit {
		return quantity.Any
	}
	return m.Unit.Dimension()
}

// isTruth says whether a target asks for true or false.
func isTruth(n tree.Node) bool {
	t, err := quantity.ParseTarget(text(n), quantity.Bool)
	return err == nil && t.Dimension() == quantity.Bool
}

// target reads a target for figures of the dimension; texts tells whether it may
// also speak of texts and truth values.
func (l *loader) target(n tree.Node, want quantity.Dimension, texts bool) (quantity.Target, bool) {
	if _, ok := n.Text(); !ok {
		return quantity.Target{}, false
	}
	expression, expanded, ok := l.expand(n)
	if !ok {
		return quantity.Target{}, false
	}
	t, err := quantity.ParseTarget(expression, want)
	switch {
	case err != nil && expanded:
		n.Fail("%s, with parameters in place: %s", err, expression)
		return t, false
	case err != nil:
		misread(n, err)
		return t, false
	case !texts && !t.A.Known():
		n.Expected("a target with a figure")
		return t, false
	}
	return t, true
}
