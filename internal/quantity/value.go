package quantity

import "math/big"

// Value is an exact figure and the unit it was written in. The zero Value has
// no figure. Values are immutable: every *big.Rat that goes in or comes out is
// a copy.
type Value struct {
	base *big.Rat // in base units; nil when there is no figure
	unit Unit
}

// Of returns r, which counts units u, as a Value; nil gives the zero Value.
func Of(r *big.Rat, u Unit) Value {
	if r == nil {
		return Value{}
	}
	return Value{new(big.Rat).Mul(r, u.factor()), u}
}

// Int returns n units u.
func Int(n int64, u Unit) Value { return Of(new(big.Rat).SetInt64(n), u) }

// Ratio returns part ÷ whole as a proportion in percent, or the zero Value when
// whole is not positive: zero of zero is not a figure.
func Ratio(part, whole int64) Value {
	if whole <= 0 {
		return Value{}
	}
	return Value{big.NewRat(part, whole), Percent}
}

// Known reports whether there is a figure.
func (v Value) Known() bool { return v.base != nil }

// IsZero reports whether there is no figure, so that encoding/json leaves the
// value out under omitzero. A figure of 0 is not zero in this sense.
func (v Value) IsZero() bool { return v.base == nil }

// Unit returns the unit the figure was written in.
func (v Value) Unit() Unit { return v.unit }

// Dimension returns what the figure measures.
func (v Value) Dimension() Dimension { return v.unit.dimension }

// In returns the same figure in unit u, or the zero Value when u has another
// dimension. The word of a rate makes no difference.
func (v Value) In(u Unit) Value {
	if !v.Known() || u.dimension != v.unit.dimension {
		return Value{}
	}
	return Value{v.base, u}
}

// Base returns the figure in base units (seconds, bytes, per second, the
// fraction of a proportion), or nil when there is none.
func (v Value) Base() *big.Rat {
	if !v.Known() {
		return nil
	}
	return new(big.Rat).Set(v.base)
}

// Number returns the figure in its own unit, 97.6 for 97.6 %, or nil when there
// is none.
func (v Value) Number() *big.Rat {
	if !v.Known() {
		return nil
	}
	return new(big.Rat).Quo(v.base, v.unit.factor())
}

// Sign returns -1, 0 or +1; 0 also when there is no figure.
func (v Value) Sign() int {
	if !v.Known() {
		return 0
	}
	return v.base.Sign()
}

// Cmp compares two figures of one dimension and returns -1, 0 or +1. No figure
// comes before every figure.
func (v Value) Cmp(w Value) int {
	switch {
	case !v.Known() && !w.Known():
		return 0
	case !v.Known():
		return -1
	case !w.Known():
		return +1
	}
	return v.base.Cmp(w.base)
}

// Add returns v + w in the unit of v. Percentage points may be added to a
// percentage; any other mixture of dimensions gives the zero Value.
func (v Value) Add(w Value) Value {
	shift := v.unit.dimension == Proportion && w.unit.dimension == Difference
	if !v.Known() || !w.Known() || v.unit.dimension != w.unit.dimension && !shift {
		return Value{}
	}
	return Value{new(big.Rat).Add(v.base, w.base), v.unit}
}

// Sub returns v − w in the unit of v; the difference of two percentages is in
// percentage points. A mixture of dimensions gives the zero Value.
func (v Value) Sub(w Value) Value {
	difference := v.Add(w.Mul(big.NewRat(-1, 1)))
	if difference.Known() && w.unit.dimension == Proportion {
		difference.unit = PercentagePoint
	}
	return difference
}

// Mul returns the figure times a bare number, in its own unit.
func (v Value) Mul(r *big.Rat) Value {
	if !v.Known() || r == nil {
		return Value{}
	}
	return Value{new(big.Rat).Mul(v.base, r), v.unit}
}

// Quo returns v ÷ w as a bare number, or nil when w is 0, either has no figure
// or their dimensions differ.
func (v Value) Quo(w Value) *big.Rat {
	if !v.Known() || w.Sign() == 0 || v.unit.dimension != w.unit.dimension {
		return nil
	}
	return new(big.Rat).Quo(v.base, w.base)
}

// Fraction returns the exact figure in its own unit, in lowest terms: "5/2",
// or "10" when it is whole. A proportion is given as part of its whole, "19/26".
// Without a figure it is "".
func (v Value) Fraction() string {
	switch {
	case !v.Known():
		return ""
	case v.unit.dimension == Proportion:
		return v.base.RatString()
	}
	return v.Number().RatString()
}

// String returns the figure in its own unit, for messages and for reading back:
// "10 ms", "80%", "1000 msg/s". A decimal is given in full; a figure that has no
// end as a decimal is rounded to 17 significant digits. Without a figure it is "".
func (v Value) String() string {
	if !v.Known() {
		return ""
	}
	return v.full() + gap(v.unit, " ", "") + v.unit.name
}

// gap is what stands between a number and its unit.
func gap(u Unit, letters, percent string) string {
	switch {
	case u.name == "" || u.name[0] == '/':
		return ""
	case u.name == Percent.name:
		return percent
	}
	return letters
}
