package stats

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestPoissonUpper compares with tables of the χ² distribution, halved.
func TestPoissonUpper(t *testing.T) {
	tests := []struct {
		k    int
		c    string
		want float64 // χ²(c; 2k+2)
	}{
		{0, "0.5", 2 * math.Ln2},
		{0, "0.90", 4.605170185988092},
		{0, "0.95", 5.991464547107979},
		{1, "0.95", 9.487729036781154},
		{2, "0.95", 12.591587243743977},
		{5, "0.95", 21.02606981748307},
		{10, "0.95", 33.92443847144381},
		{0, "0.99", 9.210340371976180},
		{4, "0.99", 23.209251158954356},
		{49, "0.95", 124.34211340400407},
	}
	for _, test := range tests {
		bound := PoissonUpper(test.k, rat(test.c))
		if got, _ := bound.Float64(); math.Abs(2*got/test.want-1) > 1e-14 {
			t.Errorf("χ²(%s; %d) = %.15g, want %.15g", test.c, 2*test.k+2, 2*got, test.want)
		}
	}
}

// TestPoissonUpperIsABound sums the distribution at the bound, where k or fewer
// events must have no more than the chance 1−c, and just below it, where they
// must have more.
func TestPoissonUpperIsABound(t *testing.T) {
	for _, k := range []int{0, 1, 3, 17, 250, 3000} {
		for _, c := range []string{"0.5", "0.8", "0.95", "0.99", "0.999999999"} {
			risk := newFloat(0).SetRat(complement(rat(c)))
			bound := newFloat(0).SetRat(PoissonUpper(k, rat(c)))
			if excess, _ := poissonExcess(k, bound, risk); excess.Sign() > 0 {
				t.Errorf("k=%d c=%s: the bound is too low", k, c)
			}
			bound.Mul(bound, newFloat(1-1e-15))
			if excess, _ := poissonExcess(k, bound, risk); excess.Sign() <= 0 {
				t.Errorf("k=%d c=%s: the bound is too high", k, c)
			}
		}
	}
	for _, k := range []int{-1, MaxEvents + 1} {
		if bound := PoissonUpper(k, rat("0.95")); bound != nil {
			t.Errorf("k=%d has the bound %s", k, bound)
		}
	}
}

// density is that of a gamma variable of the shape and scale 1.
func density(shape, x float64) float64 {
	logGamma, _ := math.Lgamma(shape)
	return math.Exp((shape-1)*math.Log(x) - x - logGamma)
}

// TestGammaQuantile integrates the density up to the quantile, by Simpson's rule
// over x = u^4, which is smooth at 0 for the shapes here.
func TestGammaQuantile(t *testing.T) {
	for _, shape := range []float64{0.5, 1, 1.3, 2, 7.7, 40, 333.25, 2500} {
		for _, p := range []float64{0.0001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.9999} {
			end := math.Pow(gammaQuantile(p, shape), 0.25)
			const steps = 40_000
			sum := 0.0
			for i := range steps + 1 {
				u := end * float64(i) / steps
				y := 0.0
				if u > 0 {
					y = density(shape, u*u*u*u) * 4 * u * u * u
				}
				switch {
				case i == 0 || i == steps:
					sum += y
				case i%2 == 1:
					sum += 4 * y
				default:
					sum += 2 * y
				}
			}
			if got := sum * end / steps / 3; math.Abs(got-p) > 1e-9 {
				t.Errorf("%g of the gamma distribution of shape %g lies below its quantile %g", got, shape, p)
			}
		}
	}
}

// TestGammaAgreesWithPoisson holds the gamma quantile of whole shapes, and far
// ones, against the exact sums of PoissonUpper.
func TestGammaAgreesWithPoisson(t *testing.T) {
	for _, k := range []int{0, 1, 5, 30, 400, 5000, 60_000} {
		for _, c := range []string{"0.5", "0.95", "0.99", "0.9999"} {
			want := float(PoissonUpper(k, rat(c)))
			if got := gammaQuantile(float(rat(c)), float64(k+1)); math.Abs(got/want-1) > gammaSlack/4 {
				t.Errorf("k=%d c=%s: %.15g, want %.15g", k, c, got, want)
			}
		}
	}
}

func TestDownTime(t *testing.T) {
	tests := []struct {
		name      string
		incidents []*big.Rat
		least     string
		low, high float64 // from tables of χ²
	}{
		{"none", nil, "60", 0, 2.995732273553991 * 60},
		{"two of the least length", rats(600, 600), "600", 0.3553615 * 600, 6.2957936218719885 * 600},
		{"one shorter", rats(300), "600", 0.0512933 * 300, 4.743864518390577 * 600},
		// S = 30, V = 500, w = 20: mean 50, variance 900, scale 18, shape 25/9
		{"two lengths", rats(10, 20), "5", 50.0 / 3 * gammaQuantile(0.05, 9.0/5), 18 * gammaQuantile(0.95, 25.0/9)},
	}
	for _, test := range tests {
		seen := NewIncidents(test.incidents)
		low, high := seen.AtLeast(rat("0.95")), seen.AtMost(rat(test.least), rat("0.95"))
		if l, h := float(low), float(high); math.Abs(l-test.low) > 1e-6*test.low || math.Abs(h-test.high) > 1e-6*test.high {
			t.Errorf("%s: %.9g to %.9g, want %.9g to %.9g", test.name, l, h, test.low, test.high)
		}
	}
	for _, test := range []struct{ least, c *big.Rat }{{nil, rat("0.95")}, {rat("0"), rat("0.95")}, {rat("1"), rat("1")}} {
		if high := NewIncidents(rats(1)).AtMost(test.least, test.c); high != nil {
			t.Errorf("%v gives the bound %s", test, high)
		}
	}
	if low := NewIncidents(rats(1)).AtLeast(rat("1")); low != nil {
		t.Errorf("certainty gives the bound %s", low)
	}
	one, twice := NewIncidents(rats(10, 20, 10, 20)), NewIncidents(rats(10, 20)).Times(2)
	if one.AtMost(rat("5"), rat("0.95")).Cmp(twice.AtMost(rat("5"), rat("0.95"))) != 0 || one.AtLeast(rat("0.95")).Cmp(twice.AtLeast(rat("0.95"))) != 0 {
		t.Error("two windows show something else than one of both")
	}
}

// TestDownTimeOnlyRises adds an incident or makes one longer: the upper bound may
// not fall, and what was seen lies between both. Above 99.5 % the gamma variable
// of one long incident has a tail so far out that a short one beside it lowers
// the bound, by less than one part in a hundred.
func TestDownTimeOnlyRises(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		incidents := rats(rapid.SliceOfN(rapid.Int64Range(1, 10_000), 0, 12).Draw(rt, "incidents")...)
		least, c := big.NewRat(rapid.Int64Range(1, 5000).Draw(rt, "least"), 1), rat(rapid.SampledFrom([]string{"0.51", "0.8", "0.95", "0.99", "0.995"}).Draw(rt, "c"))
		low, high := NewIncidents(incidents).AtLeast(c), NewIncidents(incidents).AtMost(least, c)
		seen := new(big.Rat)
		for _, d := range incidents {
			seen.Add(seen, d)
		}
		if low.Cmp(seen) > 0 || high.Cmp(seen) < 0 {
			rt.Fatalf("%s was seen, bounds %s to %s", seen, low.FloatString(3), high.FloatString(3))
		}
		added := big.NewRat(rapid.Int64Range(1, 10_000).Draw(rt, "added"), 1)
		allowed := new(big.Rat).Mul(high, big.NewRat(1e9-1, 1e9))
		if more := NewIncidents(append(slices.Clone(incidents), added)).AtMost(least, c); more.Cmp(allowed) < 0 {
			rt.Fatalf("an added incident lowers the bound from %s to %s", high.FloatString(6), more.FloatString(6))
		}
		if len(incidents) > 0 {
			incidents[0] = added.Add(added, incidents[0])
			if more := NewIncidents(incidents).AtMost(least, c); more.Cmp(allowed) < 0 {
				rt.Fatalf("a longer incident lowers the bound from %s to %s", high.FloatString(6), more.FloatString(6))
			}
		}
	})
}
