package scorecard

import (
	"math/big"
	"strings"

	"signoff/internal/quantity"
)

// Term is what one applicable criterion adds to the overall score:
//
//	points = credit × weight ÷ weights × category ÷ categories × 100
//
// where weights is the sum over the applicable criteria of its category and
// categories the sum over the categories that have one. All are written as
// decimals or fractions; Points as shown and PointsExact add up to the score.
type Term struct {
	Criterion   string  `json:"criterion"`
	Category    string  `json:"category"`
	Outcome     Outcome `json:"outcome"`
	Credit      string  `json:"credit"`
	Weight      string  `json:"weight"`
	Weights     string  `json:"weights"`
	CategoryW   string  `json:"category_weight"`
	CategoriesW string  `json:"category_weights"`
	Points      string  `json:"points"`
	PointsExact string  `json:"exact"`
	// Missing is how many points more the criterion would add with full credit.
	Missing string `json:"missing"`

	points, missing *big.Rat
}

// Terms opens the overall score: one term for each applicable criterion, in the
// order of the criteria. It is computed from the document alone.
func (s *Scorecard) Terms() []Term {
	weights := map[string]*big.Rat{}
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if !c.Counts() {
			continue
		}
		if weights[c.Category] == nil {
			weights[c.Category] = new(big.Rat)
		}
		weights[c.Category].Add(weights[c.Category], fraction(c.Weight))
	}
	category, categories := map[string]*big.Rat{}, new(big.Rat)
	for i := range s.Categories {
		if c := &s.Categories[i]; weights[c.ID] != nil {
			category[c.ID] = fraction(c.Weight)
			categories.Add(categories, category[c.ID])
		}
	}
	var terms []Term
	for i := range s.Criteria {
		c := &s.Criteria[i]
		if !c.Counts() || category[c.Category] == nil || weights[c.Category].Sign() == 0 || categories.Sign() == 0 {
			continue
		}
		share := new(big.Rat).Quo(fraction(c.Weight), weights[c.Category])
		share.Mul(share, category[c.Category])
		share.Quo(share, categories)
		share.Mul(share, big.NewRat(100, 1))
		points := new(big.Rat).Mul(share, fraction(c.Credit))
		missing := new(big.Rat).Sub(share, points)
		terms = append(terms, Term{
			Criterion: c.ID, Category: c.Category, Outcome: c.Outcome, Credit: c.Credit, Weight: c.Weight,
			Weights: weights[c.Category].RatString(), CategoryW: category[c.Category].RatString(), CategoriesW: categories.RatString(),
			Points: showPoints(points), PointsExact: points.RatString(), Missing: showPoints(missing),
			points: points, missing: missing,
		})
	}
	return terms
}

// Share is the percentage of the overall score that hangs on the criterion.
func (t *Term) Share() *big.Rat { return new(big.Rat).Add(t.points, t.missing) }

// fraction reads a weight or credit; what cannot be read counts nothing.
func fraction(text string) *big.Rat {
	r, ok := rational(text)
	if !ok {
		return new(big.Rat)
	}
	return r
}

// rational reads a decimal or a fraction of two, "1.5" or "1/3".
func rational(text string) (*big.Rat, bool) {
	above, below, divided := strings.Cut(text, "/")
	numerator, err := quantity.ParseDecimal(above)
	if err != nil {
		return nil, false
	}
	r := numerator.Rat()
	if divided {
		denominator, err := quantity.ParseDecimal(below)
		if err != nil || denominator.Sign() == 0 {
			return nil, false
		}
		r.Quo(r, denominator.Rat())
	}
	return r, true
}

func showPoints(r *big.Rat) string {
	return quantity.Show(quantity.Of(r, quantity.Point), nil)
}
