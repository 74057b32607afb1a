package stats

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("not a number: " + s)
	}
	return r
}

func TestRank(t *testing.T) {
	tests := []struct {
		n    int
		p    string
		want int
	}{
		{1, "0.5", 1}, {2, "0.5", 1}, {3, "0.5", 2}, {100, "0.95", 95}, {101, "0.95", 96}, {20, "0.95", 19},
		{10, "0.999", 10}, {10, "0", 1}, {10, "1", 10}, {1000, "0.29", 290}, // 0.29×1000 is 290.00000000000006 in float64
		{0, "0.5", 0}, {-1, "0.5", 0}, {10, "1.01", 0}, {10, "-0.1", 0},
	}
	for _, test := range tests {
		if got := Rank(test.n, rat(test.p)); got != test.want {
			t.Errorf("Rank(%d, %s) = %d, want %d", test.n, test.p, got, test.want)
		}
	}
}

func TestRanks(t *testing.T) {
	tests := []struct {
		n            int
		p, c         string
		lower, upper int // 0 for no bound
	}{
		{4, "0.5", "0.95", 0, 0},
		{5, "0.5", "0.95", 1, 5},
		{10, "0.5", "0.95", 2, 9},
		{20, "0.5", "0.95", 6, 15},
		{4, "0.5", "0.9375", 1, 4}, // P(Bin(4,½) ≥ 4) is exactly 1/16
		{7, "0.5", "0.5", 4, 4},    // P(Bin(7,½) ≥ 4) is exactly 1/2
		{1, "0.95", "0.95", 1, 0},  // P(Bin(1,0.95) < 1) is exactly 0.05
		{58, "0.95", "0.95", 52, 0},
		{59, "0.95", "0.95", 53, 59},
		{100, "0.95", "0.95", 91, 99},
		{298, "0.99", "0.95", 292, 0},
		{299, "0.99", "0.95", 293, 299},
		{2994, "0.999", "0.95", 2988, 0},
		{2995, "0.999", "0.95", 2989, 2995},
		{1000000, "0.95", "0.95", 949641, 950359},
		{100, "0", "0.95", 0, 1},   // nothing seen lies below the minimum
		{100, "1", "0.95", 100, 0}, // nor above the maximum
	}
	for _, test := range tests {
		lower, ok := LowerRank(test.n, rat(test.p), rat(test.c))
		if lower != test.lower || ok != (test.lower > 0) {
			t.Errorf("LowerRank(%d, %s, %s) = %d, %t; want %d", test.n, test.p, test.c, lower, ok, test.lower)
		}
		upper, ok := UpperRank(test.n, rat(test.p), rat(test.c))
		if upper != test.upper || ok != (test.upper > 0) {
			t.Errorf("UpperRank(%d, %s, %s) = %d, %t; want %d", test.n, test.p, test.c, upper, ok, test.upper)
		}
	}
}

// TestRanksAgreeWithExactTails holds both ranks against their definitions in
// fractions, at random confidences and at those where a tail equals 1−c.
func TestRanksAgreeWithExactTails(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 90).Draw(t, "n")
		p := big.NewRat(rapid.Int64Range(1, 999).Draw(t, "p"), 1000)
		c := big.NewRat(rapid.Int64Range(500, 999).Draw(t, "c"), 1000)
		if rapid.Bool().Draw(t, "tie") {
			if tie := complement(exactTail(n, rapid.IntRange(1, n).Draw(t, "k"), p)); usable(tie) {
				c = tie
			}
		}
		risk := complement(c)
		upper, lower := 0, 0
		for k := 1; k <= n; k++ {
			if upper == 0 && exactTail(n, k, p).Cmp(risk) <= 0 {
				upper = k
			}
			if complement(exactTail(n, k, p)).Cmp(risk) <= 0 {
				lower = k
			}
		}
		if got, ok := UpperRank(n, p, c); got != upper || ok != (upper > 0) {
			t.Fatalf("UpperRank = %d, want %d", got, upper)
		}
		if got, ok := LowerRank(n, p, c); got != lower || ok != (lower > 0) {
			t.Fatalf("LowerRank = %d, want %d", got, lower)
		}
	})
}

func TestNeeded(t *testing.T) {
	tests := []struct {
		p, c string
		want int
	}{
		{"0.5", "0.95", 5}, {"0.95", "0.95", 59}, {"0.99", "0.95", 299}, {"0.999", "0.95", 2995},
		{"0.9999", "0.95", 29956}, {"0.999999", "0.99", 4605168}, {"0.5", "0.9375", 4}, {"0.1", "0.99", 2},
		{"0.05", "0.95", 1}, {"0.95", "0.99", 90}, {"0", "0.95", 0}, {"1", "0.95", 0}, {"0.5", "1", 0},
	}
	for _, test := range tests {
		if got := Needed(rat(test.p), rat(test.c)); got != test.want {
			t.Errorf("Needed(%s, %s) = %d, want %d", test.p, test.c, got, test.want)
		}
	}
}

// TestShared takes the bounds of all series together for independent ones: none
// of m is wrong with a chance of at least c.
func TestShared(t *testing.T) {
	for m, want := range map[int]string{0: "0.95", 1: "0.95", 2: "0.975", 20: "0.9975", 100: "0.9995"} {
		got := Shared(rat("0.95"), m)
		if got.Cmp(rat(want)) != 0 {
			t.Errorf("Shared(95 %%, %d) = %s, want %s", m, got.FloatString(6), want)
		}
		together := one()
		for range m {
			together.Mul(together, got)
		}
		if together.Cmp(rat("0.95")) < 0 {
			t.Errorf("%d bounds hold together at %s only", m, together.FloatString(6))
		}
	}
}

func TestOutOfRange(t *testing.T) {
	half := rat("0.5")
	for _, c := range []*big.Rat{nil, rat("0"), rat("0.49"), rat("1"), rat("0.9999999999999"), rat("2")} {
		_, upper := UpperRank(100, half, c)
		_, lower := LowerRank(100, half, c)
		_, cut := MannWhitneyCut(9, 9, c)
		if upper || lower || cut || MinRuns(c) != 0 || PoissonUpper(1, c) != nil || Needed(half, c) != 0 {
			t.Errorf("confidence %v gives a bound", c)
		}
	}
	for _, p := range []*big.Rat{nil, rat("-1"), rat("95")} {
		_, upper := UpperRank(100, p, rat("0.95"))
		_, lower := LowerRank(100, p, rat("0.95"))
		if upper || lower {
			t.Errorf("quantile %v has a bound", p)
		}
	}
}

// TestRoughRanks holds the estimate near what it stands for.
func TestRoughRanks(t *testing.T) {
	for _, n := range []int{50, 5000, 20_000, 200_000} {
		for _, p := range []string{"0.5", "0.95", "0.99"} {
			low, high := RoughRanks(n, rat(p), rat("0.95"), rat("0.99"))
			wantLow, _ := LowerRank(n, rat(p), rat("0.95"))
			wantHigh, _ := UpperRank(n, rat(p), rat("0.99"))
			if low < wantLow-5 || low > wantLow+5 || high < wantHigh-5 || high > wantHigh+5 {
				t.Errorf("of %d at %s: about %d and %d, want %d and %d", n, p, low, high, wantLow, wantHigh)
			}
		}
	}
	if low, high := RoughRanks(5000, rat("0.99999"), rat("0.95"), rat("0.95")); high != 0 || low == 0 {
		t.Errorf("the end that is not there is %d, the other %d", high, low)
	}
}
