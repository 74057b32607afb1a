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

// Incidents are the times of down time that were seen in a window, by their
// number, their lengths and the squares of these together, and the longest.
type Incidents struct {
	count                 int
	sum, squares, longest *big.Rat
}

// NewIncidents takes the lengths of incidents, each above zero, in one unit.
func NewIncidents(lengths []*big.Rat) Incidents {
	i := Incidents{len(lengths), new(big.Rat), new(big.Rat), new(big.Rat)}
	for _, d := range lengths {
		i.sum.Add(i.sum, d)
		i.squares.Add(i.squares, new(big.Rat).Mul(d, d))
		if d.Cmp(i.longest) > 0 {
			i.longest = d
		}
	}
	return i
}

// Times is what n windows like this one would show.
func (i Incidents) Times(n int) Incidents {
	factor := new(big.Rat).SetInt64(int64(n))
	return Incidents{i.count * n, new(big.Rat).Mul(i.sum, factor), new(big.Rat).Mul(i.squares, factor), i.longest}
}

// Count is how many there are.
func (i Incidents) Count() int { return i.count }

// Sum is how long they lasted together.
func (i Incidents) Sum() *big.Rat { return new(big.Rat).Set(i.sum) }

// AtMost bounds the down time that is to be expected in the window from above
// with confidence c. Incidents are taken to come at random, one independently of
// another and of their lengths (a compound Poisson process); nothing is assumed
// of the lengths.
//
// The bound is that of Fay and Feuer for a weighted sum of Poisson variables
// ("Confidence intervals for directly standardized rates: a method based on the
// gamma distribution", Statistics in Medicine 16, 1997), with the length of an
// incident as its weight: a gamma variable of the mean and variance of what was
// seen and of one incident more, of the longest seen or of length least. Least is
// how long an incident lasts that may not have been seen; the bound is never
// below what as many incidents of that length would show, χ²(c; 2k+2) ÷ 2 of
// them. It is nil for c out of range, for a least that is not positive and for
// more than MaxEvents incidents.
func (i Incidents) AtMost(least, c *big.Rat) *big.Rat {
	counted := PoissonUpper(i.count, c)
	if counted == nil || least == nil || least.Sign() <= 0 {
		return nil
	}
	longest := least
	if i.longest.Cmp(longest) > 0 {
		longest = i.longest
	}
	sum := new(big.Rat).Add(i.sum, longest)
	squares := new(big.Rat).Mul(longest, longest)
	bound := gammaBound(float(c), float(sum), float(squares.Add(squares, i.squares)), true)
	if byCount := counted.Mul(counted, least); byCount.Cmp(bound) > 0 {
		return byCount
	}
	return bound
}

// AtLeast bounds the same down time from below, by a gamma variable of the mean
// and variance of what was seen; it is 0 without incidents, and nil for c out of
// range.
func (i Incidents) AtLeast(c *big.Rat) *big.Rat {
	switch {
	case !usable(c):
		return nil
	case i.sum.Sign() <= 0:
		return new(big.Rat)
	}
	return gammaBound(float(complement(c)), float(i.sum), float(i.squares), false)
}

func float(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}
