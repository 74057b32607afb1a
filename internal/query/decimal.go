package query

import (
	"encoding/json"
	"errors"
	"math/big"
	"strconv"
	"strings"

	"github.com/itchyny/gojq"

	"signoff/internal/quantity"
)

// ErrInexact is the error of a query that compares numbers which were computed in
// floating point and are too near each other to tell which is greater.
var ErrInexact = errors.New("numbers that were computed in floating point are too near each other to be compared")

// Slack is how far from the true one a number may be that was computed in
// floating point, as a part of the larger of it and 1: 2^-40, far more than a
// query of any sensible length loses.
func Slack() *big.Rat { return big.NewRat(1, 1<<40) }

// exactFunctions are the functions that compute in decimals what jq computes in
// floating point. Operands that are not numbers, or are none that are known
// exactly, are left to jq's own.
var exactFunctions = []struct {
	name string // of the function, and after it what jq's own is called by
	own  string
	args int
	of   func(args []*big.Rat) any // nil where the result has no end as a decimal
}{
	{"signoff_add", "$a + $b", 2, func(x []*big.Rat) any { return decimal(x[0].Add(x[0], x[1])) }},
	{"signoff_subtract", "$a - $b", 2, func(x []*big.Rat) any { return decimal(x[0].Sub(x[0], x[1])) }},
	{"signoff_multiply", "$a * $b", 2, func(x []*big.Rat) any { return decimal(x[0].Mul(x[0], x[1])) }},
	{"signoff_divide", "$a / $b", 2, func(x []*big.Rat) any {
		if x[1].Sign() == 0 {
			return nil
		}
		return decimal(x[0].Quo(x[0], x[1]))
	}},
	{"signoff_equal", "$a == $b", 2, func(x []*big.Rat) any { return x[0].Cmp(x[1]) == 0 }},
	{"signoff_notequal", "$a != $b", 2, func(x []*big.Rat) any { return x[0].Cmp(x[1]) != 0 }},
	{"signoff_less", "$a < $b", 2, func(x []*big.Rat) any { return x[0].Cmp(x[1]) < 0 }},
	{"signoff_lesseq", "$a <= $b", 2, func(x []*big.Rat) any { return x[0].Cmp(x[1]) <= 0 }},
	{"signoff_greater", "$a > $b", 2, func(x []*big.Rat) any { return x[0].Cmp(x[1]) > 0 }},
	{"signoff_greatereq", "$a >= $b", 2, func(x []*big.Rat) any { return x[0].Cmp(x[1]) >= 0 }},
	{"signoff_floor", "$a | floor", 1, func(x []*big.Rat) any { return whole(x[0], 0, 1) }},
	{"signoff_ceil", "$a | ceil", 1, func(x []*big.Rat) any { return negated(whole(x[0].Neg(x[0]), 0, 1)) }},
	{"signoff_round", "$a | round", 1, func(x []*big.Rat) any { return rounded(x[0]) }},
	{"signoff_trunc", "$a | trunc", 1, func(x []*big.Rat) any {
		if x[0].Sign() < 0 {
			return negated(whole(x[0].Neg(x[0]), 0, 1))
		}
		return whole(x[0], 0, 1)
	}},
	{"signoff_abs", "$a | fabs", 1, func(x []*big.Rat) any { return decimal(x[0].Abs(x[0])) }},
}

// prelude replaces functions of jq by those: a program's own come after it and
// hide them.
const prelude = `
def add: signoff_sum;
def add(f): [f] | signoff_sum;
def min: signoff_least;
def max: signoff_greatest;
def floor: signoff_floor(.);
def ceil: signoff_ceil(.);
def round: signoff_round(.);
def trunc: signoff_trunc(.);
def fabs: signoff_abs(.);
def abs: if type == "number" then signoff_abs(.) else error("abs of no number") end;
def tonumber: signoff_number;
.`

// exactly gives a number of jq as it is, and false for what is none or was
// computed in floating point.
func exactly(v any) (*big.Rat, bool) {
	switch v := v.(type) {
	case int:
		return new(big.Rat).SetInt64(int64(v)), true
	case *big.Int:
		return new(big.Rat).SetInt(v), true
	case json.Number:
		if d, err := quantity.ParseDecimal(v.String()); err == nil {
			return d.Rat(), true
		}
	}
	return nil, false
}

// maxDecimals bounds the decimals of a result; a longer one is left to floating
// point, as is one without an end.
const maxDecimals = 500

// decimal writes a number for jq, or gives nil where it has too many decimals.
func decimal(r *big.Rat) any {
	if r.IsInt() {
		if n := r.Num(); n.IsInt64() {
			return int(n.Int64())
		}
		return new(big.Int).Set(r.Num())
	}
	places, exact := r.FloatPrec()
	if !exact || places > maxDecimals {
		return nil
	}
	return json.Number(strings.TrimSuffix(r.FloatString(places), "."))
}

// whole is the next integer at or below x + num/den.
func whole(x *big.Rat, num, den int64) any {
	x.Add(x, big.NewRat(num, den))
	return decimal(new(big.Rat).SetInt(new(big.Int).Div(x.Num(), x.Denom())))
}

func negated(v any) any {
	r, _ := exactly(v)
	return decimal(r.Neg(r))
}

// rounded is jq's round: halves go away from 0.
func rounded(x *big.Rat) any {
	if x.Sign() < 0 {
		return negated(whole(x.Neg(x), 1, 2))
	}
	return whole(x, 1, 2)
}

// tooNear says that two numbers, one of which was computed in floating point,
// may be equal and may not.
func tooNear(args []any) bool {
	x, xok := gojq.ToFloat64(args[0])
	y, yok := gojq.ToFloat64(args[1])
	_, xexact := exactly(args[0])
	_, yexact := exactly(args[1])
	return xok && yok && !(xexact && yexact) && abs(x-y) <= max(1, abs(x), abs(y))/(1<<40)
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// sum adds a list up; false for a list of anything but numbers known exactly.
func sum(v any) (any, bool) {
	list, ok := exactList(v)
	if !ok {
		return nil, false
	}
	total := new(big.Rat)
	for _, r := range list {
		total.Add(total, r)
	}
	d := decimal(total)
	return d, d != nil
}

// extreme finds the item of a list that stands furthest in a direction.
func extreme(v any, direction int) (any, bool) {
	list, ok := exactList(v)
	if !ok {
		return nil, false
	}
	best := 0
	for i, r := range list {
		if r.Cmp(list[best]) == direction {
			best = i
		}
	}
	return v.([]any)[best], true
}

func exactList(v any) ([]*big.Rat, bool) {
	items, ok := v.([]any)
	if !ok || len(items) == 0 {
		return nil, false
	}
	list := make([]*big.Rat, len(items))
	for i := range items {
		if list[i], ok = exactly(items[i]); !ok {
			return nil, false
		}
	}
	return list, true
}

// literal reads a number as a program may write it: ".5" and "1." too.
func literal(text string) (json.Number, bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if strings.HasPrefix(mantissa, ".") {
		mantissa = "0" + mantissa
	}
	mantissa = strings.TrimSuffix(mantissa, ".")
	if exponent != "" {
		mantissa += "e" + exponent
	}
	_, err := quantity.ParseDecimal(mantissa)
	return json.Number(mantissa), err == nil
}

// numberIn reads the number that a text is.
func numberIn(v any) (any, bool) {
	text, ok := v.(string)
	if !ok {
		return nil, false
	}
	if n, err := strconv.Atoi(text); err == nil {
		return n, true
	}
	if _, err := quantity.ParseDecimal(text); err != nil {
		return nil, false
	}
	return json.Number(text), true
}
