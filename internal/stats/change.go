package stats

import (
	"math/big"
	"slices"
)

// MaxRuns is the largest number of runs a side that a comparison takes; the
// exact distribution costs the cube of it.
const MaxRuns = 200

// MannWhitneyCut returns how many of the outermost quotients (or differences) of
// m runs and n runs are cut on each side at confidence c: the largest K with
// P(U ≤ K) ≤ 1−c under the exact Mann–Whitney distribution. The chance that the
// true quotient lies below the smallest one left is then at most 1−c, and so is
// that of its lying above the largest. It is false when the runs are too few
// for any bound or more than MaxRuns, and for c out of range.
func MannWhitneyCut(m, n int, c *big.Rat) (int, bool) {
	if m <= 0 || n <= 0 || m > MaxRuns || n > MaxRuns || !usable(c) {
		return 0, false
	}
	// count ≤ (1−c)·C(m+n,m), in integers
	limit := new(big.Int).Binomial(int64(m+n), int64(m))
	limit.Mul(limit, complement(c).Num())
	limit.Div(limit, c.Denom())
	count, cut := new(big.Int), -1
	for u, ways := range mannWhitneyCounts(m, n) {
		if count.Add(count, ways).Cmp(limit) > 0 {
			break
		}
		cut = u
	}
	return max(0, cut), cut >= 0
}

// mannWhitneyCounts returns in how many of the C(m+n,m) orders the statistic U
// is 0, 1, … up to half of m·n: the coefficients of the Gaussian binomial, the
// product of (1−x^(n+i)) ÷ (1−x^i) for i from 1 to m.
func mannWhitneyCounts(m, n int) []*big.Int {
	counts := make([]*big.Int, m*n/2+1)
	for u := range counts {
		counts[u] = new(big.Int)
	}
	counts[0].SetInt64(1)
	for i := 1; i <= m; i++ {
		for u := len(counts) - 1; u >= n+i; u-- {
			counts[u].Sub(counts[u], counts[u-n-i])
		}
		for u := i; u < len(counts); u++ {
			counts[u].Add(counts[u], counts[u-i])
		}
	}
	return counts
}

// MinRuns returns how many runs a side it takes to compare at confidence c: 3 at
// 95 %, 5 at 99 %. It is 0 for c out of range.
func MinRuns(c *big.Rat) int {
	if !usable(c) {
		return 0
	}
	runs := 1
	for {
		if _, ok := MannWhitneyCut(runs, runs, c); ok {
			return runs
		}
		runs++
	}
}

// QuotientInterval returns the interval in which the quotient newer ÷ older
// lies: of all quotients of a newer and an older run, those that MannWhitneyCut
// leaves. Each end is wrong with a chance of at most 1−c. It is false when
// MannWhitneyCut is, and when a figure is negative or an older one is 0.
func QuotientInterval(newer, older []*big.Rat, c *big.Rat) (low, high *big.Rat, ok bool) {
	for _, r := range newer {
		if r.Sign() < 0 {
			return nil, nil, false
		}
	}
	for _, r := range older {
		if r.Sign() <= 0 {
			return nil, nil, false
		}
	}
	return pairInterval(newer, older, c, (*big.Rat).Quo)
}

// DifferenceInterval is QuotientInterval for newer − older, as percentages are
// compared; figures may have any sign.
func DifferenceInterval(newer, older []*big.Rat, c *big.Rat) (low, high *big.Rat, ok bool) {
	return pairInterval(newer, older, c, (*big.Rat).Sub)
}

func pairInterval(newer, older []*big.Rat, c *big.Rat, combine func(z, x, y *big.Rat) *big.Rat) (low, high *big.Rat, ok bool) {
	cut, ok := MannWhitneyCut(len(newer), len(older), c)
	if !ok {
		return nil, nil, false
	}
	pairs := make([]*big.Rat, 0, len(newer)*len(older))
	for _, x := range newer {
		for _, y := range older {
			pairs = append(pairs, combine(new(big.Rat), x, y))
		}
	}
	slices.SortFunc(pairs, (*big.Rat).Cmp)
	return pairs[cut], pairs[len(pairs)-1-cut], true
}
