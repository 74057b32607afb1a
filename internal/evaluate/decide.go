package evaluate

import (
	"errors"
	"fmt"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// settle judges the figures that are left when nothing speaks against them.
func settle(j judgement, figures []fact.Figure, d demand, nothing bool) judgement {
	fit := fitting(figures, d.target)
	if len(fit) == 0 && d.emptyMet && nothing {
		j.outcome = scorecard.Met
		return j
	}
	if len(fit) == 0 {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: noFigure(figures, d.target)})
	}
	j.figures = fit
	j.figure, j.outcome = decide(fit, d)
	if j.outcome == scorecard.Unknown {
		return unknown(j, notKnownBetter(j.figure, d.target))
	}
	j.shown, j.byText = true, j.byText || isText(d.target)
	return j
}

// decide finds the figure with the worst outcome and, among those, the one
// furthest on the bad side.
func decide(fit []fact.Figure, d demand) (fact.Figure, scorecard.Outcome) {
	for _, outcome := range []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning} {
		var those []fact.Figure
		for _, f := range fit {
			if hold(d.target, d.warn, f) == outcome {
				those = append(those, f)
			}
		}
		if worst, found := worstFigure(those, d.target); found {
			return worst, outcome
		}
	}
	worst, _ := worstFigure(fit, d.target)
	return worst, hold(d.target, d.warn, worst)
}

// noFigure says what there is instead of a figure that fits.
func noFigure(figures []fact.Figure, t quantity.Target) string {
	if len(figures) == 0 {
		return "the evidence holds no such figure"
	}
	v, text := figures[0].Value, figures[0].Text
	if v.Known() {
		return fmt.Sprintf("the target expects %s and the evidence holds %s", t.Dimension(), v.Dimension())
	}
	said := fmt.Sprintf("the target expects %s and the evidence holds %s", t.Dimension(), quantity.Text)
	var syntax *quantity.SyntaxError
	if _, err := quantity.ParseValue(text, t.Dimension()); errors.As(err, &syntax) && syntax.Hint != "" && len(text) <= maxQuoted {
		said += fmt.Sprintf(", %q: %s", text, syntax.Hint)
		if decimalComma().MatchString(text) {
			said += `, or decimal: "," reads the comma`
		}
	}
	return said
}

// maxQuoted bounds a text of the evidence that a reason quotes, in bytes.
const maxQuoted = 40

func unknown(j judgement, problems ...fact.Problem) judgement {
	j.outcome, j.problems = scorecard.Unknown, inOrder(problems)
	return j
}

// judgement starts a judgement with what a reply says besides its figures.
// Exhibits of the readable files stay on show when another is damaged.
func (r *reply) judgement() judgement {
	return judgement{
		outcome:  scorecard.Unknown,
		basis:    r.basis(),
		byText:   r.question.Measure.Age, // a figure that grows by itself: a later run shows the same date
		counted:  r.answer.Seen > 0 || len(r.problems) == 0,
		seen:     r.answer.Seen,
		matched:  r.answer.Matched,
		beside:   r.answer.Beside,
		rows:     r.answer.Rows,
		exhibits: r.answer.Exhibits,
		more:     r.answer.More,
		evidence: join(join(join(join(r.evidence, r.base), r.context), r.lookedUp), r.changed),
		identity: r.answer.Identity,
		question: r.words(),
	}
}

// words is the question as a reader reads it.
func (r *reply) words() string {
	text := r.question.Measure.Name
	if where := r.question.Where; !where.IsZero() {
		text += " where " + where.String()
	}
	for i, id := range r.evidence {
		text += [...]string{" of ", " and "}[min(i, 1)] + id
	}
	for i, id := range r.base {
		text += [...]string{" compared with ", " and "}[min(i, 1)] + id
	}
	for i, id := range r.context {
		text += [...]string{" with VEX of ", " and "}[min(i, 1)] + id
	}
	for i, id := range r.lookedUp {
		text += [...]string{" looked up in ", " and "}[min(i, 1)] + id
	}
	for _, id := range r.changed {
		text += " on lines changed by " + id
	}
	return text
}

// basis is the rule of the basis: what a tool measured, what a document says, what
// a person attests. What others judged is their word, unless it comes out the same
// when it is evaluated again.
func (r *reply) basis() scorecard.Basis {
	switch r.question.Measure.Kind {
	case fact.Statement:
		return scorecard.Attested
	case fact.Assessment:
		if r.reproduced {
			return scorecard.Measured
		}
		return scorecard.Attested
	case fact.Document:
		return scorecard.Documented
	}
	return scorecard.Measured
}

// weaker returns the basis that carries less: a composite stands on its
// weakest member.
func weaker(a, b scorecard.Basis) scorecard.Basis {
	order := []scorecard.Basis{scorecard.Attested, scorecard.Documented, scorecard.Measured}
	if a == "" || slices.Index(order, b) < slices.Index(order, a) {
		return b
	}
	return a
}
