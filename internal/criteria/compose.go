package criteria

import (
	"fmt"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// form is one way in which a criterion can be more than one question.
type form struct {
	name    string
	at      tree.Node
	n       int
	members []*memberDraft
}

// forms lists the forms that the draft uses.
func (d *draft) forms() []form {
	atLeast := d.atLeast
	if atLeast == nil {
		atLeast = &atLeastDraft{}
	}
	all := []form{
		{"all", d.allAt, len(d.all), d.all},
		{"any", d.anyAt, 1, d.any},
		{"at_least", d.atLeastAt, atLeast.count, atLeast.of},
		{"ratio", d.ratioAt, 0, nil},
		{"expression", d.expression, 0, nil},
	}
	return slices.DeleteFunc(all, func(f form) bool { return !f.at.Exists() })
}

// compileRatio compiles one figure divided by another of the same dimension.
func (l *loader) compileRatio(d *draft, c *Criterion) {
	l.refuseBeside(d, "ratio", false)
	if d.ratio.of == nil || d.ratio.to == nil {
		return
	}
	over, above := l.compileAsk(&d.ratio.of.question, scope{at: d.ratio.of.at, pack: c.Pack, evidence: d.question.evidence})
	under, below := l.compileAsk(&d.ratio.to.question, scope{at: d.ratio.to.at, pack: c.Pack, evidence: d.question.evidence})
	if above == nil || below == nil {
		return
	}
	if !above.AnyUnit && !below.AnyUnit && above.Unit.Dimension() != below.Unit.Dimension() {
		d.ratioAt.Fail("expected two figures of one dimension, found %s and %s", above.Unit.Dimension(), below.Unit.Dimension())
	}
	c.Measure = above.Name + " ÷ " + below.Name
	c.Expr = Quotient{Over: over, Under: under}
	l.compileTarget(d, c, nil, quantity.Any, false)
	if t := c.Target.A; t.Known() && t.Dimension() != quantity.Number && t.Dimension() != quantity.Proportion {
		d.target.Expected("a target for a ratio, a number or a percentage")
	}
}

// compileSome compiles all, any and at_least.
func (l *loader) compileSome(d *draft, c *Criterion, f form) {
	l.refuseBeside(d, f.name, true)
	if len(f.members) == 0 || f.n > len(f.members) {
		f.at.Fail("expected %d questions or more for %s, found %d", max(f.n, 1), f.name, len(f.members))
		return
	}
	some := Some{N: f.n, Form: f.name}
	for _, m := range f.members {
		index, measure := l.compileAsk(&m.question, scope{at: m.at, pack: c.Pack, evidence: d.question.evidence})
		if measure == nil {
			continue
		}
		member := &draft{id: m.at, target: m.target, empty: d.empty}
		part := &Criterion{ID: c.ID, Expr: One{index}}
		l.compileEmpty(member, part, measure)
		l.compileTarget(member, part, measure, dimension(measure), measure.Kind == fact.Document)
		some.Members = append(some.Members, Member{Expr: part.Expr, Target: part.Target, Measure: measure.Name, EmptyMet: part.EmptyMet})
	}
	c.Expr = some
	c.Measure = fmt.Sprintf("%s of %d", f.name, len(f.members))
	if f.name == "at_least" {
		c.Measure = fmt.Sprintf("at least %d of %d", f.n, len(f.members))
	}
}

// refuseBeside refuses what a composite's questions say themselves.
func (l *loader) refuseBeside(d *draft, name string, target bool) {
	for _, part := range []struct {
		key string
		at  tree.Node
	}{
		{"measure", d.question.measure}, {"where", d.question.where}, {"by", d.question.by}, {"confidence", d.confidence}, {"repair", d.repair},
	} {
		if part.at.Exists() {
			part.at.Fail("%s belongs to the questions of %s, found it elsewhere", part.key, name)
		}
	}
	if !d.question.lookup.empty() || d.question.query != nil || d.question.dedupe || len(d.baseline) > 0 || d.past != nil {
		d.id.Fail("query, dedupe and baseline belong to single questions, found them next to %s", name)
	}
	if target && d.target.Exists() {
		d.target.Fail("target belongs to the questions of %s, found it elsewhere", name)
	}
	if target && d.warn.Exists() {
		d.warn.Fail("warn belongs to a criterion of one question, found it next to %s", name)
	}
}
