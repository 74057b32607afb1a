package criteria

import (
	"slices"
	"strings"

	"signoff/internal/expression"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// compileFormula compiles an expression over questions: a figure that is compared
// with the target, or a condition, whose target is to be true.
func (l *loader) compileFormula(d *draft, c *Criterion) {
	l.refuseBeside(d, "expression", false)
	text, _, ok := l.expand(d.expression)
	if _, isText := d.expression.Text(); !ok || !isText {
		return
	}
	parsed, err := expression.Parse(text)
	if err != nil {
		l.misreadExpression(d.expression, text, err)
		return
	}
	c.Measure = text
	formula := Formula{Expression: parsed, Source: text}
	dimensions := l.compileOperands(d, c, &formula)
	c.Expr = formula
	if dimensions == nil {
		return
	}
	result, err := parsed.Check(dimensions)
	if err != nil {
		l.misreadExpression(d.expression, text, err)
		return
	}
	if result.IsTruth() && !d.target.Exists() {
		c.Target = quantity.Target{Op: quantity.EQ, Text: "true", Source: "== true"}
		return
	}
	want := quantity.Any
	if result.IsTruth() {
		want = quantity.Bool
	}
	l.compileTarget(d, c, nil, want, result.IsTruth())
	if t := c.Target.A; t.Known() && !result.Fits(t.Dimension()) {
		d.target.Fail("expected a target for what the expression gives, %s, found %s", result, t.Dimension())
	}
}

// compileOperands compiles the questions and gives the dimension of each; nil
// when one has a fault.
func (l *loader) compileOperands(d *draft, c *Criterion, formula *Formula) map[string]quantity.Dimension {
	names, dimensions := formula.Expression.Names(), map[string]quantity.Dimension{}
	fault := false
	var declared []string
	if d.operands.Exists() {
		d.operands.Pairs(func(key, value tree.Node) {
			name, op := text(key), &operandDraft{}
			declared = append(declared, name)
			value.Object("question", op.keys(value), nil)
			if !slices.Contains(names, name) {
				key.Fail("the expression does not use the operand %q%s", name, tree.Mean(name, names))
				fault = true
			}
			index, m := l.compileAsk(&op.question, scope{at: key, pack: c.Pack, evidence: d.question.evidence})
			if m == nil || index < 0 {
				fault = true
				return
			}
			dimensions[name] = dimension(m)
			formula.Operands = append(formula.Operands, Operand{name, index})
		})
	}
	for _, name := range names {
		if !slices.Contains(declared, name) {
			d.expression.Fail("unknown operand %q%s", name, tree.Mean(name, declared)).Hint = "operands declares what the expression names"
			fault = true
		}
	}
	slices.SortFunc(formula.Operands, func(a, b Operand) int { return strings.Compare(a.Name, b.Name) })
	if fault {
		return nil
	}
	return dimensions
}

// misreadExpression adds a fault at its place, which only a text without
// parameters has.
func (l *loader) misreadExpression(n tree.Node, text string, err error) {
	if text == n.Raw() {
		misread(n, err)
	} else {
		n.Fail("%s, with parameters in place: %s", err, text)
	}
}

// compileRepair compiles how long an outage lasts.
func (l *loader) compileRepair(d *draft, c *Criterion, m *fact.Measure) {
	confident := m.Availability && d.confidence.Exists()
	if confident && c.Target.A.Known() && c.Target.Direction() <= 0 {
		d.target.Expected("a least availability, such as >= 99.9%")
	}
	n := d.repair
	switch {
	case !n.Exists():
	case !confident:
		n.Fail("repair belongs to %s with confidence, found it next to %s",
			l.measuresThat(func(m *fact.Measure) bool { return m.Availability }), m.Name)
	case n.IsText():
		v, err := quantity.ParseValue(n.Raw(), quantity.Time)
		if err != nil {
			misread(n, err)
		} else if v.Sign() <= 0 {
			n.Expected("a time above 0")
		}
		c.Repair = &Repair{Ask: -1, Typed: v}
	default:
		op := &operandDraft{}
		n.Object("question", op.keys(n), nil)
		index, measure := l.compileAsk(&op.question, scope{at: n, pack: c.Pack})
		if measure == nil {
			return
		}
		if got := dimension(measure); got != quantity.Time && got != quantity.Any {
			n.Fail("expected a measure of time, found %s, which is %s", measure.Name, got)
		}
		c.Repair = &Repair{Ask: index}
	}
}
