package stats

import (
	"math/big"
	"slices"
)

// LeastOrdered is how many figures in a known order it takes to ask whether the
// order shows.
const LeastOrdered = 10

// oneSided is the bound of the standard normal distribution that chance passes
// once in a hundred.
var oneSided = big.NewRat(2326, 1000)

// FollowsOrder reports whether figures that stand next to each other are more
// alike than chance makes them once in a hundred: r, the lag-1 correlation of
// their midranks, has (r + 1/n)·√n·n ÷ (n−2) above 2.326. It is the rank version
// of von Neumann's ratio (Bartels, "The rank version of von Neumann's ratio test
// for randomness", Journal of the American Statistical Association 77, 1982), r
// standardised by its mean −1/n and its variance, near (n−2)² ÷ n³. Fewer than
// LeastOrdered figures show nothing.
func FollowsOrder(figures []*big.Rat) bool {
	n := len(figures)
	if n < LeastOrdered {
		return false
	}
	deviations := centred(figures)
	var products, squares total
	for i, d := range deviations {
		squares.add(d * d)
		if i > 0 {
			products.add(d * deviations[i-1])
		}
	}
	if squares.sum().Sign() == 0 {
		return false
	}
	size := big.NewRat(int64(n), 1)
	x := new(big.Rat).SetFrac(products.sum(), squares.sum())
	x.Add(x, new(big.Rat).Inv(size))
	x.Mul(x, big.NewRat(int64(n), int64(n-2)))
	return x.Sign() > 0 && exceeds(x, size, oneSided)
}

// exceeds reports whether x·√n is above the bound, for a positive x.
func exceeds(x, n, bound *big.Rat) bool {
	square := new(big.Rat).Mul(x, x)
	return square.Mul(square, n).Cmp(new(big.Rat).Mul(bound, bound)) > 0
}

// centred gives twice the midrank of each figure, less the mean of those, n+1:
// whole numbers of at most n.
func centred(figures []*big.Rat) []int64 {
	n := len(figures)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return figures[a].Cmp(figures[b]) })
	deviations := make([]int64, n)
	for from := 0; from < n; {
		to := from + 1
		for to < n && figures[order[to]].Cmp(figures[order[from]]) == 0 {
			to++
		}
		for _, i := range order[from:to] {
			deviations[i] = int64(from + 1 + to - (n + 1)) // ranks from+1 to `to` share their mean
		}
		from = to
	}
	return deviations
}

// total adds up whole numbers below 2^50.
type total struct {
	whole big.Int
	part  int64
	added int
}

func (t *total) add(x int64) {
	t.part += x
	if t.added++; t.added == 1<<12 {
		t.whole.Add(&t.whole, big.NewInt(t.part))
		t.part, t.added = 0, 0
	}
}

func (t *total) sum() *big.Int { return new(big.Int).Add(&t.whole, big.NewInt(t.part)) }
