package evaluate

import (
	"fmt"
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// judgeFormula compares what an expression gives with the demand. Every operand
// must have its figure, also where the others would settle the result.
func (a *assessment) judgeFormula(e criteria.Formula, d demand) judgement {
	j := judgement{question: e.Source}
	values := map[string]quantity.Value{}
	var made fact.Figure
	var problems []fact.Problem
	var denied, names []string
	var figures []fact.Figure
	var found bool
	for i, o := range e.Operands {
		r := a.replyTo(o.Ask)
		part := r.judgement()
		denied = append(denied, r.denied...)
		j.question += [...]string{" with ", " and "}[min(i, 1)] + o.Name + " as " + part.question
		j.absorb(part)
		f, problem := operand(o.Name, r)
		problems = append(problems, r.problems...)
		if problem != nil {
			problems = append(problems, *problem)
			continue
		}
		values[o.Name] = f.Value
		figures, names = append(figures, f), append(names, o.Name)
		made.Declared = made.Declared || f.Declared
		if made.At == (fact.Location{}) {
			made.At = f.At
		}
	}
	if len(problems) > 0 {
		return unknown(j, problems...)
	}
	if len(denied) > 0 {
		return deny(j, denied[0], d)
	}
	result, err := e.Expression.Eval(values)
	if err != nil {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: err.Error(), At: made.At})
	}
	if result.IsTruth() {
		made.Value, made.Text = truth(result.Truth()), fmt.Sprint(result.Truth())
	} else {
		made.Value = result.As(d.target.Dimension())
	}
	if !made.Value.Known() {
		return unknown(j, fact.Problem{
			Reason: fact.NoMatch, At: made.At,
			Text: fmt.Sprintf("the target expects %s and the expression gives %s", d.target.Dimension(), result),
		})
	}
	if made.Range, found = formulaRange(e, d, names, figures); !found {
		return unknown(j, fact.Problem{Reason: fact.Inconclusive, At: made.At, Text: "the operands are not known well enough for the expression to give one result"})
	}
	return settle(j, []fact.Figure{made}, d, false)
}

// formulaRange is what the expression gives for all that its operands may be;
// false where that is not one thing.
func formulaRange(e criteria.Formula, d demand, names []string, figures []fact.Figure) (*fact.Range, bool) {
	truths := false
	within, ok := corners(figures, func(list []quantity.Value) quantity.Value {
		at := map[string]quantity.Value{}
		for i, v := range list {
			at[names[i]] = v
		}
		result, err := e.Expression.Eval(at)
		switch {
		case err != nil:
			return quantity.Value{}
		case result.IsTruth():
			truths = true
			return truth(result.Truth())
		}
		return result.As(d.target.Dimension())
	})
	if ok && within != nil && truths {
		return nil, within.Low.Cmp(within.High) == 0
	}
	return within, ok
}

// operand finds the one figure that an operand stands for.
func operand(name string, r *reply) (fact.Figure, *fact.Problem) {
	known := slices.DeleteFunc(slices.Clone(r.figures), func(f fact.Figure) bool { return !f.Value.Known() })
	switch {
	case len(known) == 1:
		return known[0], nil
	case len(known) > 1:
		return fact.Figure{}, &fact.Problem{
			Reason: fact.NoMatch, At: known[1].At,
			Text: fmt.Sprintf("the operand %s has %d figures, expected one: narrow it down by where", name, len(known)),
		}
	case len(r.problems) > 0:
		return fact.Figure{}, &r.problems[0]
	}
	return fact.Figure{}, &fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf("the operand %s has no figure", name)}
}
