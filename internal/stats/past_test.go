package stats

import (
	"math"
	"math/big"
	"math/rand/v2"
	"sort"
	"testing"

	"pgregory.net/rapid"
)

func TestLeastPast(t *testing.T) {
	for c, want := range map[string]int{"95/100": 19, "99/100": 99, "90/100": 9, "2/3": 2, "999/1000": 999, "94/100": 16} {
		r, _ := new(big.Rat).SetString(c)
		got := LeastPast(r)
		if got != want {
			t.Errorf("%s: got %d, want %d", c, got, want)
		}
		// 1 ÷ (n+1) ≤ 1 − c, and not for one less
		rest := new(big.Rat).Sub(big.NewRat(1, 1), r)
		if big.NewRat(1, int64(got+1)).Cmp(rest) > 0 || got > 0 && big.NewRat(1, int64(got)).Cmp(rest) <= 0 {
			t.Errorf("%s: %d is not the least", c, got)
		}
	}
}

// TestFollowsTrend holds the exact test against one in floating point.
func TestFollowsTrend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(10, 40).Draw(t, "n")
		drift := rapid.IntRange(-3, 3).Draw(t, "drift")
		x := make([]float64, n)
		figures := make([]*big.Rat, n)
		for i := range x {
			v := int64(rapid.IntRange(0, 40).Draw(t, "v") + drift*i)
			x[i], figures[i] = float64(v), big.NewRat(v, 1)
		}
		z := spearman(x) * math.Sqrt(float64(n-1))
		if math.Abs(math.Abs(z)-2.576) < 1e-9 {
			return
		}
		if got := FollowsTrend(figures); got != (math.Abs(z) > 2.576) {
			t.Errorf("z %v: got %t", z, got)
		}
	})
}

// spearman is the correlation of ranks and places by its definition.
func spearman(x []float64) float64 {
	n := len(x)
	sorted := append([]float64{}, x...)
	sort.Float64s(sorted)
	rank := func(v float64) float64 {
		low, high := sort.SearchFloat64s(sorted, v), sort.Search(n, func(i int) bool { return sorted[i] > v })
		return float64(low+high+1) / 2
	}
	var sx, sy, sxy, sxx, syy float64
	for i, v := range x {
		r, p := rank(v), float64(i+1)
		sx, sy, sxy, sxx, syy = sx+r, sy+p, sxy+r*p, sxx+r*r, syy+p*p
	}
	m := float64(n)
	d := math.Sqrt((m*sxx - sx*sx) * (m*syy - sy*sy))
	if d == 0 {
		return 0
	}
	return (m*sxy - sx*sy) / d
}

// TestFollowsTrendByChance fires about once in a hundred on what has none.
func TestFollowsTrendByChance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	fired, rounds := 0, 4000
	for range rounds {
		figures := make([]*big.Rat, 20)
		for i := range figures {
			figures[i] = big.NewRat(r.Int64N(1_000_000), 1)
		}
		if FollowsTrend(figures) {
			fired++
		}
	}
	if share := float64(fired) / float64(rounds); share < 0.003 || share > 0.02 {
		t.Errorf("fired in %.2f %% of rounds without a trend", 100*share)
	}
}
