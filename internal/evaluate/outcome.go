package evaluate

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// judgement is what became of a criterion, or of one member of a composite.
// Its zero outcome is unknown.
type judgement struct {
	outcome scorecard.Outcome
	// problems are why it is unknown, in the order in which reasons are tried.
	problems []fact.Problem
	// figure decided, when shown is true; figures are all that could have.
	figure  fact.Figure
	shown   bool
	figures []fact.Figure
	// byText says that the figure is shown by its Text: what a document says, or
	// the date that an age counts from.
	byText bool
	basis  scorecard.Basis
	// counted says that seen and matched mean something.
	counted       bool
	seen, matched int64
	beside        []fact.Note
	rows          []fact.Row
	exhibits      []fact.Exhibit
	more          int64
	evidence      []string
	// against is the target of the group that decided, when each is asked.
	against  quantity.Target
	identity string // by what findings were told apart from those of a base
	question string
	members  []scorecard.Member
	// interval is what samples show of the figure, when confidence is asked, and
	// series how many figures share it.
	interval   interval
	confidence *big.Rat
	series     int
	// sides are the figures that a change is between, now and before; unpaired the
	// series without a past that were passed over.
	sides    *couple
	unpaired []string
	// job is the figure of this run where past runs are compared with.
	job *job
	// held of several is the figure of a composite.
	held, of int
}

// demand is what a question is compared with.
type demand struct {
	target   quantity.Target
	warn     *quantity.Target
	emptyMet bool
	// confidence, when asked, makes an interval of samples decide.
	confidence *big.Rat
	// rounds says that runs of one file are one round.
	rounds bool
	// repair is how long an outage lasts, for an availability with confidence.
	repair *criteria.Repair
	// each, when not nil, asks for every group of records.
	each *criteria.Each
}

// judge gives a criterion its judgement.
func (a *assessment) judge(c *criteria.Criterion) judgement {
	if !c.Applies {
		j := a.judgeExpr(c.Expr, demand{target: c.Target})
		return judgement{outcome: scorecard.NotApplicable, basis: j.basis, evidence: j.evidence, question: j.question}
	}
	if one, ok := c.Expr.(criteria.One); ok {
		if r := a.replyTo(one.Ask); r.untouched() {
			j := r.judgement()
			return judgement{outcome: scorecard.NotApplicable, basis: j.basis, evidence: j.evidence, question: j.question}
		}
	}
	j := a.judgeExpr(c.Expr, demand{target: c.Target, warn: c.Warn, emptyMet: c.EmptyMet, confidence: c.Confidence, repair: c.Repair, each: c.Each})
	return a.sinceRevision(c, j)
}

func (a *assessment) judgeExpr(e criteria.Expr, d demand) judgement {
	switch e := e.(type) {
	case criteria.Unproven:
		return unknown(judgement{}, fact.Problem{Reason: fact.Missing, Text: "no question was asked yet"})
	case criteria.One:
		return a.judgeOne(e, d)
	case criteria.Quotient:
		return a.judgeQuotient(e, d)
	case criteria.Change:
		return a.judgeChange(e, d)
	case criteria.PastRuns:
		return a.judgePast(e, d)
	case criteria.Formula:
		return a.judgeFormula(e, d)
	case criteria.Some:
		return a.judgeSome(e)
	}
	return unknown(judgement{}, fact.Problem{Reason: fact.NoMatch, Text: "the criterion asks nothing"})
}

// judgeOne compares the worst figure of one question with the demand.
func (a *assessment) judgeOne(e criteria.One, d demand) judgement {
	r := a.replyTo(e.Ask)
	j := r.judgement()
	problems := d.withoutMatch(r)
	if len(problems) > 0 && !r.brokenAlready(problems, d) {
		return unknown(j, problems...)
	}
	if len(r.denied) > 0 {
		return deny(j, r.denied[0], d)
	}
	if d.each != nil {
		return a.judgeEach(j, r, d)
	}
	if d.confidence != nil && r.question.Measure.Kind == fact.Health {
		return a.judgeAvailability(j, r.figures, d)
	}
	if d.confidence != nil {
		figures := r.figures
		if ofRuns(r.question.Measure) {
			figures = byRun(figures)
		}
		d.rounds = a.inRounds(r)
		return settleWith(j, figures, d, func(f fact.Figure, s sureness) interval { return sampled(r.question.Measure, f, d, s) })
	}
	return settle(j, r.figures, d, r.nothingPasses())
}

// inRounds says whether some evidence of the replies declares rounds.
func (a *assessment) inRounds(replies ...*reply) bool {
	for _, r := range replies {
		for _, id := range r.evidence {
			if s := a.byID[id]; s != nil && s.declared.Rounds {
				return true
			}
		}
	}
	return false
}

// replyTo returns the reply to an ask; one that does not exist is missing.
func (a *assessment) replyTo(ask int) *reply {
	if ask >= 0 && ask < len(a.replies) {
		return &a.replies[ask]
	}
	return &reply{
		question: &fact.Question{Measure: &fact.Measure{}},
		answer:   &fact.Answer{},
		problems: []fact.Problem{{Reason: fact.Missing, Text: "the question was not put"}},
	}
}

// withoutMatch is the rule of no match. A filter that no record passes answers
// nothing, because a mistyped filter looks the same; only where the criterion
// says `empty: met`, which counts of findings by severity do unless told
// otherwise, is nothing a result.
func (d demand) withoutMatch(r *reply) []fact.Problem {
	nothing := r.nothingPasses()
	if d.emptyMet && nothing {
		return slices.DeleteFunc(slices.Clone(r.problems), func(t fact.Problem) bool { return t.Reason == fact.NoMatch })
	}
	if !nothing || len(r.problems) > 0 {
		return r.problems
	}
	return []fact.Problem{{
		Reason: fact.NoMatch,
		Text:   fmt.Sprintf("none of %d records passes %s", r.answer.Seen, r.question.Where),
	}}
}

// nothingPasses says that the question has a filter and no record passes it.
func (r *reply) nothingPasses() bool {
	return !r.question.Where.IsZero() && r.answer.Matched == 0
}

// brokenAlready says that the evidence lists only a part, and that this part
// misses the target whatever the rest may be.
func (r *reply) brokenAlready(problems []fact.Problem, d demand) bool {
	if !r.question.Measure.Counts() || slices.ContainsFunc(problems, func(t fact.Problem) bool { return !t.Partial }) {
		return false
	}
	return slices.ContainsFunc(fitting(r.figures, d.target), func(f fact.Figure) bool {
		return interval{low: f.Value}.judge(d.target) == scorecard.Unmet
	})
}

// decimalComma is a number with a comma where others write a point.
var decimalComma = lazy.Regexp(`^[-+]?[\d.]*\d,\d+(?:\s*\pL*)?$`)
