// Package stats answers with order statistics what samples show about a
// quantile, a change or an availability, each answer with a stated chance of
// being wrong.
//
// It assumes no distribution and refuses to extrapolate: too few samples give
// no bound at all, never a guess. Probabilities are compared exactly where
// numbers are small, and otherwise in floating point of 192 bits whose error is
// far below the margin at which a comparison counts as open; an open comparison
// is decided so that the interval gets wider.
package stats

import (
	"math"
	"math/big"
)

const (
	precision  = 192  // bits of the floating point numbers
	tail       = -128 // weights below 2^tail of the largest are left out
	margin     = -96  // comparisons closer than 2^margin are open
	exactLimit = 4096 // samples up to which an open comparison is decided exactly
)

// usable reports whether c is a confidence that this package serves: from 1/2 to
// all but one in a million million, which is 99.99 % shared by as many series
// as there may be.
func usable(c *big.Rat) bool {
	return c != nil && c.Cmp(big.NewRat(1, 2)) >= 0 && c.Cmp(big.NewRat(1e12-1, 1e12)) <= 0
}

// within reports whether p lies strictly between 0 and 1.
func within(p *big.Rat) bool {
	return p != nil && p.Sign() > 0 && p.Cmp(one()) < 0
}

func one() *big.Rat { return big.NewRat(1, 1) }

func complement(p *big.Rat) *big.Rat { return new(big.Rat).Sub(one(), p) }

// Rank returns the rank, from 1, of quantile p among n sorted samples: ⌈p·n⌉,
// but at least 1. It is 0 when there are no samples or p is not within 0 and 1.
func Rank(n int, p *big.Rat) int {
	if n <= 0 || p == nil || p.Sign() < 0 || p.Cmp(one()) > 0 {
		return 0
	}
	product := new(big.Int).Mul(p.Num(), big.NewInt(int64(n)))
	product.Add(product, p.Denom())
	product.Sub(product, big.NewInt(1))
	return max(1, int(product.Div(product, p.Denom()).Int64()))
}

// UpperRank returns the rank k of the sample that bounds quantile p from above
// with confidence c: the smallest k with P(Bin(n,p) ≥ k) ≤ 1−c. The chance that
// the true quantile lies above the k-th smallest of n samples is at most 1−c.
// It is false when n samples are too few, as any number is for the maximum, and
// for p or c out of range.
func UpperRank(n int, p, c *big.Rat) (int, bool) {
	if n <= 0 || p == nil || !usable(c) {
		return 0, false
	}
	if p.Sign() == 0 {
		return 1, true // the minimum lies above no sample
	}
	if !within(p) {
		return 0, false
	}
	b := newBinomial(n, p)
	risk := complement(c)
	limit := new(big.Float).SetPrec(precision).SetRat(risk)
	limit.Mul(limit, b.total)
	open := new(big.Float).SetMantExp(b.total, margin)
	sum, gap := newFloat(0), newFloat(0)
	for k := b.last(); k >= b.first; k-- {
		sum.Add(sum, b.weight(k))
		gap.Sub(limit, sum)
		exceeds := gap.Sign() < 0
		if gap.Abs(gap).Cmp(open) <= 0 {
			exceeds = n > exactLimit || exactTail(n, k, p).Cmp(risk) > 0
		}
		if exceeds && k == n {
			return 0, false
		}
		if exceeds {
			return k + 1, true
		}
	}
	return 0, false
}

// LowerRank returns the rank k of the sample that bounds quantile p from below
// with confidence c: the largest k with P(Bin(n,p) < k) ≤ 1−c. It is false when
// n samples are too few, as any number is for the minimum, and for p or c out of
// range.
func LowerRank(n int, p, c *big.Rat) (int, bool) {
	if p == nil {
		return 0, false
	}
	k, ok := UpperRank(n, complement(p), c) // P(Bin(n,p) < k) = P(Bin(n,1−p) ≥ n+1−k)
	if !ok {
		return 0, false
	}
	return n + 1 - k, true
}

// RoughRanks are about the ranks that LowerRank and UpperRank give with
// confidences low and high, by the normal approximation: for saying how many
// samples might do, and never for a decision. A rank that is not there is 0.
func RoughRanks(n int, p, low, high *big.Rat) (lower, upper int) {
	if n <= exactLimit {
		lower, _ = LowerRank(n, p, low)
		upper, _ = UpperRank(n, p, high)
		return lower, upper
	}
	share := float(p)
	mean, deviation := float64(n)*share, math.Sqrt(float64(n)*share*(1-share))
	at := func(c *big.Rat) float64 { return math.Sqrt2 * math.Erfinv(2*float(c)-1) * deviation }
	if k := int(math.Floor(mean - at(low))); k >= 1 {
		lower = k
	}
	if k := int(math.Ceil(mean+at(high))) + 1; k <= n {
		upper = k
	}
	return lower, upper
}

// Needed returns how many samples it takes for UpperRank to bound quantile p
// with confidence c at all: the smallest n with pⁿ ≤ 1−c, such as 59 for the
// 95th percentile at 95 %. For a bound from below ask for 1−p. It is 0 where no
// number does, and for p or c out of range.
func Needed(p, c *big.Rat) int {
	if !within(p) || !usable(c) {
		return 0
	}
	risk := complement(c)
	pf, _ := p.Float64()
	above, _ := complement(p).Float64()
	logarithm := math.Log(pf)
	if pf > 0.5 {
		logarithm = math.Log1p(-above)
	}
	rf, _ := risk.Float64()
	n := max(1, int(math.Log(rf)/logarithm)-1) // at most the answer
	for !powerAtMost(p, n, risk) {
		n++
	}
	return n
}

// powerAtMost reports whether p^n ≤ limit.
func powerAtMost(p *big.Rat, n int, limit *big.Rat) bool {
	if n <= exactLimit {
		e := big.NewInt(int64(n))
		power := new(big.Rat).SetFrac(new(big.Int).Exp(p.Num(), e, nil), new(big.Int).Exp(p.Denom(), e, nil))
		return power.Cmp(limit) <= 0
	}
	power, square := newFloat(1), newFloat(0).SetRat(p)
	for e := n; e > 0; e >>= 1 {
		if e&1 == 1 {
			power.Mul(power, square)
		}
		square.Mul(square, square)
	}
	return power.Cmp(newFloat(0).SetRat(limit)) <= 0
}

// Shared returns the confidence at which each of m figures must be bounded so
// that all m bounds hold together with confidence c: 1 − (1−c) ÷ m (Bonferroni).
func Shared(c *big.Rat, m int) *big.Rat {
	risk := complement(c)
	return complement(risk.Quo(risk, new(big.Rat).SetInt64(int64(max(1, m)))))
}

func newFloat(x float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(x) }
