package stats

import (
	"math"
	"math/big"
	"testing"
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

func TestAvailabilityLower(t *testing.T) {
	month := big.NewRat(30*86400, 1)
	tests := []struct {
		name             string
		outages          int
		repair, observed *big.Rat
		want             float64 // -1 for none
	}{
		{"none seen, a minute to repair", 0, rat("60"), month, 1 - 2.995732273553991*60/2592000},
		{"two seen, ten minutes each", 2, rat("600"), month, 1 - 6.2957936218719885*600/2592000},
		{"more down than observed", 3, rat("86400"), rat("3600"), 0},
		{"no repair time", 0, nil, month, -1},
		{"repair in no time", 0, new(big.Rat), month, -1},
		{"nothing observed", 0, rat("60"), new(big.Rat), -1},
	}
	for _, test := range tests {
		share := AvailabilityLower(test.outages, rat("0.95"), test.repair, test.observed)
		if share == nil {
			if test.want >= 0 {
				t.Errorf("%s: no bound", test.name)
			}
			continue
		}
		if got, _ := share.Float64(); math.Abs(got-test.want) > 1e-15 {
			t.Errorf("%s: %.17g, want %.17g", test.name, got, test.want)
		}
	}
}
