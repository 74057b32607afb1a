package criteria

import (
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// compile turns a draft into the criterion of the plan that stands next to it.
func (l *loader) compile(d *draft) {
	c := &l.plan.Criteria[l.criteria[text(d.id)]]
	c.Title, c.Why, c.Fix, c.Owner, c.Refs = d.title, d.why, d.fix, d.owner, d.refs
	c.Due, c.Priority, c.Phase = d.dueTime, d.priority, d.phase
	c.Blocker, c.Weight = d.blocker, l.weight(d.id, d.weight)
	c.Category = l.category(d.category)
	l.applies(d, c)
	l.compileStanding(d, c)
	c.Revised = d.revised
	if d.operands.Exists() && !d.expression.Exists() {
		d.operands.Fail("expected expression next to operands, found none")
	}
	switch forms := d.forms(); {
	case len(forms) > 1:
		forms[1].at.Fail("expected one of all, any, at_least, ratio and expression, found %s and %s", forms[0].name, forms[1].name)
	case len(forms) == 0:
		l.compileSingle(d, c)
	case forms[0].name == "ratio":
		l.compileRatio(d, c)
	case forms[0].name == "expression":
		l.compileFormula(d, c)
	default:
		l.compileSome(d, c, forms[0])
	}
	c.Revision = l.revision(c)
}

// compileStanding reads whether, and from when, the criterion counts, and what it
// was called before.
func (l *loader) compileStanding(d *draft, c *Criterion) {
	c.Informs, c.Binds = d.informs, d.bindsTime
	switch {
	case d.informs && d.blocker:
		d.id.Fail("%s informs, so it is not a blocker", c.ID).Hint = "what counts nowhere stops nothing; binds: DATE lets a blocker inform until that day"
	case d.informs && d.binds.Exists():
		d.binds.Fail("expected informs or binds, found both")
	}
	for _, n := range d.was {
		id := text(n)
		if i, ok := l.criteria[id]; ok {
			n.Fail("%s is a criterion of its own, at %s", id, l.plan.Criteria[i].Declared).Hint = "was names an id that is gone"
		} else if other, taken := l.was[id]; taken {
			n.Fail("%s was %s already", other, id)
		}
		l.was[id] = c.ID
		c.Was = append(c.Was, id)
	}
}

func (l *loader) category(n tree.Node) string {
	if n.Refused() {
		return ""
	}
	id, ok := n.Text()
	if _, known := l.categories[id]; ok && !known {
		var ids []string
		for _, c := range l.plan.Categories {
			ids = append(ids, c.ID)
		}
		n.Fail("no category has the id %q%s", id, tree.Mean(id, ids)).Hint = "categories are declared under categories"
	}
	return id
}

// compileSingle compiles a criterion of one question, or of its change against
// a baseline.
func (l *loader) compileSingle(d *draft, c *Criterion) {
	if d.asksNothing() {
		l.compileUnproven(d, c)
		return
	}
	if d.each.Exists() && !d.question.by.Exists() {
		d.question.by = d.each
		if d.each.IsMapping() {
			d.each.Pairs(func(key, _ tree.Node) { d.question.by = key })
		}
	}
	asks := scope{at: d.id, pack: c.Pack, base: d.baseline, samples: d.confidence.Exists() || len(d.baseline) > 0 || d.past != nil}
	index, m := l.compileAsk(&d.question, asks)
	if m == nil {
		return
	}
	c.Measure = m.Name
	c.Expr = One{index}
	want, texts := dimension(m), m.Kind == fact.Document
	if d.past != nil {
		want, texts = quantity.Any, false
	}
	if m.Kind == fact.Scanner {
		for _, id := range d.baseline {
			c.Baseline = append(c.Baseline, text(id))
		}
	} else if len(d.baseline) > 0 {
		old := d.question
		old.evidence = d.baseline
		before, _ := l.compileAsk(&old, asks)
		c.Expr = Change{New: index, Old: before, Unpaired: d.unpaired.Exists()}
		if index >= 0 {
			l.ownBase(d.baseline, l.plan.Asks[index].Evidence)
		}
		for _, id := range d.baseline {
			c.Baseline = append(c.Baseline, text(id))
		}
		if want, texts = quantity.Any, false; m.Kind != fact.Benchmark && m.Kind != fact.Coverage {
			d.baseline[0].Fail("a baseline belongs to benchmark and coverage measures, found it next to %s", m.Name)
		}
	}
	if d.unpaired.Exists() && (len(d.baseline) == 0 || m.Kind != fact.Benchmark) {
		d.unpaired.Fail("unpaired belongs next to the baseline of a benchmark, found it next to %s", m.Name)
	}
	l.confidence(d, c, m)
	if d.past != nil {
		l.compilePast(d, c, m, index)
	}
	l.compileEmpty(d, c, m)
	l.compileEach(d, c, m)
	l.compileTarget(d, c, m, want, texts)
	if m.Kind != fact.Scanner {
		l.checkMargin(d, c, m)
	}
	l.compileRepair(d, c, m)
}

// asksNothing says that the draft has no question at all, not half of one.
func (d *draft) asksNothing() bool {
	q := &d.question
	return len(q.evidence)+len(d.baseline) == 0 && d.past == nil && !q.measure.Exists() && !q.where.Exists() && !q.by.Exists() && !q.dedupe && q.query == nil && q.lookup.empty() &&
		!d.confidence.Exists() && !d.repair.Exists() && d.empty == ""
}

// compileUnproven accepts a criterion before anybody said how to prove it, with
// or without its target.
func (l *loader) compileUnproven(d *draft, c *Criterion) {
	c.Expr = Unproven{}
	d.id.Warn("nothing proves the criterion %q", c.ID).Hint = "give evidence and measure; it is unknown until then"
	if d.target.Exists() || d.warn.Exists() {
		l.compileTarget(d, c, nil, quantity.Any, true)
	}
}

// compileTarget reads target and warn. What is either there or not, a document
// or a statement, needs no target.
func (l *loader) compileTarget(d *draft, c *Criterion, m *fact.Measure, want quantity.Dimension, texts bool) {
	implied := m != nil && m.Truth
	if implied && isTruth(d.target) {
		want, texts = quantity.Bool, true
	}
	switch {
	case d.target.Exists():
		target, ok := l.target(d.target, want, texts)
		if !ok {
			return
		}
		c.Target = target
	case implied:
		c.Target = quantity.Target{Op: quantity.EQ, A: quantity.Int(1, quantity.Count), Source: "== 1"}
	default:
		d.id.Fail("expected a target in criterion %q, found none", c.ID).Hint = "a figure that nothing is asked of belongs in the narrative"
		return
	}
	if d.warn.Exists() {
		l.compileWarn(d, c, want, texts)
	}
	if unit, ok := l.plan.documentUnit(c); ok && unit.Dimension() != c.Target.A.Dimension() {
		d.target.Fail("expected %s, as unit says that bare numbers are %s, found %s", unit.Dimension(), unit.Name(), c.Target)
	}
}

func (l *loader) compileWarn(d *draft, c *Criterion, want quantity.Dimension, texts bool) {
	if want == quantity.Any && c.Target.A.Known() {
		want = c.Target.A.Dimension()
	}
	warn, ok := l.target(d.warn, want, texts)
	switch {
	case !ok:
		return
	case !warn.Stricter(c.Target):
		d.warn.Fail("expected a warn that is stricter than the target %s, found %s", c.Target, warn).Hint = "what satisfies the target but not warn is a warning"
	case c.Target.Stricter(warn):
		d.warn.Fail("expected a warn that is stricter than the target, found the same: %s", warn)
	}
	c.Warn = &warn
}

// documentUnit is what a bare number means in the document of a criterion whose
// target is a figure.
func (p *Plan) documentUnit(c *Criterion) (quantity.Unit, bool) {
	one, ok := c.Expr.(One)
	if !ok || one.Ask < 0 || !c.Target.A.Known() {
		return quantity.Count, false
	}
	q := p.Asks[one.Ask].Question
	return q.Unit, q.Measure.AnyUnit && q.Unit != quantity.Count
}

// compileEmpty settles what it means that nothing passes where: a clean run for
// counts of findings by severity or suppression, no figure for all else.
func (l *loader) compileEmpty(d *draft, c *Criterion, m *fact.Measure) {
	if d.empty != "" {
		c.EmptyMet, c.EmptyDeclared = d.empty == "met", true
		return
	}
	one, ok := c.Expr.(One)
	if !ok || one.Ask < 0 || m.Kind != fact.Scanner {
		return
	}
	c.EmptyMet = !slices.ContainsFunc(l.plan.Asks[one.Ask].Question.Where.Fields(), func(field string) bool {
		f, known := fact.FieldNamed(fact.Scanner, field)
		return field != "severity" && field != "suppressed" && !(known && f.LookedUp)
	})
}

// confidence reads how sure a judgement must be.
func (l *loader) confidence(d *draft, c *Criterion, m *fact.Measure) {
	n := d.confidence
	if !n.Exists() {
		return
	}
	if _, ok := n.Text(); !ok {
		return
	}
	v, err := quantity.ParseValue(n.Raw(), quantity.Proportion)
	half, most := big.NewRat(1, 2), big.NewRat(9999, 10_000)
	switch {
	case err != nil:
		misread(n, err)
	case v.Base().Cmp(half) <= 0 || v.Base().Cmp(most) > 0:
		n.Expected("a confidence over 50% and at most 99.99%")
	case m.Kind != fact.Benchmark && !m.Availability:
		n.Fail("confidence belongs to benchmark measures and %s, found it next to %s", l.measuresThat(func(m *fact.Measure) bool { return m.Availability }), m.Name)
	default:
		c.Confidence = v.Base()
	}
}
