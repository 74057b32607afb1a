package quantity

import "math/big"

// interval is the set of base figures a target accepts; a nil end is open to
// infinity.
type interval struct {
	low, high         *big.Rat
	lowOpen, highOpen bool // whether the end itself is left out
}

func (t Target) interval() (interval, bool) {
	a := t.A.base
	switch {
	case a == nil:
		return interval{}, false
	case t.Op == LT:
		return interval{high: a, highOpen: true}, true
	case t.Op == LE:
		return interval{high: a}, true
	case t.Op == GT:
		return interval{low: a, lowOpen: true}, true
	case t.Op == GE:
		return interval{low: a}, true
	case t.Op == EQ:
		return interval{low: a, high: a}, true
	case t.Op == Between && t.B.Known():
		return interval{low: a, high: t.B.base}, true
	}
	return interval{}, false
}

// Holds reports whether the figure satisfies the target. It is false without a
// figure and for a figure of another dimension.
func (t Target) Holds(v Value) bool {
	set, ok := t.interval()
	if !ok || !v.Known() || v.Dimension() != t.A.Dimension() {
		return false
	}
	if set.low != nil {
		if c := v.base.Cmp(set.low); c < 0 || c == 0 && set.lowOpen {
			return false
		}
	}
	if set.high != nil {
		if c := v.base.Cmp(set.high); c > 0 || c == 0 && set.highOpen {
			return false
		}
	}
	return true
}

// HoldsText reports whether the text satisfies a target for texts or truth
// values ("true" and "false"). It is false for a target with a figure.
func (t Target) HoldsText(s string) bool {
	switch {
	case t.Op == EQ && !t.A.Known():
		return s == t.Text
	case t.Op == Matches && t.Re != nil:
		return t.Re.MatchString(s)
	}
	return false
}

// Bounds returns the figures of the target: none, one, or two for Between.
func (t Target) Bounds() []Value {
	var bounds []Value
	for _, v := range []Value{t.A, t.B} {
		if v.Known() {
			bounds = append(bounds, v)
		}
	}
	return bounds
}

// Direction returns -1 when lower is better (<, <=), +1 when higher is (>, >=)
// and 0 for every other target.
func (t Target) Direction() int {
	switch t.Op {
	case LT, LE:
		return -1
	case GT, GE:
		return +1
	}
	return 0
}

// Stricter reports whether t is at least as strict as u: everything that t
// accepts, u accepts too. Two patterns compare only when they are the same.
func (t Target) Stricter(u Target) bool {
	ts, tok := t.interval()
	us, uok := u.interval()
	switch {
	case tok && uok:
		return t.A.Dimension() == u.A.Dimension() && ts.within(us)
	case tok || uok:
		return false
	case t.Op == EQ:
		return u.HoldsText(t.Text)
	}
	return t.Op == Matches && u.Op == Matches && t.Re.String() == u.Re.String()
}

func (i interval) within(j interval) bool {
	if j.low != nil {
		if i.low == nil || i.low.Cmp(j.low) < 0 || i.low.Cmp(j.low) == 0 && j.lowOpen && !i.lowOpen {
			return false
		}
	}
	if j.high != nil {
		if i.high == nil || i.high.Cmp(j.high) > 0 || i.high.Cmp(j.high) == 0 && j.highOpen && !i.highOpen {
			return false
		}
	}
	return true
}

// Distance returns how far v is on the good side of the target, in base units:
// positive inside it, negative by how much it misses, 0 on the bound (which
// satisfies <= but not <). The worst of several figures is the one with the
// least distance. It is nil without a figure or for another dimension.
func (t Target) Distance(v Value) *big.Rat {
	set, ok := t.interval()
	if !ok || !v.Known() || v.Dimension() != t.A.Dimension() {
		return nil
	}
	var distance *big.Rat
	if set.high != nil {
		distance = new(big.Rat).Sub(set.high, v.base)
	}
	if set.low != nil {
		if above := new(big.Rat).Sub(v.base, set.low); distance == nil || above.Cmp(distance) < 0 {
			distance = above
		}
	}
	return distance
}

// Headroom returns the room left to the target, positive being good: in
// percentage points for percentages, else (target − value) ÷ |target| as a
// percentage. There is none (false) for a target of 0, == or between, without a
// figure, or for another dimension.
func (t Target) Headroom(v Value) (Value, bool) {
	room := t.Distance(v)
	if room == nil || t.Direction() == 0 || t.A.Sign() == 0 {
		return Value{}, false
	}
	switch t.A.Dimension() {
	case Proportion, Difference:
		return Value{room, PercentagePoint}, true
	}
	return Value{room.Quo(room, new(big.Rat).Abs(t.A.base)), Percent}, true
}
