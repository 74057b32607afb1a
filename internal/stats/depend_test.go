package stats

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestBlockDependence computes D again from the shares of each block, in
// float64.
func TestBlockDependence(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		marks := rapid.SliceOfN(rapid.Bool(), 1, 400).Draw(rt, "marks")
		sticky := rapid.IntRange(1, 9).Draw(rt, "each repeated")
		var row []bool
		for _, m := range marks {
			for range sticky {
				row = append(row, m)
			}
		}
		n, all := len(row), 0.0
		for _, m := range row {
			if m {
				all++
			}
		}
		s, want := all/float64(n), 1.0
		for b := 1; n/b >= 10 && s > 0 && s < 1; b *= 2 {
			shares, mean := make([]float64, n/b), 0.0
			for i := range shares {
				for _, m := range row[i*b : (i+1)*b] {
					if m {
						shares[i] += 1 / float64(b)
					}
				}
				mean += shares[i] / float64(n/b)
			}
			squares := 0.0
			for _, share := range shares {
				squares += (share - mean) * (share - mean)
			}
			want = max(want, float64(b)*squares/float64(n/b-1)/(s*(1-s)))
		}
		if got := float(BlockDependence(row)); math.Abs(got-want) > 1e-9*want {
			rt.Fatalf("D is %g, want %g", got, want)
		}
	})
}

func TestBlockDependenceOfKnownRows(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	row := func(n, sticky int) []bool {
		list := make([]bool, n)
		for i := range list {
			if list[i] = random.Float64() < 0.5; i%sticky > 0 {
				list[i] = list[i-1]
			}
		}
		return list
	}
	if d := float(BlockDependence(row(100_000, 1))); d < 1 || d > 2.5 {
		t.Errorf("independent samples have D = %g", d)
	}
	if d := float(BlockDependence(row(100_000, 16))); d < 14 || d > 40 {
		t.Errorf("samples that come in sixteens have D = %g", d)
	}
	if d := BlockDependence(make([]bool, 500)); d.Cmp(one()) != 0 {
		t.Errorf("where all are alike D is %s", d)
	}
}

func TestEffective(t *testing.T) {
	tests := []struct {
		n    int
		d    string
		want int
	}{{1000, "1", 833}, {1000, "0.5", 1000}, {1000, "5/6", 1000}, {1000, "10", 83}, {1000, "100", 8}, {1000, "10000", 0}}
	for _, test := range tests {
		if got := Effective(test.n, rat(test.d)); got != test.want {
			t.Errorf("%d samples with D = %s are worth %d, want %d", test.n, test.d, got, test.want)
		}
	}
}

func TestScaledRanks(t *testing.T) {
	tests := []struct{ low, high, few, n, wantLow, wantHigh int }{
		{53, 59, 59, 59, 53, 59},
		{53, 59, 59, 118, 106, 118},
		{53, 58, 59, 100, 89, 99}, // 89.8 and 98.3
		{1, 2, 59, 60, 1, 3},
		{0, 0, 59, 100, 0, 0},
	}
	for _, test := range tests {
		low, high := Scaled(test.low, test.high, test.few, test.n)
		if low != test.wantLow || high != test.wantHigh {
			t.Errorf("%v: got %d and %d", test, low, high)
		}
	}
}

// TestFollowsOrder computes the statistic again from midranks in float64.
func TestFollowsOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		figures := rats(rapid.SliceOfN(rapid.Int64Range(0, 30), 0, 60).Draw(rt, "figures")...)
		if rapid.Bool().Draw(rt, "rising") {
			for i := range figures {
				figures[i].Add(figures[i], big.NewRat(int64(i), 2))
			}
		}
		ranks := midranks(figures)
		n := float64(len(figures))
		mean, products, squares := (n+1)/2, 0.0, 0.0
		for i, r := range ranks {
			squares += (r - mean) * (r - mean)
			if i > 0 {
				products += (r - mean) * (ranks[i-1] - mean)
			}
		}
		statistic := 0.0
		if n >= LeastOrdered && squares > 0 {
			statistic = (products/squares + 1/n) * math.Sqrt(n) * n / (n - 2)
		}
		if math.Abs(statistic-2.326) > 1e-9 && FollowsOrder(figures) != (statistic > 2.326) {
			rt.Fatalf("the statistic is %g", statistic)
		}
	})
}

// midranks counts for each figure how many are smaller and how many equal it.
func midranks(figures []*big.Rat) []float64 {
	ranks := make([]float64, len(figures))
	for i, x := range figures {
		for _, y := range figures {
			switch y.Cmp(x) {
			case -1:
				ranks[i]++
			case 0:
				ranks[i] += 0.5
			}
		}
		ranks[i] += 0.5
	}
	return ranks
}

// TestOrderOfChance shuffles figures, which shows an order about once in a
// hundred.
func TestOrderOfChance(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{10, 19, 40, 200} {
		const trials = 3000
		order := 0
		for range trials {
			figures := make([]*big.Rat, n)
			for i, k := range random.Perm(n) {
				figures[i] = big.NewRat(int64(k), 1)
			}
			if FollowsOrder(figures) {
				order++
			}
		}
		if limit := 0.013*trials + 3*math.Sqrt(0.013*trials); float64(order) > limit {
			t.Errorf("an order shows in %d of %d rows of %d figures", order, trials, n)
		}
		if order == 0 {
			t.Errorf("of %d figures nothing shows at all", n)
		}
	}
}
