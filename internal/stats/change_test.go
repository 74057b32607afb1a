package stats

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestMannWhitneyCut compares with the published one-sided critical values of U.
func TestMannWhitneyCut(t *testing.T) {
	tests := []struct {
		m, n int
		c    string
		want int // -1 for none
	}{
		{2, 4, "0.95", -1}, {2, 5, "0.95", 0}, {3, 3, "0.95", 0}, {4, 4, "0.95", 1}, {5, 5, "0.95", 4},
		{8, 8, "0.95", 15}, {10, 10, "0.95", 27}, {20, 20, "0.95", 138}, {5, 10, "0.95", 11},
		{4, 4, "0.99", -1}, {5, 5, "0.99", 1}, {8, 8, "0.99", 9}, {10, 10, "0.99", 19}, {20, 20, "0.99", 114},
		{1, 1, "0.5", 0}, {3, 3, "0.5", 4}, {0, 5, "0.95", -1}, {5, MaxRuns + 1, "0.95", -1},
	}
	for _, test := range tests {
		got, ok := MannWhitneyCut(test.m, test.n, rat(test.c))
		if ok != (test.want >= 0) || ok && got != test.want {
			t.Errorf("MannWhitneyCut(%d, %d, %s) = %d, %t; want %d", test.m, test.n, test.c, got, ok, test.want)
		}
		if mirrored, _ := MannWhitneyCut(test.n, test.m, rat(test.c)); mirrored != got {
			t.Errorf("MannWhitneyCut(%d, %d, %s) = %d, mirrored %d", test.m, test.n, test.c, got, mirrored)
		}
	}
}

// TestMannWhitneyCounts counts U in every order of a few runs.
func TestMannWhitneyCounts(t *testing.T) {
	for m := 1; m <= 5; m++ {
		for n := 1; n <= 5; n++ {
			want := make([]int64, m*n+1)
			for order := range 1 << (m + n) {
				ones, u := 0, 0
				for i := range m + n {
					if order>>i&1 == 1 {
						ones++
					} else {
						u += ones
					}
				}
				if ones == m {
					want[u]++
				}
			}
			for u, ways := range mannWhitneyCounts(m, n) {
				if ways.Int64() != want[u] {
					t.Errorf("m=%d n=%d U=%d: %s ways, want %d", m, n, u, ways, want[u])
				}
			}
		}
	}
}

func TestMinRuns(t *testing.T) {
	for c, want := range map[string]int{"0.5": 1, "0.9": 3, "0.95": 3, "0.99": 5, "0.999": 7} {
		if got := MinRuns(rat(c)); got != want {
			t.Errorf("MinRuns(%s) = %d, want %d", c, got, want)
		}
	}
}

func rats(figures ...int64) []*big.Rat {
	var list []*big.Rat
	for _, f := range figures {
		list = append(list, big.NewRat(f, 1))
	}
	return list
}

func TestIntervals(t *testing.T) {
	tests := []struct {
		name              string
		pairs             func(newer, older []*big.Rat) (Pairs, bool)
		newer, older      []*big.Rat
		low, median, high string // "" for none
	}{
		{"quotients", Quotients, rats(110, 120, 130), rats(100, 100, 100), "11/10", "6/5", "13/10"},
		{"one cut, and an even number", Quotients, rats(1, 2, 3, 4), rats(1, 1, 1, 1), "1", "5/2", "4"},
		{"differences", Differences, rats(-5, 0, 5), rats(1, 1, 1), "-6", "-1", "4"},
		{"zero new", Quotients, rats(0, 0, 0), rats(1, 2, 3), "0", "0", "0"},
		{"too few", Quotients, rats(1, 2), rats(1, 2, 3), "", "", ""},
		{"none", Quotients, nil, nil, "", "", ""},
		{"zero old", Quotients, rats(1, 2, 3), rats(0, 2, 3), "", "", ""},
		{"negative", Quotients, rats(-1, 2, 3), rats(1, 2, 3), "", "", ""},
	}
	for _, test := range tests {
		p, ok := test.pairs(test.newer, test.older)
		if !ok && test.low != "" {
			t.Fatalf("%s: no pairs", test.name)
		}
		if !ok {
			continue
		}
		low, high, ok := p.Interval(rat("0.95"))
		switch {
		case ok != (test.low != ""):
			t.Errorf("%s: an interval is there: %t", test.name, ok)
		case ok && (low.RatString() != test.low || high.RatString() != test.high || p.Median().RatString() != test.median):
			t.Errorf("%s: %s to %s around %s, want %s to %s around %s", test.name,
				low.RatString(), high.RatString(), p.Median().RatString(), test.low, test.high, test.median)
		}
	}
}

// TestBothEndsStandAlone changes one end of an interval that is one pair.
func TestBothEndsStandAlone(t *testing.T) {
	p, _ := Quotients(rats(2), rats(1))
	low, high, ok := p.Interval(rat("0.5"))
	if low.Add(low, one()); !ok || high.Cmp(rat("2")) != 0 || p.Median().Cmp(rat("2")) != 0 {
		t.Errorf("the other end is now %s, the median %s", high, p.Median())
	}
}

// TestIntervalIgnoresOrder shuffles the runs, which says nothing about them.
func TestIntervalIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SliceOfN(rapid.Int64Range(1, 50), 3, 9)
		newer, older := rats(draw.Draw(t, "new")...), rats(draw.Draw(t, "old")...)
		interval := func() (low, high *big.Rat, ok bool) {
			p, _ := Quotients(newer, older)
			return p.Interval(rat("0.95"))
		}
		low, high, _ := interval()
		slices.Reverse(newer)
		slices.SortFunc(older, (*big.Rat).Cmp)
		low2, high2, ok := interval()
		if !ok || low.Cmp(low2) != 0 || high.Cmp(high2) != 0 || low.Cmp(high) > 0 {
			t.Fatalf("%s to %s, then %s to %s", low, high, low2, high2)
		}
	})
}
