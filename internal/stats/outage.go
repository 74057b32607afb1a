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

// DownTime bounds the down time that is to be expected in a window, from below
// and from above, each with confidence c, by the incidents that were seen in
// one: how long each was down. Incidents are taken to come at random, one
// independently of another and of their lengths (a compound Poisson process);
// nothing is assumed of the lengths.
//
// The bounds are those of Fay and Feuer for a weighted sum of Poisson variables
// ("Confidence intervals for directly standardized rates: a method based on the
// gamma distribution", Statistics in Medicine 16, 1997), with the length of an
// incident as its weight: a gamma variable of the mean and variance of what was
// seen, and for the upper bound one incident more, of the longest seen or of
// length least. Least is how long an incident lasts at least that may not have
// been seen, and the upper bound is never below what as many incidents of that
// length would show (χ²(c; 2k+2) ÷ 2 of them).
//
// All are in one unit. Without incidents the lower bound is 0. Both are nil for
// c out of range, for a least that is not positive, for a length that is not,
// and for more than MaxEvents incidents.
func DownTime(incidents []*big.Rat, least, c *big.Rat) (low, high *big.Rat) {
	counted := PoissonUpper(len(incidents), c)
	if counted == nil || least == nil || least.Sign() <= 0 {
		return nil, nil
	}
	sum, squares, longest := new(big.Rat), new(big.Rat), least
	for _, d := range incidents {
		if d.Sign() <= 0 {
			return nil, nil
		}
		sum.Add(sum, d)
		squares.Add(squares, new(big.Rat).Mul(d, d))
		if d.Cmp(longest) > 0 {
			longest = d
		}
	}
	low = new(big.Rat)
	if len(incidents) > 0 {
		low = gammaBound(float(complement(c)), float(sum), float(squares), false)
	}
	sum.Add(sum, longest)
	squares.Add(squares, new(big.Rat).Mul(longest, longest))
	high = gammaBound(float(c), float(sum), float(squares), true)
	if byCount := counted.Mul(counted, least); byCount.Cmp(high) > 0 {
		high = byCount
	}
	return low, high
}

func float(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}
