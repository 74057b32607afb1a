package tally

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"

	"signoff/internal/quantity"
)

// observations is a multiset of decimals in four bytes each as long as all are
// written with one exponent and few digits, else in eight: 56 bits of digits and
// 8 of exponent. The few that do not fit those stand in a list of their own.
type observations struct {
	narrow   []int32 // the digits; empty once there is a list
	exponent int8    // of all that are narrow
	*packs           // nil as long as all are narrow
}

// packs are observations of many digits or exponents.
type packs struct {
	list []packed
	wide []quantity.Decimal
}

// packed is mant<<8 | exponent. With the exponent elsewhere it is the number
// of a wide decimal.
type packed int64

const (
	elsewhere  = -128
	packedBits = 55
	narrowBits = 31
)

func pack(d quantity.Decimal) packed { return packed(d.Mant<<8) | packed(uint8(d.Exp)) }

func (p packed) exponent() int8 { return int8(p) }

func (p packed) mant() int64 { return int64(p) >> 8 }

func (o *observations) add(d quantity.Decimal) {
	if d.Wide == nil && o.packs == nil && d.Mant>>narrowBits == d.Mant>>63 && d.Exp > elsewhere && d.Exp < -elsewhere {
		if len(o.narrow) == 0 {
			o.exponent = int8(d.Exp)
		}
		if d.Exp == int32(o.exponent) {
			o.narrow = append(o.narrow, int32(d.Mant))
			return
		}
	}
	o.widen()
	if d.Wide == nil && d.Mant>>packedBits == d.Mant>>63 && d.Exp > elsewhere && d.Exp < -elsewhere {
		o.list = append(o.list, pack(d))
		return
	}
	exponent := int8(elsewhere)
	o.list = append(o.list, packed(len(o.wide))<<8|packed(uint8(exponent)))
	o.wide = append(o.wide, d)
}

// widen gives the narrow ones their own exponents.
func (o *observations) widen() {
	if o.packs == nil {
		o.packs = &packs{list: make([]packed, 0, len(o.narrow)+1)}
	}
	for i := range o.narrow {
		o.list = append(o.list, pack(o.at(i)))
	}
	o.narrow = nil
}

// packed lists those that are not narrow.
func (o *observations) packed() []packed {
	if o.packs == nil {
		return nil
	}
	return o.list
}

// clone copies them, in their order.
func (o *observations) clone() observations {
	c := observations{narrow: slices.Clone(o.narrow), exponent: o.exponent}
	if o.packs != nil {
		c.packs = &packs{slices.Clone(o.list), o.wide}
	}
	return c
}

// len is how many there are.
func (o *observations) len() int {
	if o.packs == nil {
		return len(o.narrow)
	}
	return len(o.list)
}

// at returns the i-th observation.
func (o *observations) at(i int) quantity.Decimal {
	if i < len(o.narrow) {
		return quantity.Decimal{Mant: int64(o.narrow[i]), Exp: int32(o.exponent)}
	}
	return o.decimal(o.list[i])
}

func (o *observations) decimal(p packed) quantity.Decimal {
	if p.exponent() == elsewhere {
		return o.wide[p.mant()]
	}
	return quantity.Decimal{Mant: p.mant(), Exp: int32(p.exponent())}
}

func (o *observations) merge(other *observations) {
	for i := range other.len() {
		o.add(other.at(i))
	}
}

// sort brings them in ascending order; of equal figures that written with more
// decimals comes first, so that the order is the same whatever came first.
func (o *observations) sort() {
	slices.Sort(o.narrow)
	if o.packs == nil {
		return
	}
	slices.SortFunc(o.list, func(a, b packed) int {
		if a.exponent() == b.exponent() && a.exponent() != elsewhere {
			return cmp.Compare(a, b)
		}
		x, y := o.decimal(a), o.decimal(b)
		return cmp.Or(x.Cmp(y), cmp.Compare(x.Exp, y.Exp))
	})
}

// decimals lists them in their order.
func (o *observations) decimals() []quantity.Decimal {
	list := make([]quantity.Decimal, o.len())
	for i := range list {
		list[i] = o.at(i)
	}
	return list
}

// quantile is the ⌈p·n⌉-th smallest of sorted observations, p = num/den.
func (o *observations) quantile(num, den int) *big.Rat {
	n := o.len()
	return o.at(max(1, (num*n+den-1)/den) - 1).Rat()
}

// median is the middle of sorted observations, or the mean of both middles.
func (o *observations) median() *big.Rat {
	n := o.len()
	low, high := o.at((n-1)/2).Rat(), o.at(n/2).Rat()
	return low.Mul(low.Add(low, high), big.NewRat(1, 2))
}

// mean is the exact arithmetic mean.
func (o *observations) mean() *big.Rat {
	total, _ := o.moments()
	return total.Quo(total, new(big.Rat).SetInt64(int64(o.len())))
}

// deviationDigits is to how many significant digits a standard deviation, which
// is seldom rational, is rounded.
const deviationDigits = 12

// deviation is the sample standard deviation (n − 1), rounded half to even to
// deviationDigits; false for fewer than two observations.
func (o *observations) deviation() (*big.Rat, bool) {
	n := int64(o.len())
	if n < 2 {
		return nil, false
	}
	total, squares := o.moments()
	total.Mul(total, total)
	total.Quo(total, new(big.Rat).SetInt64(n))
	variance := squares.Sub(squares, total)
	variance.Quo(variance, new(big.Rat).SetInt64(n-1))
	root := new(big.Float).SetPrec(256).SetRat(variance)
	rounded, _ := new(big.Rat).SetString(root.Sqrt(root).Text('e', deviationDigits-1))
	return rounded, true
}

// moments adds up the observations and their squares, exactly.
func (o *observations) moments() (total, squares *big.Rat) {
	var sums [1 << 8]*power
	total, squares = new(big.Rat), new(big.Rat)
	of := func(exponent int8) *power {
		sum := sums[uint8(exponent)]
		if sum == nil {
			sum = &power{}
			sums[uint8(exponent)] = sum
		}
		return sum
	}
	if len(o.narrow) > 0 {
		sum := of(o.exponent)
		for _, mant := range o.narrow {
			sum.add(int64(mant))
		}
	}
	for _, p := range o.packed() {
		if p.exponent() == elsewhere {
			r := o.decimal(p).Rat()
			total.Add(total, r)
			squares.Add(squares, r.Mul(r, r))
			continue
		}
		of(p.exponent()).add(p.mant())
	}
	for exponent, sum := range sums {
		if sum == nil {
			continue
		}
		ten := quantity.Decimal{Mant: 1, Exp: int32(int8(exponent))}.Rat()
		total.Add(total, new(big.Rat).Mul(integer(sum.total[:], sum.negative), ten))
		squares.Add(squares, new(big.Rat).Mul(integer(sum.squares[:], 0), ten.Mul(ten, ten)))
	}
	return total, squares
}

// power adds integers and their squares in words of 64 bits, lowest first.
type power struct {
	total    [2]uint64 // of the integers as unsigned numbers
	negative int64     // how many of them were negative, each 2^64 too great
	squares  [3]uint64
}

func (s *power) add(n int64) {
	var carry uint64
	s.total[0], carry = bits.Add64(s.total[0], uint64(n), 0)
	s.total[1] += carry
	if n < 0 {
		s.negative++
		n = -n
	}
	high, low := bits.Mul64(uint64(n), uint64(n))
	s.squares[0], carry = bits.Add64(s.squares[0], low, 0)
	s.squares[1], carry = bits.Add64(s.squares[1], high, carry)
	s.squares[2] += carry
}

// integer puts words together and takes away 2^64 for each negative.
func integer(words []uint64, negative int64) *big.Rat {
	n := new(big.Int)
	for i := len(words) - 1; i >= 0; i-- {
		n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(words[i]))
	}
	less := new(big.Int).Lsh(big.NewInt(negative), 64)
	return new(big.Rat).SetInt(n.Sub(n, less))
}
