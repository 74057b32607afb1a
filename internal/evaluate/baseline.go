package evaluate

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/stats"
)

// usualConfidence is that of a comparison with a baseline unless declared.
var usualConfidence = big.NewRat(99, 100)

// judgeChange compares the change with a baseline: new ÷ old − 1 as a
// percentage, or the difference in percentage points where the target is one.
//
// A benchmark differs from itself, so its change is an interval: the unit is
// the run, all quotients of a new and an old run are sorted, the outermost are
// cut on each side, and what is left is compared with the margin. What is
// counted and not timed, such as coverage, has no noise: its change is exact.
func (a *assessment) judgeChange(e criteria.Change, d demand) judgement {
	now, before := a.replyTo(e.New), a.replyTo(e.Old)
	j := both(now, before, " against ")
	if problems := slices.Concat(now.problems, before.problems); len(problems) > 0 {
		return unknown(j, problems...)
	}
	measure, want := now.question.Measure, d.target.Dimension()
	newer, older := now.figures, before.figures
	if measure.Kind == fact.Benchmark {
		newer, older = byRun(newer), byRun(older)
	}
	var fresh []string
	if e.Unpaired {
		newer, fresh = withPast(newer, older)
		j.unpaired = fresh
	}
	series, problem := withBaseline(newer, older)
	if problem != nil {
		return unknown(j, *problem)
	}
	if measure.Kind != fact.Benchmark {
		series = crossed(newer, older) // what several files state is not a run: the worst decides
	}
	figures, problem := combine(series, func(x, y quantity.Value) quantity.Value { return change(x, y, want) })
	if problem != nil {
		return unknown(j, *problem)
	}
	old := map[string]couple{}
	for i, f := range figures {
		old[key(f)] = series[i]
	}
	if d.confidence == nil && measure.Kind != fact.Benchmark {
		return settle(j, figures, d, false).ofSides(old)
	}
	if d.confidence == nil {
		d.confidence = usualConfidence
	}
	rounds := a.inRounds(now, before)
	return settleWith(j, figures, d, func(f fact.Figure, s sureness) interval {
		c := old[key(f)]
		newer, why := runsOf(measure, c[0], rounds)
		if why != "" {
			return interval{why: why + needsRuns(runs, d.confidence)}
		}
		older, why := runsOf(measure, c[1], rounds)
		if why != "" {
			return interval{why: why + needsRuns(runs, d.confidence)}
		}
		return changed(newer, older, want, d.confidence, s)
	}).ofSides(old)
}

// ofSides keeps the figures of the two sides that the deciding change is between.
func (j judgement) ofSides(old map[string]couple) judgement {
	if c, ok := old[key(j.figure)]; ok && j.shown {
		j.sides = &c
	}
	return j
}

// withPast leaves out the figures whose series the baseline does not have, where
// the criterion passes them over, and names them.
func withPast(now, before []fact.Figure) (kept []fact.Figure, fresh []string) {
	for _, f := range now {
		if slices.ContainsFunc(before, func(g fact.Figure) bool { return g.Label == f.Label }) {
			kept = append(kept, f)
		} else if !slices.Contains(fresh, f.Label) {
			fresh = append(fresh, f.Label)
		}
	}
	if len(kept) == 0 { // of a comparison of nothing nothing is passed over
		return now, nil
	}
	return kept, fresh
}

// withBaseline pairs each new figure with the old one of the same series. A
// series that only one side has shows no change, and leaving the slow one out is
// not an improvement; one figure a side is a pair whatever the names.
func withBaseline(now, before []fact.Figure) ([]couple, *fact.Problem) {
	if len(now) == 0 || len(before) == 0 {
		return nil, &fact.Problem{Reason: fact.NoMatch, Text: "the evidence holds no such figure"}
	}
	if len(now) == 1 && len(before) == 1 {
		return []couple{{now[0], before[0]}}, nil
	}
	var list []couple
	for _, g := range before {
		if !slices.ContainsFunc(now, func(f fact.Figure) bool { return f.Label == g.Label }) {
			return nil, &fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf("series %q of the baseline is not there", g.Label), At: g.At}
		}
	}
	for _, f := range now {
		i := slices.IndexFunc(before, func(g fact.Figure) bool { return g.Label == f.Label })
		if i < 0 {
			return nil, &fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf("the baseline has no series %q", f.Label), At: f.At}
		}
		list = append(list, couple{f, before[i]})
	}
	return list, nil
}

// change gives the change from y to x in the dimension that is asked for.
func change(x, y quantity.Value, want quantity.Dimension) quantity.Value {
	if want == quantity.Difference {
		return x.Sub(y)
	}
	quotient := x.Quo(y)
	if quotient == nil || want != quantity.Proportion {
		return quantity.Value{}
	}
	return percent(quotient.Sub(quotient, one))
}

func needsRuns(of unit, confidence *big.Rat) string {
	return fmt.Sprintf(", and a change needs %d %s a side at %s confidence", stats.MinRuns(confidence), of.many, showConfidence(confidence))
}

// changed gives the interval of a change from the runs of both sides, around the
// median of the quotients, or differences, of a new and an old run.
func changed(newer, older runList, want quantity.Dimension, confidence *big.Rat, s sureness) interval {
	compare, shift, unit := stats.Quotients, one, quantity.Percent
	if want == quantity.Difference {
		compare, shift, unit = stats.Differences, new(big.Rat), quantity.PercentagePoint
	}
	there := fmt.Sprintf("there %s %s and %d in the baseline", map[bool]string{true: "is", false: "are"}[len(newer.list) == 1], newer.of.count(len(newer.list)), len(older.list))
	few := min(len(newer.list), len(older.list))
	switch {
	case few < stats.MinRuns(confidence):
		return interval{why: there + needsRuns(newer.of, confidence)}
	case max(len(newer.list), len(older.list)) > stats.MaxRuns:
		return interval{why: fmt.Sprintf("%s, and at most %d a side are compared", there, stats.MaxRuns)}
	}
	for _, side := range []runList{newer, older} {
		if why := side.follows(); why != "" {
			return interval{why: why}
		}
	}
	pairs, ok := compare(bases(newer.list), bases(older.list))
	if !ok {
		return interval{why: "a run of the baseline is 0, and of nothing there is no part: no change can be told"}
	}
	figure := func(r *big.Rat) quantity.Value { return scaled(new(big.Rat).Sub(r, shift), unit) }
	i := interval{samples: few, of: newer.of, assumes: independent, rounds: min(newer.rounds, older.rounds), ordered: len(newer.ordered)+len(older.ordered) > 0}
	i.within = i.rounds == 1
	if low, _, ok := pairs.Interval(s.low); ok {
		i.low = figure(low)
	}
	if _, high, ok := pairs.Interval(s.high); ok {
		i.high = figure(high)
	}
	return i.around(figure(pairs.Median()))
}
