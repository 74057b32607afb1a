package evaluate

import (
	"fmt"
	"math/big"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

// Bounds of the search for a window that would settle a question: in windows
// like the one that was seen, and in the outages that they would have.
const (
	maxWindows = 10_000
	maxOutages = 2_000
)

// judgeAvailability holds availability with confidence against the demand: by
// the outages that were seen and how long one lasts, never by counting instants
// as trials.
func (a *assessment) judgeAvailability(j judgement, figures []fact.Figure, d demand) judgement {
	repair, said := quantity.Value{}, ""
	switch {
	case d.repair != nil && d.repair.Typed.Known():
		repair, said = d.repair.Typed, "as typed"
		j.basis = weaker(j.basis, scorecard.Attested)
	case d.repair != nil:
		r := a.replyTo(d.repair.Ask)
		j.basis = weaker(j.basis, basisOf(r.question.Measure.Kind))
		j.evidence = join(j.evidence, r.judgement().evidence)
		j.question += " with repairs as " + r.words()
		said = "as " + r.words()
		var trouble []fact.Trouble
		if repair, trouble = longestRepair(r); len(trouble) > 0 {
			return unknown(j, trouble...)
		}
	}
	return settleWith(j, figures, d, func(f fact.Figure) interval {
		i, lasting := available(f.Span, repair, said, d)
		if i.why == "" && i.judge(d.target) == scorecard.Unknown {
			i.open = fmt.Sprintf("%s, show %s or more at %s confidence; %s",
				i.from, quantity.Show(i.low, d.target.Bounds()), showConfidence(d.confidence), settlingWindow(f.Span, lasting, d))
		}
		return i
	})
}

// longestRepair is the longest of the times that a reply has.
func longestRepair(r *reply) (longest quantity.Value, trouble []fact.Trouble) {
	if len(r.troubles) > 0 {
		return longest, r.troubles
	}
	for _, f := range r.figures {
		if f.Value.Known() && f.Value.Dimension() == quantity.Time && (!longest.Known() || f.Value.Cmp(longest) > 0) {
			longest = f.Value
		}
	}
	if longest.Sign() <= 0 {
		return longest, []fact.Trouble{{Reason: fact.NoMatch, Text: "the evidence of repair states no time"}}
	}
	return longest, nil
}

// available gives the interval of an availability. Below it is bounded by how
// many outages there may have been and how long one lasts: by repair, or by the
// mean of those seen when that is longer. Of the means alone a few short outages
// would pass for short repairs, so without repair it is not bounded. Above it is
// the share of up time when every gap counts as up. Lasting is how long an
// outage is taken to last.
func available(s *fact.Span, repair quantity.Value, said string, d demand) (i interval, lasting quantity.Value) {
	if s == nil || s.Window <= s.Gap {
		return interval{why: "the evidence observes no time"}, repair
	}
	observed := s.Window - s.Gap
	i = interval{high: quantity.Ratio(int64(s.Up+s.Gap), int64(s.Window))}
	seen := fmt.Sprintf("%s with %s", showTime(observed), plural(s.Outages, "outage", "outages"))
	if !repair.Known() {
		i.why = seen + " do not show how long a repair takes: name what does under repair"
		return i, repair
	}
	if s.Outages > 0 {
		if mean := quantity.FromDuration(s.Down/time.Duration(s.Outages), quantity.Second); mean.Cmp(repair) > 0 {
			repair, said = mean, "as seen"
		}
	}
	low := stats.AvailabilityLower(s.Outages, d.confidence, repair.Base(), seconds(observed))
	if low == nil {
		i.why = seen + " are too many outages"
		return i, repair
	}
	i.low = percent(low)
	long, _ := repair.Base().Float64()
	i.from = fmt.Sprintf("%s, repairs of %s %s", seen, showTime(time.Duration(long*float64(time.Second))), said)
	return i, repair
}

// settlingWindow says how long a window would show the target if outages stay
// as rare as in this one.
func settlingWindow(s *fact.Span, repair quantity.Value, d demand) string {
	observed := s.Window - s.Gap
	shows := func(n int) bool {
		low := stats.AvailabilityLower(n*s.Outages, d.confidence, repair.Base(), new(big.Rat).Mul(seconds(observed), big.NewRat(int64(n), 1)))
		return low != nil && d.target.Holds(percent(low))
	}
	down := new(big.Rat).Mul(repair.Base(), big.NewRat(int64(s.Outages), 1))
	if endless := new(big.Rat).Sub(one, down.Quo(down, seconds(observed))); !d.target.Holds(percent(endless)) {
		return fmt.Sprintf("no window would show %s while outages stay as frequent", d.target.Show())
	}
	few, many := 1, 2
	for ; !shows(many); few, many = many, 2*many {
		if many > maxWindows || many*s.Outages > maxOutages {
			return fmt.Sprintf("more than %s would show %s if outages stay as rare", showTime(time.Duration(many)*observed), d.target.Show())
		}
	}
	for many-few > 1 {
		if middle := (few + many) / 2; shows(middle) {
			many = middle
		} else {
			few = middle
		}
	}
	return fmt.Sprintf("about %s would show %s if outages stay as rare", showTime(time.Duration(many)*observed), d.target.Show())
}

func seconds(t time.Duration) *big.Rat { return quantity.FromDuration(t, quantity.Second).Base() }

// showTime displays a length of time in the largest unit of which there are two.
func showTime(t time.Duration) string {
	for _, unit := range []quantity.Unit{quantity.Day, quantity.Hour, quantity.Minute} {
		if v := quantity.FromDuration(t, unit); v.Cmp(quantity.Int(2, unit)) >= 0 {
			return quantity.Show(v, nil)
		}
	}
	return quantity.Show(quantity.FromDuration(t, quantity.Second), nil)
}
