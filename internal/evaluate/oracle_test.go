package evaluate

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"signoff/internal/criteria"
	"signoff/internal/scorecard"
)

// TestTallyAgainstAnOracle holds the arithmetic against integers over a common
// denominator on random votes.
func TestTallyAgainstAnOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long and has nothing to race")
	}
	random := rand.New(rand.NewPCG(2026, 11))
	outcomes := []scorecard.Outcome{scorecard.Met, scorecard.Warning, scorecard.Unmet, scorecard.Unknown, scorecard.NotApplicable}
	for range 20_000 {
		warning := random.Int64N(twelfths + 1)
		plan := &criteria.Plan{WarningCredit: big.NewRat(warning, twelfths)}
		var weights []int64
		for range 1 + random.IntN(4) {
			weights = append(weights, 1+random.Int64N(9))
			plan.Categories = append(plan.Categories, criteria.Category{Weight: big.NewRat(weights[len(weights)-1], 1)})
		}
		votes := make([]vote, random.IntN(30))
		for i := range votes {
			o := outcomes[random.IntN(len(outcomes))]
			votes[i] = vote{
				category: random.IntN(len(weights)), weight: big.NewRat(1+random.Int64N(9), 1), outcome: o,
				waived: random.IntN(3) == 0 && (o == scorecard.Unmet || o == scorecard.Unknown),
			}
		}
		got := addUp(plan, votes)
		for _, lenient := range []bool{false, true} {
			compliance, score := oracle(weights, votes, warning, lenient)
			gotCompliance, gotScore := got.strictCompliance, got.strict
			if lenient {
				gotCompliance, gotScore = got.lenientCompliance, got.lenient
			}
			if !equal(gotCompliance, compliance) || !equal(gotScore, score) {
				t.Fatalf("%+v (lenient %v): got %v and %v, want %v and %v", votes, lenient, gotCompliance, gotScore, compliance, score)
			}
		}
	}
}

// twelfths are the parts of a credit that the oracle counts in.
const twelfths = 12

// oracle gives compliance and score as numerator and denominator in integers:
// every credit counts twelfths, a warning so many of them, and the categories
// share the product of their sums of weights as denominator. 0 of 0 is nil.
func oracle(weights []int64, votes []vote, warning int64, lenient bool) (compliance, score [2]*big.Int) {
	satisfied, applicable := int64(0), int64(0)
	parts, sums := make([]int64, len(weights)), make([]int64, len(weights))
	for _, v := range votes {
		if v.outcome == scorecard.NotApplicable || lenient && v.waived {
			continue
		}
		applicable++
		w := v.weight.Num().Int64()
		sums[v.category] += w
		switch v.outcome {
		case scorecard.Met:
			parts[v.category] += twelfths * w
			satisfied++
		case scorecard.Warning:
			parts[v.category] += warning * w
			satisfied++
		}
	}
	if applicable == 0 {
		return
	}
	product, total := big.NewInt(1), int64(0)
	for c, s := range sums {
		if s > 0 {
			product.Mul(product, big.NewInt(s))
			total += weights[c]
		}
	}
	numerator := new(big.Int)
	for c, s := range sums {
		if s > 0 {
			term := new(big.Int).Div(product, big.NewInt(s))
			numerator.Add(numerator, term.Mul(term, big.NewInt(weights[c]*parts[c])))
		}
	}
	denominator := product.Mul(product, big.NewInt(twelfths*total))
	return [2]*big.Int{big.NewInt(satisfied), big.NewInt(applicable)}, [2]*big.Int{numerator, denominator}
}

// equal compares by cross-multiplication.
func equal(r *big.Rat, f [2]*big.Int) bool {
	if r == nil || f[0] == nil {
		return r == nil && f[0] == nil
	}
	left, right := new(big.Int).Mul(r.Num(), f[1]), new(big.Int).Mul(r.Denom(), f[0])
	return left.Cmp(right) == 0
}
