package tally

import (
	"math"
	"math/big"

	"signoff/internal/quantity"
)

// sumDigits is how many decimals a sum keeps as integers.
const sumDigits = 32

// sum adds decimals exactly, in any order. Figures that are too long for its
// integers, one for each number of decimals, go to a rational.
type sum struct {
	parts [sumDigits]int64
	rest  *big.Rat
}

func (s *sum) add(d quantity.Decimal) {
	if place := -int(d.Exp); d.Wide == nil && place >= 0 && place < sumDigits {
		s.addPart(place, d.Mant)
		return
	}
	s.addRat(d.Rat())
}

func (s *sum) addPart(place int, n int64) {
	part := s.parts[place]
	if n > 0 && part > math.MaxInt64-n || n < 0 && part < math.MinInt64-n {
		s.addRat(quantity.Decimal{Mant: part, Exp: int32(-place)}.Rat())
		part = 0
	}
	s.parts[place] = part + n
}

func (s *sum) addRat(r *big.Rat) {
	if s.rest == nil {
		s.rest = new(big.Rat)
	}
	s.rest.Add(s.rest, r)
}

func (s *sum) merge(o *sum) {
	for place, n := range o.parts {
		s.addPart(place, n)
	}
	if o.rest != nil {
		s.addRat(o.rest)
	}
}

// rat returns the sum.
func (s *sum) rat() *big.Rat {
	total := new(big.Rat)
	if s.rest != nil {
		total.Set(s.rest)
	}
	for place, n := range s.parts {
		total.Add(total, quantity.Decimal{Mant: n, Exp: int32(-place)}.Rat())
	}
	return total
}
