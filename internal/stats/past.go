package stats

import "math/big"

// LeastPast returns how many past figures it takes to say at confidence c that a
// new one lies beyond all of them by more than chance: a new figure of the same
// kind is the largest of n+1 with the chance 1 ÷ (n+1), which must be at most
// 1−c: 19 at 95 %, 99 at 99 %. It is 0 for c out of range.
func LeastPast(c *big.Rat) int {
	if !usable(c) {
		return 0
	}
	least := new(big.Rat).Inv(complement(c))
	n := new(big.Int).Div(new(big.Int).Add(least.Num(), new(big.Int).Sub(least.Denom(), big.NewInt(1))), least.Denom())
	return int(n.Int64()) - 1
}

// twoSided is the bound of the standard normal distribution that chance passes on
// one side or the other once in a hundred.
var twoSided = big.NewRat(2576, 1000)

// FollowsTrend reports whether figures rise or fall along their order more than
// chance makes them once in a hundred: ρ, the correlation of their midranks with
// their places (Spearman, "The proof and measurement of association between two
// things", American Journal of Psychology 15, 1904), has |ρ|·√(n−1) above 2.576.
// Fewer than LeastOrdered figures show nothing.
func FollowsTrend(figures []*big.Rat) bool {
	n := len(figures)
	if n < LeastOrdered {
		return false
	}
	var products, squares, places total
	for i, d := range centred(figures) {
		place := int64(2*(i+1) - (n + 1))
		products.add(d * place)
		squares.add(d * d)
		places.add(place * place)
	}
	if squares.sum().Sign() == 0 {
		return false
	}
	// ρ² × (n−1) against the bound squared
	square := new(big.Rat).SetFrac(new(big.Int).Mul(products.sum(), products.sum()), new(big.Int).Mul(squares.sum(), places.sum()))
	square.Mul(square, big.NewRat(int64(n-1), 1))
	return square.Cmp(new(big.Rat).Mul(twoSided, twoSided)) > 0
}

// Ends are the smallest and the largest of the pairs.
func (p Pairs) Ends() (low, high *big.Rat) { return p.list[0], p.list[len(p.list)-1] }
