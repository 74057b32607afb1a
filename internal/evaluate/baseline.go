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

// judgeChange holds the change against a baseline: new ÷ old − 1 as a
// percentage, or the difference in percentage points where the target is one.
//
// A benchmark differs from itself, so its change is an interval: the unit is
// the run, all quotients of a new and an old run are sorted, the outermost are
// cut on each side, and what is left is held against the margin. What is
// counted and not timed, such as coverage, has no noise: its change is exact.
func (a *assessment) judgeChange(e criteria.Change, d demand) judgement {
	now, before := a.replyTo(e.New), a.replyTo(e.Old)
	j := both(now, before, " against ")
	if troubles := slices.Concat(now.troubles, before.troubles); len(troubles) > 0 {
		return unknown(j, troubles...)
	}
	measure, want := now.question.Measure, d.target.Dimension()
	newer, older := now.figures, before.figures
	if measure.Kind == fact.Benchmark {
		newer, older = byRun(newer), byRun(older)
	}
	series, trouble := withBaseline(newer, older)
	if trouble != nil {
		return unknown(j, *trouble)
	}
	if measure.Kind != fact.Benchmark {
		series = crossed(newer, older) // what several files state is no run: the worst decides
	}
	figures, trouble := combine(series, func(x, y quantity.Value) quantity.Value { return change(x, y, want) })
	if trouble != nil {
		return unknown(j, *trouble)
	}
	if d.confidence == nil && measure.Kind != fact.Benchmark {
		return settle(j, figures, d, false)
	}
	if d.confidence == nil {
		d.confidence = usualConfidence
	}
	old := map[string]couple{}
	for i, f := range figures {
		old[key(f)] = series[i]
	}
	return settleWith(j, figures, d, func(f fact.Figure, s sureness) interval {
		c := old[key(f)]
		newer, why := runsOf(measure, c[0])
		if why != "" {
			return interval{why: why + needsRuns(d.confidence)}
		}
		older, why := runsOf(measure, c[1])
		if why != "" {
			return interval{why: why + needsRuns(d.confidence)}
		}
		return changed(newer, older, want, d.confidence, s)
	})
}

// withBaseline pairs each new figure with the old one of the same series. A
// series that only one side has shows no change, and leaving the slow one out is
// no improvement; one figure a side is a pair whatever the names.
func withBaseline(now, before []fact.Figure) ([]couple, *fact.Trouble) {
	if len(now) == 0 || len(before) == 0 {
		return nil, &fact.Trouble{Reason: fact.NoMatch, Text: "the evidence holds no such figure"}
	}
	if len(now) == 1 && len(before) == 1 {
		return []couple{{now[0], before[0]}}, nil
	}
	var list []couple
	for _, g := range before {
		if !slices.ContainsFunc(now, func(f fact.Figure) bool { return f.Label == g.Label }) {
			return nil, &fact.Trouble{Reason: fact.NoMatch, Text: fmt.Sprintf("series %q of the baseline is not there", g.Label), At: g.At}
		}
	}
	for _, f := range now {
		i := slices.IndexFunc(before, func(g fact.Figure) bool { return g.Label == f.Label })
		if i < 0 {
			return nil, &fact.Trouble{Reason: fact.NoMatch, Text: fmt.Sprintf("the baseline has no series %q", f.Label), At: f.At}
		}
		list = append(list, couple{f, before[i]})
	}
	return list, nil
}

// change gives the change from y to x in the dimension that is wanted.
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

func needsRuns(confidence *big.Rat) string {
	return fmt.Sprintf(", and a change needs %d runs a side at %s confidence", stats.MinRuns(confidence), showConfidence(confidence))
}

// changed gives the interval of a change from the runs of both sides, around the
// median of the quotients, or differences, of a new and an old run.
func changed(newer, older []quantity.Value, want quantity.Dimension, confidence *big.Rat, s sureness) interval {
	compare, shift, unit := stats.Quotients, one, quantity.Percent
	if want == quantity.Difference {
		compare, shift, unit = stats.Differences, new(big.Rat), quantity.PercentagePoint
	}
	few := min(len(newer), len(older))
	switch {
	case few < stats.MinRuns(confidence):
		return interval{why: fmt.Sprintf("there %s and %d in the baseline", areRuns(len(newer)), len(older)) + needsRuns(confidence)}
	case max(len(newer), len(older)) > stats.MaxRuns:
		return interval{why: fmt.Sprintf("there %s and %d in the baseline, and at most %d a side are compared", areRuns(len(newer)), len(older), stats.MaxRuns)}
	}
	pairs, ok := compare(bases(newer), bases(older))
	if !ok {
		return interval{why: "a run of the baseline is 0, and nothing is a part of that: no change can be told"}
	}
	figure := func(r *big.Rat) quantity.Value { return scaled(new(big.Rat).Sub(r, shift), unit) }
	i := interval{samples: few, of: runs, assumes: independent}
	if low, _, ok := pairs.Interval(s.low); ok {
		i.low = figure(low)
	}
	if _, high, ok := pairs.Interval(s.high); ok {
		i.high = figure(high)
	}
	return i.around(figure(pairs.Median()))
}

func areRuns(n int) string {
	if n == 1 {
		return "is 1 run"
	}
	return fmt.Sprintf("are %d runs", n)
}

func bases(list []quantity.Value) []*big.Rat {
	numbers := make([]*big.Rat, len(list))
	for i, v := range list {
		numbers[i] = v.Base()
	}
	return numbers
}
