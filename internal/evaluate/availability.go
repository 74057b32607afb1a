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
// like the one that was seen, and in the incidents that they would have.
const (
	maxWindows = 10_000
	maxOutages = 2_000
)

// judgeAvailability compares availability with confidence with the demand: by
// the incidents that were seen and how long one lasts, never by counting instants
// as trials.
func (a *assessment) judgeAvailability(j judgement, figures []fact.Figure, d demand) judgement {
	repair, said := quantity.Value{}, ""
	switch {
	case d.repair != nil && d.repair.Typed.Known():
		repair, said = d.repair.Typed, "as typed"
		j.basis = weaker(j.basis, scorecard.Attested)
	case d.repair != nil:
		r := a.replyTo(d.repair.Ask)
		j.basis = weaker(j.basis, r.basis())
		j.evidence = join(j.evidence, r.judgement().evidence)
		j.question += " with repairs as " + r.words()
		said = "as " + r.words()
		var problem []fact.Problem
		if repair, problem = longestRepair(r); len(problem) > 0 {
			return unknown(j, problem...)
		}
	}
	return settleWith(j, figures, d, func(f fact.Figure, s sureness) interval { return available(f, repair, said, d, s) })
}

// longestRepair is the longest of the times that a reply has.
func longestRepair(r *reply) (longest quantity.Value, problem []fact.Problem) {
	if len(r.problems) > 0 {
		return longest, r.problems
	}
	for _, f := range r.figures {
		if f.Value.Known() && f.Value.Dimension() == quantity.Time && (!longest.Known() || f.Value.Cmp(longest) > 0) {
			longest = f.Value
		}
	}
	if longest.Sign() <= 0 {
		return longest, []fact.Problem{{Reason: fact.NoMatch, Text: "the evidence of repair states no time"}}
	}
	return longest, nil
}

// window is what one series shows of its window, for bounding its down time.
type window struct {
	span *fact.Span
	seen stats.Incidents
	// least is how long an incident lasts that may not have been seen: repair, or
	// the step where that is longer, for nothing shorter can be seen.
	least *big.Rat
	// share is the part of the window that was observed: a gap is not up.
	share, observed *big.Rat
}

func newWindow(s *fact.Span, repair quantity.Value) window {
	w := window{span: s, observed: seconds(s.Window - s.Gap), least: seconds(s.Step)}
	if r := repair.Base(); r != nil && r.Cmp(w.least) > 0 {
		w.least = r
	}
	w.share = new(big.Rat).Quo(w.observed, seconds(s.Window))
	lengths := make([]*big.Rat, len(s.Incidents))
	for i, d := range s.Incidents {
		lengths[i] = seconds(d)
	}
	w.seen = stats.NewIncidents(lengths)
	return w
}

// upAtLeast bounds availability from below with confidence c by n windows like
// this one; nil where there are too many incidents.
func (w window) upAtLeast(n int, c *big.Rat) *big.Rat {
	down := w.seen.Times(n).AtMost(w.least, c)
	if down == nil {
		return nil
	}
	up := new(big.Rat).Sub(one, down.Quo(down, new(big.Rat).Mul(w.observed, big.NewRat(int64(n), 1))))
	if up.Sign() < 0 {
		return new(big.Rat)
	}
	return up.Mul(up, w.share)
}

// upAtMost bounds availability from above, with every gap up.
func (w window) upAtMost(c *big.Rat) *big.Rat {
	down := w.seen.AtLeast(c)
	return new(big.Rat).Sub(one, down.Quo(down, seconds(w.span.Window)))
}

// available gives the interval of an availability, by the incidents that were
// seen in its window and how long one lasts. Of those seen alone a few short ones
// would pass for short repairs, so without repair it is not bounded from below.
func available(f fact.Figure, repair quantity.Value, said string, d demand, s sureness) interval {
	if f.Span == nil || f.Span.Window <= f.Span.Gap || f.Span.Step <= 0 {
		return interval{why: "the evidence observes no time"}
	}
	w := newWindow(f.Span, repair)
	i := interval{assumes: poisson, high: percent(w.upAtMost(s.high))}
	seen := fmt.Sprintf("%s with %s", showTime(f.Span.Window-f.Span.Gap), plural(w.seen.Count(), "incident", "incidents"))
	if !repair.Known() {
		i.why = seen + " do not show how long a repair takes: name what does under repair"
		return i
	}
	low := w.upAtLeast(1, s.low)
	if low == nil {
		i.why = seen + " are too many incidents"
		return i
	}
	i.low = percent(low)
	i.from = seen + ", " + w.repairs(repair, said)
	if i = i.around(f.Value); i.judge(d.target) == scorecard.Unknown {
		i.open = fmt.Sprintf("%s, show %s or more at %s confidence; %s",
			i.from, quantity.ShowLow(i.low, d.target.Bounds()), showConfidence(s.low), w.settling(d))
	}
	return i
}

// repairs says how long an incident is taken to last, and what speaks against it.
func (w window) repairs(repair quantity.Value, said string) string {
	text := fmt.Sprintf("repairs of %s %s", showSeconds(repair.Base()), said)
	if repair.Base().Cmp(w.least) < 0 {
		text += fmt.Sprintf(" (%s, the step, counts: nothing shorter is seen)", showTime(w.span.Step))
	}
	if n := w.seen.Count(); n > 0 {
		if mean := w.seen.Sum().Quo(w.seen.Sum(), big.NewRat(int64(n), 1)); mean.Cmp(repair.Base()) > 0 {
			text += fmt.Sprintf(" (those seen lasted %s in the mean)", showSeconds(mean))
		}
	}
	return text
}

// settling says how long a window would show the target if incidents stay as
// rare as in this one.
func (w window) settling(d demand) string {
	shows := func(n int) bool {
		low := w.upAtLeast(n, d.confidence)
		return low != nil && d.target.Holds(percent(low))
	}
	down := w.seen.Sum()
	if byCount := new(big.Rat).Mul(w.least, big.NewRat(int64(w.seen.Count()), 1)); byCount.Cmp(down) > 0 {
		down = byCount
	}
	endless := down.Sub(w.observed, down)
	if !d.target.Holds(percent(endless.Quo(endless, seconds(w.span.Window)))) {
		return fmt.Sprintf("no window would show %s while incidents stay as frequent", d.target.Show())
	}
	observed := w.span.Window - w.span.Gap
	few, many := 1, 2
	for ; !shows(many); few, many = many, 2*many {
		if many > maxWindows || many*w.seen.Count() > maxOutages {
			return fmt.Sprintf("more than %s would show %s if incidents stay as rare", showTime(time.Duration(many)*observed), d.target.Show())
		}
	}
	for many-few > 1 {
		if middle := (few + many) / 2; shows(middle) {
			many = middle
		} else {
			few = middle
		}
	}
	return fmt.Sprintf("about %s would show %s if incidents stay as rare", showTime(time.Duration(many)*observed), d.target.Show())
}

func showSeconds(r *big.Rat) string {
	f, _ := r.Float64()
	return showTime(time.Duration(f * float64(time.Second)))
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
