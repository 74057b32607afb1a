package stats

import "math/big"

// binomial holds the probabilities of Bin(n,p) in proportion to the largest of
// them, as far out as they matter.
//
// Each weight follows from its neighbour by one multiplication and one division
// of relative error 2^-192. Weights fall to 2^-128 within some 14 standard
// deviations, fewer than 2^20 steps for a billion samples, and what lies beyond
// falls faster than geometrically; so every sum of weights, and the total, is
// right to 2^-100 of the total, within the margin of 2^-96.
type binomial struct {
	first   int // the number of successes that weights begins with
	weights []*big.Float
	total   *big.Float
}

func newBinomial(n int, p *big.Rat) binomial {
	mode := new(big.Int).Mul(p.Num(), big.NewInt(int64(n)))
	middle := int(mode.Div(mode, p.Denom()).Int64())
	odds := newFloat(0).SetRat(new(big.Rat).Quo(p, complement(p)))
	inverse := newFloat(0).SetRat(new(big.Rat).Quo(complement(p), p))
	up := outwards(middle, n, func(w *big.Float, j int) {
		w.Mul(w, odds)
		w.Mul(w, newFloat(float64(n-j)))
		w.Quo(w, newFloat(float64(j+1)))
	})
	down := outwards(n-middle, n, func(w *big.Float, failures int) {
		w.Mul(w, inverse)
		w.Mul(w, newFloat(float64(n-failures)))
		w.Quo(w, newFloat(float64(failures+1)))
	})
	b := binomial{first: middle - len(down), total: newFloat(1)}
	for i := len(down) - 1; i >= 0; i-- {
		b.weights = append(b.weights, down[i])
	}
	b.weights = append(append(b.weights, newFloat(1)), up...)
	for _, w := range append(up, down...) {
		b.total.Add(b.total, w)
	}
	return b
}

// outwards lists the weights that follow the weight 1 of from, up to n.
func outwards(from, n int, next func(w *big.Float, j int)) []*big.Float {
	var weights []*big.Float
	w := newFloat(1)
	for j := from; j < n; j++ {
		next(w, j)
		if w.MantExp(nil) < tail {
			break
		}
		weights = append(weights, newFloat(0).Set(w))
	}
	return weights
}

func (b binomial) last() int { return b.first + len(b.weights) - 1 }

func (b binomial) weight(k int) *big.Float { return b.weights[k-b.first] }

// exactTail returns P(Bin(n,p) ≥ k) as a fraction.
func exactTail(n, k int, p *big.Rat) *big.Rat {
	hit := p.Num()
	miss := new(big.Int).Sub(p.Denom(), hit)
	sum := new(big.Int)
	term := new(big.Int).Exp(hit, big.NewInt(int64(n)), nil) // C(n,j) hit^j miss^(n-j), from j = n down
	for j := n; j >= k; j-- {
		sum.Add(sum, term)
		if j > 0 {
			term.Mul(term, miss)
			term.Mul(term, big.NewInt(int64(j)))
			term.Quo(term, hit)
			term.Quo(term, big.NewInt(int64(n-j+1)))
		}
	}
	return new(big.Rat).SetFrac(sum, new(big.Int).Exp(p.Denom(), big.NewInt(int64(n)), nil))
}
