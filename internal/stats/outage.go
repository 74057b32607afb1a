package stats

import (
	"math"
	"math/big"
)

// MaxEvents is the largest number of events that PoissonUpper takes.
const MaxEvents = 100_000

// PoissonUpper returns the upper bound, with confidence c, of the expected
// number of events where k were seen: χ²(c; 2k+2) ÷ 2, the mean at which k or
// fewer events have the chance 1−c. The result is not below the true bound and
// exceeds it by less than one part in 10^15. It is nil for a negative k, a k
// above MaxEvents and for c out of range.
func PoissonUpper(k int, c *big.Rat) *big.Rat {
	if k < 0 || k > MaxEvents || !usable(c) {
		return nil
	}
	risk := newFloat(0).SetRat(complement(c))
	mean := newFloat(poissonGuess(k, c))
	for range 60 { // Newton's method on a decreasing function; a handful of steps do
		excess, density := poissonExcess(k, mean, risk)
		step := excess.Quo(excess, density)
		mean.Add(mean, step)
		if step.Sign() == 0 || step.MantExp(nil) < mean.MantExp(nil)-80 {
			break
		}
	}
	// Rounded up to 53 bits, and on until the chance is certainly no more than 1−c.
	rounded := new(big.Float).SetPrec(53).SetMode(big.ToPositiveInf).Set(mean)
	f, _ := rounded.Float64()
	for {
		if excess, _ := poissonExcess(k, newFloat(f), risk); excess.Sign() <= 0 {
			return new(big.Rat).SetFloat64(f)
		}
		f = math.Nextafter(f, math.Inf(1))
	}
}

// poissonExcess returns P(N ≤ k) − risk for N of the given mean, and P(N = k),
// both times e^mean and so in proportion. The sums have positive terms only,
// each right to some 2^-170, and end where terms fall below 2^-128 of the sum.
func poissonExcess(k int, mean, risk *big.Float) (excess, density *big.Float) {
	term, sum := newFloat(1), newFloat(1)
	excess, density = newFloat(1), newFloat(1)
	for i := 1; i <= k || term.MantExp(nil) > sum.MantExp(nil)+tail; i++ {
		term.Mul(term, mean)
		term.Quo(term, newFloat(float64(i)))
		sum.Add(sum, term)
		if i == k {
			excess.Set(sum)
			density.Set(term)
		}
	}
	return excess.Sub(excess, sum.Mul(sum, risk)), density
}

// poissonGuess starts Newton's method: the approximation of Wilson and Hilferty
// to the quantile of χ², with that of the normal distribution from math.Erfinv.
func poissonGuess(k int, c *big.Rat) float64 {
	confidence, _ := c.Float64()
	z := math.Sqrt2 * math.Erfinv(2*confidence-1)
	degrees := float64(2*k + 2)
	root := 1 - 2/(9*degrees) + z*math.Sqrt(2/(9*degrees))
	return degrees * root * root * root / 2
}

// AvailabilityLower returns the lower bound, with confidence c, of the share of
// time a service is up: 1 − μ·repair ÷ observed, where μ is the PoissonUpper of
// the outages seen and repair and observed are times in one unit. It is at
// least 0, and nil when observed is not positive, repair is not positive, or
// PoissonUpper is nil.
func AvailabilityLower(outages int, c, repair, observed *big.Rat) *big.Rat {
	mean := PoissonUpper(outages, c)
	if mean == nil || repair == nil || observed == nil || repair.Sign() <= 0 || observed.Sign() <= 0 {
		return nil
	}
	down := mean.Mul(mean, repair)
	share := complement(down.Quo(down, observed))
	if share.Sign() < 0 {
		return new(big.Rat)
	}
	return share
}
