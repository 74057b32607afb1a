package evaluate

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

// PastFigure is the figure of a criterion in a past run that counts.
type PastFigure struct {
	Run, AsOf string
	Value     quantity.Value
}

// usualPast is the confidence of a comparison with past runs unless declared.
var usualPast = big.NewRat(95, 100)

// job is a figure that is compared with those of past runs.
type job struct {
	value quantity.Value
	asked string
	past  []PastFigure
}

// judgePast compares the figure of this run, the median of its runs where there
// are several, with that of each past run: it is met when the change against the
// smallest of them is within the margin, unmet when that against the largest is
// not, and the other way round where higher is better. What has no noise, such as
// coverage, is compared with the last run alone.
func (a *assessment) judgePast(e criteria.PastRuns, d demand) judgement {
	r := a.replyTo(e.Ask)
	j := r.judgement()
	j.question += " against " + e.Against()
	if len(r.problems) > 0 {
		return unknown(j, r.problems...)
	}
	measure, figures := r.question.Measure, r.figures
	if measure.Kind == fact.Benchmark {
		figures = byRun(figures)
	}
	if len(figures) != 1 {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf("the evidence holds %d figures, and past runs are compared by one: narrow it with where", len(figures))})
	}
	now := figures[0]
	if list, why := runsOf(measure, now, a.inRounds(r)); why == "" && measure.Kind == fact.Benchmark {
		now.Value = middle(list.list)
	}
	if !now.Value.Known() {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: "the evidence holds no such figure"})
	}
	if !change(now.Value, now.Value, d.target.Dimension()).Known() && now.Value.Sign() != 0 {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf("%s has no change in %s", measure.Name, d.target.Dimension())})
	}
	past := a.pastOf(e, now.Value)
	j.job = &job{now.Value, e.Asked, past}
	if measure.Kind != fact.Benchmark {
		return a.judgeLast(j, now, past, e, d)
	}
	if d.confidence == nil {
		d.confidence = usualPast
	}
	now.Value = quantity.Of(new(big.Rat), d.target.A.Unit()) // that fits the margin; the interval puts the change in its place
	now.Samples, now.Runs, now.ByFile = nil, nil, nil
	return settleWith(j, []fact.Figure{now}, d, func(fact.Figure, sureness) interval {
		return pastInterval(j.job, e, d)
	})
}

// pastOf are the newest past figures of the dimension, the oldest first.
func (a *assessment) pastOf(e criteria.PastRuns, now quantity.Value) []PastFigure {
	past := slices.DeleteFunc(slices.Clone(a.in.Past[e.ID]), func(p PastFigure) bool { return p.Value.Dimension() != now.Dimension() || !p.Value.Known() })
	return past[max(0, len(past)-e.Last):]
}

// judgeLast compares with the last run, exactly.
func (a *assessment) judgeLast(j judgement, now fact.Figure, past []PastFigure, e criteria.PastRuns, d demand) judgement {
	if len(past) == 0 {
		return unknown(j, fact.Problem{Reason: fact.Inconclusive, Text: "no earlier run on " + e.Line + " has the figure"})
	}
	j.job.past = past[len(past)-1:]
	now.Value = change(now.Value, j.job.past[0].Value, d.target.Dimension())
	if !now.Value.Known() {
		return unknown(j, fact.Problem{Reason: fact.Inconclusive, Text: "the figure of the last run is 0, and of nothing there is no part: no change can be told"})
	}
	return settle(j, []fact.Figure{now}, d, false)
}

// pastInterval is what past runs show of a change.
func pastInterval(of *job, e criteria.PastRuns, d demand) interval {
	past, least := of.past, stats.LeastPast(d.confidence)
	old := make([]*big.Rat, len(past))
	for i, p := range past {
		old[i] = p.Value.Base()
	}
	switch {
	case len(past) < least:
		return interval{why: fmt.Sprintf("%s on %s %s the figure, and %d are needed at %s confidence", runs.count(len(past)), e.Line,
			map[bool]string{true: "has", false: "have"}[len(past) == 1], least, showConfidence(d.confidence))}
	case stats.FollowsOrder(old):
		return interval{why: fmt.Sprintf("%d runs on %s follow their order (neighbours are alike beyond 1 %% of chance), so they are not independent of each other: start after the step with since", len(past), e.Line)}
	case stats.FollowsTrend(old):
		return interval{why: fmt.Sprintf("%d runs on %s have a trend (beyond 1 %% of chance), so that the oldest say nothing of the next: start after it with since", len(past), e.Line)}
	}
	compare, shift, unit := stats.Quotients, one, quantity.Percent
	if d.target.Dimension() == quantity.Difference {
		compare, shift, unit = stats.Differences, new(big.Rat), quantity.PercentagePoint
	}
	pairs, ok := compare([]*big.Rat{of.value.Base()}, old)
	if !ok {
		return interval{why: "the figure of a past run is 0, and of nothing there is no part: no change can be told"}
	}
	figure := func(r *big.Rat) quantity.Value { return scaled(new(big.Rat).Sub(r, shift), unit) }
	low, high := pairs.Ends()
	i := interval{low: figure(low), high: figure(high), samples: len(past), of: runs, assumes: independent, ordered: true,
		from: fmt.Sprintf("%s on %s, %s to %s", runs.count(len(past)), e.Line, dayOf(past[0].AsOf), dayOf(past[len(past)-1].AsOf))}
	i.open = fmt.Sprintf("against %s the change is between %s and %s, which does not decide", runs.count(len(past)), i.low, i.high)
	return i.around(figure(pairs.Median()))
}

func dayOf(instant string) string {
	d, _, _ := strings.Cut(instant, "T")
	return d
}

// shown is the figure of this run as the scorecard has it.
func (p *job) shown() *scorecard.Job {
	figure := split(p.value, nil)
	out := &scorecard.Job{Value: figure.Value, Unit: figure.Unit, Exact: p.value.Fraction(), Asked: p.asked, Runs: []string{}}
	for _, past := range p.past {
		out.Runs = append(out.Runs, past.Run)
	}
	return out
}
