package stats

import (
	"math"
	"math/big"
)

const (
	// gammaSlack is by how much a quantile of the gamma distribution is widened,
	// in proportion: far above what float64 loses in it, far below what shows.
	gammaSlack = 1.0 / (1 << 30)
	gammaTerms = 100_000 // of a series; shapes up to MaxEvents need fewer
)

// gammaQuantile returns the quantile p of the gamma distribution of the shape
// and scale 1, which is half that of χ² with twice the shape degrees of
// freedom. It halves the interval around it, for the distribution function only
// rises; its relative error is below gammaSlack.
func gammaQuantile(p, shape float64) float64 {
	low, high := 0.0, shape+1
	for gammaBelow(shape, high) < p {
		low, high = high, 2*high
	}
	for range 200 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if gammaBelow(shape, middle) < p {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// gammaBelow is the chance that a gamma variable of the shape lies below x: the
// regularised lower incomplete gamma function, by its power series, and above
// the mean by Lentz's evaluation of the continued fraction of its complement
// (Abramowitz and Stegun, 6.5.29 and 6.5.31).
func gammaBelow(shape, x float64) float64 {
	if x <= 0 {
		return 0
	}
	logGamma, _ := math.Lgamma(shape)
	front := math.Exp(shape*math.Log(x) - x - logGamma)
	if x < shape+1 {
		term := 1 / shape
		sum := term
		for n := 1; n < gammaTerms && term > sum*1e-17; n++ {
			term *= x / (shape + float64(n))
			sum += term
		}
		return front * sum
	}
	const tiny = 1e-300
	b := x + 1 - shape
	c, d := 1/tiny, 1/b
	h := d
	for n := 1; n < gammaTerms; n++ {
		a := -float64(n) * (float64(n) - shape)
		b += 2
		if d = a*d + b; math.Abs(d) < tiny {
			d = tiny
		}
		if c = b + a/c; math.Abs(c) < tiny {
			c = tiny
		}
		d = 1 / d
		h *= d * c
		if math.Abs(d*c-1) < 1e-16 {
			break
		}
	}
	return 1 - front*h
}

// gammaBound is the quantile p of a gamma variable of the mean and variance,
// widened by gammaSlack: upwards where up is set, else downwards.
func gammaBound(p, mean, variance float64, up bool) *big.Rat {
	scale := variance / mean
	x := scale * gammaQuantile(p, mean/scale)
	if up {
		x *= 1 + gammaSlack
	} else {
		x *= 1 - gammaSlack
	}
	return new(big.Rat).SetFloat64(x)
}
