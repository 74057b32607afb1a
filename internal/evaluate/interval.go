package evaluate

import (
	"fmt"
	"math/big"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

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
	// from is what the interval rests on, and open why it does not decide, where
	// that is a window of time and not samples.
	from, open string
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
		above, below = i.low.Cmp(t.A) > 0, i.high.Known() && i.high.Cmp(t.A) < 0
	case quantity.Between:
		above, below = i.low.Cmp(t.B) > 0, i.high.Known() && i.high.Cmp(t.A) < 0
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
	case i.open != "":
		return i.open
	case i.needed > 0:
		return fmt.Sprintf("%s do not decide at %s confidence; about %d would, if the spread stays as seen",
			plural(i.samples, "sample", "samples"), showConfidence(confidence), i.needed)
	}
	return fmt.Sprintf("%s do not decide at %s confidence, and more of the same would not",
		plural(i.samples, "sample", "samples"), showConfidence(confidence))
}

func showConfidence(c *big.Rat) string { return percent(c).String() }
