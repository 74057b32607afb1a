package stats

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

const trials = 4000

// held fails the test when errors are more frequent than the risk allows, with
// four standard deviations for the luck of the draw.
func held(t *testing.T, what string, errors int, risk float64) {
	t.Helper()
	allowed := trials*risk + 4*math.Sqrt(trials*risk*(1-risk))
	if float64(errors) > allowed {
		t.Errorf("%s: %d errors in %d trials, at most %.0f allowed", what, errors, trials, allowed)
	}
}

// TestQuantileBoundsHold draws latencies from distributions of known quantiles
// and counts how often the bounds miss them.
func TestQuantileBoundsHold(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(1, 2))
	draws := []struct {
		name string
		draw func() float64
		at   func(p float64) float64
	}{
		{"exponential", random.ExpFloat64, func(p float64) float64 { return -math.Log(1 - p) }},
		{"heavy tail", func() float64 { return 1 / (1 - random.Float64()) }, func(p float64) float64 { return 1 / (1 - p) }},
		{"whole milliseconds", func() float64 { return math.Floor(10 * random.Float64()) }, func(p float64) float64 { return math.Ceil(10*p) - 1 }},
	}
	for _, d := range draws {
		for _, p := range []string{"0.5", "0.95"} {
			const n = 80
			quantile, _ := rat(p).Float64()
			truth := d.at(quantile)
			lower, lok := LowerRank(n, rat(p), rat("0.95"))
			upper, uok := UpperRank(n, rat(p), rat("0.95"))
			if !lok || !uok {
				t.Fatal("80 samples are too few")
			}
			tooHigh, tooLow := 0, 0
			samples := make([]float64, n)
			for range trials {
				for i := range samples {
					samples[i] = d.draw()
				}
				slices.Sort(samples)
				if samples[lower-1] > truth {
					tooHigh++
				}
				if samples[upper-1] < truth {
					tooLow++
				}
			}
			held(t, d.name+" lower bound of "+p, tooHigh, 0.05)
			held(t, d.name+" upper bound of "+p, tooLow, 0.05)
		}
	}
}

// TestQuotientIntervalsHold slows noisy runs down by a known factor.
func TestQuotientIntervalsHold(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(3, 4))
	truth := big.NewRat(5, 4)
	for _, runs := range []struct{ newer, older int }{{3, 3}, {5, 5}, {4, 9}} {
		tooHigh, tooLow := 0, 0
		for range trials {
			run := func() *big.Rat { return new(big.Rat).SetFloat64(math.Exp(0.2 * random.NormFloat64())) }
			var newer, older []*big.Rat
			for range runs.newer {
				newer = append(newer, new(big.Rat).Mul(truth, run()))
			}
			for range runs.older {
				older = append(older, run())
			}
			quotients, _ := Quotients(newer, older)
			low, high, ok := quotients.Interval(rat("0.95"))
			if !ok {
				t.Fatal("too few runs")
			}
			if low.Cmp(truth) > 0 {
				tooHigh++
			}
			if high.Cmp(truth) < 0 {
				tooLow++
			}
		}
		held(t, "lower end", tooHigh, 0.05)
		held(t, "upper end", tooLow, 0.05)
	}
}

// TestOutageBoundHolds lets outages come at a known rate.
func TestOutageBoundHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(5, 6))
	for _, rate := range []float64{0.5, 3, 12} {
		var bounds []*big.Rat // by the number of outages seen
		tooLow := 0
		for range trials {
			seen := 0
			for at := random.ExpFloat64(); at < rate; at += random.ExpFloat64() {
				seen++
			}
			for len(bounds) <= seen {
				bounds = append(bounds, PoissonUpper(len(bounds), rat("0.95")))
			}
			if bound, _ := bounds[seen].Float64(); bound < rate {
				tooLow++
			}
		}
		held(t, "expected outages", tooLow, 0.05)
	}
}
