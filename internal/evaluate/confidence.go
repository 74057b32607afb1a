package evaluate

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

// maxSettling bounds the search for how many samples would settle a question.
const maxSettling = 1_000_000

// interval is what samples show about a figure: it lies above low and below
// high, each with at least the confidence asked. An end without a figure is
// open: the samples are too few to bound it.
type interval struct {
	low, high quantity.Value
	samples   int
	// needed is how many samples would settle the question if the spread stays
	// as seen; 0 when no number up to maxSettling would, or it is settled.
	needed int
	// why says what is missing when there is no interval at all.
	why string
}

// judge is the rule of confidence. The figure is met when the bound on the bad
// side satisfies the target, unmet when the bound on the good side does not,
// and else nothing is shown. Each error has a chance of at most 1 − confidence.
func (i interval) judge(t quantity.Target) scorecard.Outcome {
	if i.shows(t) {
		return scorecard.Met
	}
	var above, below bool // that the figure lies above or below all that satisfies
	switch t.Op {
	case quantity.LT, quantity.LE:
		above = i.low.Known() && !t.Holds(i.low)
	case quantity.GT, quantity.GE:
		below = i.high.Known() && !t.Holds(i.high)
	case quantity.EQ:
		above, below = i.low.Known() && i.low.Cmp(t.A) > 0, i.high.Known() && i.high.Cmp(t.A) < 0
	case quantity.Between:
		above, below = i.low.Known() && i.low.Cmp(t.B) > 0, i.high.Known() && i.high.Cmp(t.A) < 0
	}
	if above || below {
		return scorecard.Unmet
	}
	return scorecard.Unknown
}

// shows says whether everything in the interval satisfies the target.
func (i interval) shows(t quantity.Target) bool {
	low := t.Direction() < 0 || t.Holds(i.low)
	high := t.Direction() > 0 || t.Holds(i.high)
	return low && high && i.why == "" && !isText(t)
}

// settleWith judges figures by their intervals: unmet when one is shown to
// miss, unknown when one is open, and then the worst of those decides.
func settleWith(j judgement, figures []fact.Figure, d demand, intervals func(fact.Figure) interval) judgement {
	fit := fitting(figures, d.target)
	if len(fit) == 0 {
		return unknown(j, fact.Trouble{Reason: fact.NoMatch, Text: noFigure(figures, d.target)})
	}
	byOutcome := map[scorecard.Outcome][]fact.Figure{}
	found := map[string]interval{}
	for _, f := range fit {
		i := intervals(f)
		outcome := i.judge(d.target)
		if outcome == scorecard.Met && d.warn != nil && !i.shows(*d.warn) {
			outcome = scorecard.Warning
		}
		byOutcome[outcome] = append(byOutcome[outcome], f)
		found[key(f)] = i
	}
	j.figures = fit
	for _, outcome := range []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning, scorecard.Met} {
		worst, some := worstFigure(byOutcome[outcome], d.target)
		if !some {
			continue
		}
		decided := found[key(worst)]
		worst.Declared = false
		j.figure, j.interval, j.confidence = worst, decided, d.confidence
		if outcome == scorecard.Unknown {
			return unknown(j, fact.Trouble{Reason: fact.Inconclusive, Text: decided.openBecause(d.confidence), At: worst.At})
		}
		j.outcome, j.shown = outcome, true
		break
	}
	return j
}

// key tells the figures of one answer apart.
func key(f fact.Figure) string { return fmt.Sprintf("%s\x00%s\x00%d", f.Label, f.At.Path, f.At.Line) }

// openBecause says why nothing is shown and what would settle it.
func (i interval) openBecause(confidence *big.Rat) string {
	switch {
	case i.why != "":
		return i.why
	case i.needed > 0:
		return fmt.Sprintf("%s do not decide at %s confidence; about %d would, if the spread stays as seen",
			plural(i.samples, "sample", "samples"), showConfidence(confidence), i.needed)
	}
	return fmt.Sprintf("%s do not decide at %s confidence, and more of the same would not",
		plural(i.samples, "sample", "samples"), showConfidence(confidence))
}

func showConfidence(c *big.Rat) string { return percent(c).String() }

// quantiles lists the measures that are a quantile of single observations. All
// other figures of a benchmark are judged by the median of its runs.
var quantiles = []struct {
	measure  string
	num, den int64
}{
	{"benchmark.median", 1, 2}, {"benchmark.p50", 1, 2}, {"benchmark.p90", 9, 10},
	{"benchmark.p95", 19, 20}, {"benchmark.p99", 99, 100}, {"benchmark.p999", 999, 1000},
}

// sampled gives the interval of one figure from its samples: order statistics
// around the quantile that the measure names, or around the median of runs.
func sampled(m *fact.Measure, f fact.Figure, d demand) interval {
	for _, q := range quantiles {
		if q.measure == m.Name {
			return ranked(observations(f), big.NewRat(q.num, q.den), d)
		}
	}
	runs, why := runsOf(m, f)
	if why != "" {
		return interval{why: why}
	}
	return ranked(runs, big.NewRat(1, 2), d)
}

// isTail says whether the measure is a quantile other than the median: a figure
// of many observations, which a single one is not.
func isTail(m *fact.Measure) bool {
	for _, q := range quantiles {
		if q.measure == m.Name {
			return 2*q.num != q.den
		}
	}
	return false
}

// observations are the samples of a figure in its unit.
func observations(f fact.Figure) []quantity.Value {
	list := make([]quantity.Value, len(f.Samples))
	for i, s := range f.Samples {
		list[i] = s.Value(f.Value.Unit())
	}
	return list
}

// runsOf are the figures of single runs. Where the evidence tells none apart,
// each observation is a run, unless there are so many that they can only be
// requests, or the measure is one that a single observation does not have.
func runsOf(m *fact.Measure, f fact.Figure) (runs []quantity.Value, why string) {
	runs = f.Runs
	if len(runs) == 0 && !isTail(m) {
		runs = observations(f)
	}
	switch {
	case len(runs) == 0:
		return nil, "the evidence tells no runs apart"
	case len(runs) > stats.MaxRuns:
		return nil, fmt.Sprintf("%d observations of one run are not runs", len(runs))
	}
	return runs, ""
}

// byRun makes one figure of those that several files state of one series: they
// are its runs, and their median is the figure.
func byRun(figures []fact.Figure) []fact.Figure {
	var list []fact.Figure
	at := map[string]int{}
	for _, f := range figures {
		key := fmt.Sprintf("%s\x00%d", f.Label, f.Value.Dimension())
		i, known := at[key]
		switch {
		case !f.Declared || !f.Value.Known():
			list = append(list, f)
		case !known:
			at[key] = len(list)
			f.Runs = []quantity.Value{f.Value}
			list = append(list, f)
		default:
			list[i].Runs = append(list[i].Runs, f.Value)
			if f.At.Before(list[i].At) {
				list[i].At = f.At
			}
		}
	}
	for i := range list {
		if runs := list[i].Runs; list[i].Declared && len(runs) > 0 {
			slices.SortFunc(runs, quantity.Value.Cmp)
			list[i].Value = runs[stats.Rank(len(runs), big.NewRat(1, 2))-1]
		}
	}
	return list
}

// ranked bounds quantile p of sorted samples.
func ranked(samples []quantity.Value, p *big.Rat, d demand) interval {
	n := len(samples)
	if n == 0 {
		least := leastSamples(p, d)
		return interval{needed: least, why: fmt.Sprintf("the evidence holds no samples, and at %s confidence it takes at least %d", showConfidence(d.confidence), least)}
	}
	samples = slices.SortedFunc(slices.Values(samples), quantity.Value.Cmp)
	i := interval{samples: n}
	if k, ok := stats.UpperRank(n, p, d.confidence); ok {
		i.high = samples[k-1]
	}
	if k, ok := stats.LowerRank(n, p, d.confidence); ok {
		i.low = samples[k-1]
	}
	if i.judge(d.target) == scorecard.Unknown {
		i.needed = settling(samples, p, d)
	}
	return i
}

// leastSamples is how many samples it takes to bound the quantile on the bad
// side of the target at all.
func leastSamples(p *big.Rat, d demand) int {
	above, below := stats.Needed(p, d.confidence), stats.Needed(new(big.Rat).Sub(one, p), d.confidence)
	switch d.target.Direction() {
	case -1:
		return above
	case +1:
		return below
	}
	return max(above, below)
}

// settling returns how many samples with the spread of these would decide:
// the bounds of n samples are then the quantiles of these at the same height.
func settling(samples []quantity.Value, p *big.Rat, d demand) int {
	decides := func(n int) bool {
		i := interval{samples: n}
		if k, ok := stats.UpperRank(n, p, d.confidence); ok {
			i.high = samples[height(k, n, len(samples))]
		}
		if k, ok := stats.LowerRank(n, p, d.confidence); ok {
			i.low = samples[height(k, n, len(samples))]
		}
		return i.judge(d.target) != scorecard.Unknown
	}
	few, many := len(samples), 2*len(samples)
	for ; !decides(many); few, many = many, 2*many {
		if many >= maxSettling {
			return 0
		}
	}
	for many-few > 1+few/100 { // to one in a hundred: it is an estimate
		middle := (few + many) / 2
		if decides(middle) {
			many = middle
		} else {
			few = middle
		}
	}
	return many
}

// height is the index among the samples that stands as high as rank k of n.
func height(k, n, samples int) int {
	at := (int64(k)*int64(samples) + int64(n) - 1) / int64(n)
	return min(max(int(at), 1), samples) - 1
}
