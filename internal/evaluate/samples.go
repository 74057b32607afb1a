package evaluate

import (
	"fmt"
	"math/big"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

const (
	// maxSettling bounds the search for how many samples would settle a question.
	maxSettling = 1_000_000
	// leastRequests is how many requests it takes to see how they depend on each
	// other, and perDependence how many for each that one depends on.
	leastRequests = 1000
	perDependence = 100
)

// sampled gives the interval of one figure from its samples: order statistics
// around the quantile that the measure names, else around the median of runs.
func sampled(m *fact.Measure, f fact.Figure, d demand, s sureness) interval {
	if ofRuns(m) {
		return ofSeveralRuns(m, f, d, s)
	}
	p := big.NewRat(m.Quantile.Num, m.Quantile.Den)
	list := sorted{n: len(f.Samples), at: func(i int) quantity.Value { return f.Samples[i].Value(f.Value.Unit()) }, of: runs}
	if list.n == 0 {
		return noSamples(p, d)
	}
	if f.Requests {
		list.of = requests
		return ofRequests(list, f.Dependence, p, d, s)
	}
	if len(f.ByFile) > 0 || len(f.Runs) > 0 {
		r, _ := runsOf(m, fact.Figure{Runs: f.Runs, Requests: true}, false)
		if why := r.follows(); why != "" {
			return interval{why: why}
		}
		list.rounds, list.ordered = r.rounds, len(r.ordered) > 0
	}
	return ranked(list, p, d, s)
}

// ofSeveralRuns bounds the median of the runs' figures.
func ofSeveralRuns(m *fact.Measure, f fact.Figure, d demand, s sureness) interval {
	r, why := runsOf(m, f, d.rounds)
	if why == "" && len(r.list) == 1 {
		why = fmt.Sprintf("%s is about runs with confidence, and one run does not show how much they differ; at %s it takes at least %d",
			m.Name, showConfidence(d.confidence), leastSamples(big.NewRat(1, 2), d))
	}
	if why == "" {
		why = r.follows()
	}
	if why != "" {
		return interval{why: why}
	}
	values := r.values()
	list := sorted{n: len(values), at: func(i int) quantity.Value { return values[i] }, of: r.of, rounds: r.rounds, ordered: len(r.ordered) > 0}
	i := ranked(list, big.NewRat(1, 2), d, s)
	i.reduced = true
	return i
}

// ofRequests bounds a quantile of the requests of one run, which depend on each
// other: they are worth fewer than they are.
func ofRequests(list sorted, seen *fact.Dependence, p *big.Rat, d demand, s sureness) interval {
	if list.n < leastRequests || seen == nil {
		return interval{why: fmt.Sprintf("%s do not show how far they depend on each other: it takes at least %d", list.of.count(list.n), leastRequests)}
	}
	larger := seen.AtQuantile
	if seen.AtMedian.Cmp(larger) > 0 {
		larger = seen.AtMedian
	}
	if least := new(big.Rat).Mul(larger, big.NewRat(perDependence, 1)); least.Cmp(big.NewRat(int64(list.n), 1)) > 0 {
		return interval{why: fmt.Sprintf("samples depend over about %s, and %d are fewer than %d times that", showDependence(larger), list.n, perDependence)}
	}
	list.depends = seen.AtQuantile
	return ranked(list, p, d, s)
}

func showDependence(d *big.Rat) string {
	return quantity.Show(quantity.Of(d, quantity.Count), nil)
}

// noSamples says what it would take.
func noSamples(p *big.Rat, d demand) interval {
	least := leastSamples(p, d)
	if least == 0 {
		return interval{why: "the evidence holds no samples, and no number of them shows that nothing lies beyond"}
	}
	return interval{needed: least, why: fmt.Sprintf("the evidence holds no samples, and at %s confidence it takes at least %d", showConfidence(d.confidence), least)}
}

// sorted is a list of n figures in ascending order, of which few are looked at.
type sorted struct {
	n       int
	at      func(i int) quantity.Value
	of      unit
	rounds  int
	ordered bool
	// depends, when known, is of how many samples one is worth one.
	depends *big.Rat
}

// worth is how many independent samples n of these are worth.
func (l sorted) worth(n int) int {
	if l.depends == nil {
		return n
	}
	return stats.Effective(n, l.depends)
}

// ranked bounds quantile p of sorted samples, of which there are some.
func ranked(list sorted, p *big.Rat, d demand, s sureness) interval {
	i := list.bounds(list.n, p, s)
	i.settle = func() int { return settling(list, p, d, s) }
	return i.around(list.at(stats.Rank(list.n, p) - 1))
}

// leastSamples is how many samples it takes to bound the quantile on the bad
// side of the target at all, 0 where no number does.
func leastSamples(p *big.Rat, d demand) int {
	above, below := stats.Needed(p, d.confidence), stats.Needed(new(big.Rat).Sub(one, p), d.confidence)
	switch d.target.Direction() {
	case -1:
		return above
	case +1:
		return below
	}
	if above == 0 || below == 0 {
		return 0
	}
	return max(above, below)
}

// settling returns how many samples with the spread of these would decide: the
// fewest that ever do, or else to one in a hundred, for it is an estimate.
func settling(list sorted, p *big.Rat, d demand, s sureness) int {
	decides := func(n int) bool { return list.bounds(n, p, s).judge(d.target) != scorecard.Unknown }
	if least := leastSamples(p, d); least > list.n && decides(least) {
		return least
	}
	few, many := list.n, 2*list.n
	for ; !decides(many); few, many = many, 2*many {
		if many >= maxSettling {
			return 0
		}
	}
	for many-few > 1+few/100 {
		if middle := (few + many) / 2; decides(middle) {
			many = middle
		} else {
			few = middle
		}
	}
	return many
}

// bounds gives the interval of quantile p that n samples of this spread have:
// rank k of what they are worth is the sample that stands as high among these.
func (l sorted) bounds(n int, p *big.Rat, s sureness) interval {
	i := interval{samples: l.n, of: l.of, rounds: l.rounds, ordered: l.ordered, assumes: independent, depends: l.depends, worth: l.worth(l.n)}
	few := l.worth(n)
	low, high := stats.RoughRanks(few, p, s.low, s.high)
	if n == l.n { // what decides
		low, _ = stats.LowerRank(few, p, s.low)
		high, _ = stats.UpperRank(few, p, s.high)
	}
	low, high = stats.Scaled(low, high, max(1, few), l.n)
	if high > 0 {
		i.high = l.at(high - 1)
	}
	if low > 0 {
		i.low = l.at(low - 1)
	}
	return i
}
