package evaluate

import (
	"fmt"
	"math/big"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

// interval is what samples show about a figure: it lies above low and below
// high, each with at least the confidence asked of that end. An end without a
// figure is open: the samples are too few to bound it.
type interval struct {
	low, high quantity.Value
	// of is what was counted, and samples how many of them there are.
	of      unit
	samples int
	// needed is how many samples would settle the question if the spread stays
	// as seen; 0 when no number up to maxSettling would, or it is settled.
	needed int
	// settle, when not nil, finds that number; it costs more than the rest.
	settle func() int
	// why says what is missing when there is no interval at all.
	why string
	// from is what the interval rests on, and open why it does not decide, where
	// that is a window of time and not samples.
	from, open string
	// figure, when known, is the quantity that the interval bounds, where that is
	// another than the evidence states.
	figure quantity.Value
	// assumes says what the bounds take for granted.
	assumes assumption
	// reduced says that the figure is the median of the runs' figures; rounds is in
	// how many rounds those were made, where that is known, and of a comparison
	// the fewer, and within that a side was made in one.
	reduced bool
	rounds  int
	within  bool
	// ordered says that the order of some runs was known and did not show.
	ordered bool
	// depends, when known, is of how many samples one is worth one, and worth how
	// many independent ones there are so.
	depends *big.Rat
	worth   int
}

// unit is what an interval counts.
type unit struct{ one, many string }

var (
	requests = unit{"request", "requests"}
	runs     = unit{"run", "runs"}
)

func (u unit) count(n int) string { return plural(n, u.one, u.many) }

// assumption is what bounds take for granted, as a limit says it.
type assumption uint8

const (
	nothing     assumption = iota
	independent            // samples, or runs, one of another
	poisson                // incidents that come at random
)

func (a assumption) text() string {
	return [...]string{"", "independent samples", "incidents that come at random"}[a]
}

// tested says how the assumption of the bounds was looked at.
func (i interval) tested() string {
	switch {
	case i.assumes != independent:
		return ""
	case i.depends != nil:
		return "by blocks of samples in their order"
	case i.ordered:
		return "by the correlation of neighbours"
	}
	return "not: the order is not known, or no file has 10 of them"
}

// sureness is how sure each end of an interval is.
type sureness struct{ low, high *big.Rat }

// sureness is the rule of several series. Every one must be met with the
// confidence asked; and as one that misses by chance makes the criterion unmet,
// each is shown to miss with a confidence that m of them share (Bonferroni). So
// each error of the criterion has a chance of at most 1 − confidence. Where both
// sides are bad, one interval cannot be both: all says whether every end must
// show a miss.
func (d demand) sureness(m int, all bool) sureness {
	c, shared := d.confidence, stats.Shared(d.confidence, m)
	switch {
	case d.target.Direction() < 0:
		return sureness{low: shared, high: c}
	case d.target.Direction() > 0:
		return sureness{low: c, high: shared}
	case all:
		return sureness{shared, shared}
	}
	return sureness{c, c}
}

// judge is the rule of confidence. The figure is met when the bound on the bad
// side satisfies the target, unmet when the bound on the good side does not,
// and else nothing is shown.
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
		above, below = i.low.Cmp(t.A) > 0, i.high.Known() && i.high.Cmp(t.A) < 0
	case quantity.Between:
		above, below = i.low.Cmp(t.B) > 0, i.high.Known() && i.high.Cmp(t.A) < 0
	}
	if (above || below) && i.why == "" {
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

// around gives the interval the figure that it is around: whatever an end says,
// it does not lie beyond what was seen, so what is shown is on the side of the
// target that was judged.
func (i interval) around(v quantity.Value) interval {
	i.figure = v
	if i.low.Known() && i.low.Cmp(v) > 0 {
		i.low = v
	}
	if i.high.Known() && i.high.Cmp(v) < 0 {
		i.high = v
	}
	return i
}

// settleWith judges figures by their intervals: unmet when one is shown to
// miss, unknown when one is open, and then the worst of those decides.
func settleWith(j judgement, figures []fact.Figure, d demand, bounded func(fact.Figure, sureness) interval) judgement {
	fit := fitting(figures, d.target)
	if len(fit) == 0 {
		return unknown(j, fact.Problem{Reason: fact.NoMatch, Text: noFigure(figures, d.target)})
	}
	byOutcome := map[scorecard.Outcome][]fact.Figure{}
	found := map[string]interval{}
	for k, f := range fit {
		i := bounded(f, d.sureness(len(fit), false))
		if d.target.Direction() == 0 && len(fit) > 1 && i.judge(d.target) != scorecard.Met {
			i = bounded(f, d.sureness(len(fit), true))
		}
		if i.figure.Known() {
			f.Value = i.figure
			fit[k] = f
		}
		outcome := i.judge(d.target)
		if outcome == scorecard.Met && d.warn != nil && !i.shows(*d.warn) {
			outcome = scorecard.Warning
		}
		byOutcome[outcome] = append(byOutcome[outcome], f)
		found[key(f)] = i
	}
	j.figures, j.confidence, j.series = fit, d.confidence, len(fit)
	for _, outcome := range []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning, scorecard.Met} {
		worst, some := worstFigure(byOutcome[outcome], d.target)
		if !some {
			continue
		}
		worst.Declared = false
		j.figure, j.interval = worst, found[key(worst)]
		if outcome == scorecard.Unknown {
			if j.interval.settle != nil && j.interval.why == "" {
				j.interval.needed = j.interval.settle()
			}
			return unknown(j, fact.Problem{Reason: fact.Inconclusive, Text: j.interval.openBecause(d.confidence), At: worst.At})
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
	case i.open != "":
		return i.open
	}
	said := fmt.Sprintf("%s %s not decide at %s confidence", i.of.count(i.samples), map[bool]string{true: "does", false: "do"}[i.samples == 1], showConfidence(confidence))
	if i.needed > 0 {
		return fmt.Sprintf("%s; about %d would, if the spread stays as seen", said, i.needed)
	}
	return said + ", and more of the same would not"
}

func showConfidence(c *big.Rat) string { return percent(c).String() }
