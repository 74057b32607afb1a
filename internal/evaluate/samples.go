package evaluate

import (
	"fmt"
	"math/big"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/stats"
)

// maxSettling bounds the search for how many samples would settle a question.
const maxSettling = 1_000_000

// sampled gives the interval of one figure from its samples: order statistics
// around the quantile that the measure names, else around the median of runs.
func sampled(m *fact.Measure, f fact.Figure, d demand, s sureness) interval {
	if q := m.Quantile; q.Exists() {
		return ranked(observations(f), big.NewRat(q.Num, q.Den), d, s)
	}
	list, why := runsOf(m, f)
	if why != "" {
		return interval{why: why}
	}
	return ranked(sorted{len(list), func(i int) quantity.Value { return list[i] }, runs}, big.NewRat(1, 2), d, s)
}

// sorted is a list of n figures in ascending order, of which few are looked at.
type sorted struct {
	n  int
	at func(i int) quantity.Value
	of unit
}

// observations are the samples of a figure in its unit; fact has sorted them.
func observations(f fact.Figure) sorted {
	return sorted{len(f.Samples), func(i int) quantity.Value { return f.Samples[i].Value(f.Value.Unit()) }, samples}
}

// ranked bounds quantile p of sorted samples.
func ranked(list sorted, p *big.Rat, d demand, s sureness) interval {
	if list.n == 0 {
		least := leastSamples(p, d)
		if least == 0 {
			return interval{why: "the evidence holds no samples, and no number of them shows that nothing lies beyond"}
		}
		return interval{needed: least, why: fmt.Sprintf("the evidence holds no samples, and at %s confidence it takes at least %d", showConfidence(d.confidence), least)}
	}
	i := list.bounds(list.n, p, s)
	if i.judge(d.target) == scorecard.Unknown {
		i.needed = settling(list, p, d, s)
	}
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
// rank k of n is the sample that stands as high among these.
func (l sorted) bounds(n int, p *big.Rat, s sureness) interval {
	height := func(k int) quantity.Value {
		i := (int64(k)*int64(l.n) + int64(n) - 1) / int64(n)
		return l.at(int(i) - 1)
	}
	i := interval{samples: l.n, of: l.of, assumes: independent}
	if k, ok := stats.UpperRank(n, p, s.high); ok {
		i.high = height(k)
	}
	if k, ok := stats.LowerRank(n, p, s.low); ok {
		i.low = height(k)
	}
	return i
}
