package expression

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/quantity"
)

// kind is what a part of an expression is: a truth value or a figure of a
// dimension. A quotient is a bare number that may stand for a percentage too.
type kind struct {
	dimension       quantity.Dimension
	quotient, truth bool
}

func (k kind) String() string {
	switch {
	case k.truth:
		return quantity.Bool.String()
	case k.quotient && k.dimension == quantity.Number:
		return "a quotient"
	}
	return k.dimension.String()
}

// scalar says whether the figure has no unit of its own.
func (k kind) scalar() bool {
	return slices.Contains([]quantity.Dimension{quantity.Number, quantity.Proportion, quantity.Difference}, k.dimension)
}

// alike says whether two figures may be added and compared.
func alike(x, y kind) bool {
	return x.dimension == y.dimension || x.dimension == quantity.Any || y.dimension == quantity.Any ||
		x.scalar() && y.scalar() && (x.quotient || y.quotient)
}

// products lists what figures of unlike dimensions give: x times y is of, and so
// of divided by x is y.
var products = []struct{ x, y, of quantity.Dimension }{
	{quantity.Rate, quantity.Time, quantity.Number},
	{quantity.Throughput, quantity.Time, quantity.Size},
}

// result gives the kind of an operation; false when the figures do not fit
// together.
func result(op string, x, y kind) (kind, bool) {
	quotient := kind{quantity.Number, true, false}
	switch op {
	case "&&", "||":
		return kind{truth: true}, x.truth && y.truth
	case "<", "<=", ">", ">=", "==", "!=":
		return kind{truth: true}, !x.truth && !y.truth && alike(x, y)
	}
	switch {
	case x.truth || y.truth:
		return kind{}, false
	case x.dimension == quantity.Any || y.dimension == quantity.Any:
		return kind{dimension: quantity.Any}, true
	case op == "*":
		return product(x, y)
	case op == "/" && (x.dimension == y.dimension || x.scalar() && y.scalar()):
		return quotient, true
	case op == "/":
		return divided(x, y)
	case x.dimension == quantity.Proportion && y.dimension == quantity.Proportion && op == "-":
		return kind{dimension: quantity.Difference}, true
	case x.dimension == y.dimension && !x.quotient && !y.quotient:
		return x, true
	case x.dimension == quantity.Proportion && y.dimension == quantity.Difference:
		return x, true
	case alike(x, y):
		return quotient, true
	}
	return kind{}, false
}

func product(x, y kind) (kind, bool) {
	switch {
	case x.dimension == quantity.Number && y.dimension == quantity.Number:
		return kind{quantity.Number, x.quotient || y.quotient, false}, true
	case x.scalar() && y.scalar():
		return kind{quantity.Number, true, false}, true
	case x.scalar():
		return y, true
	case y.scalar():
		return x, true
	}
	for _, p := range products {
		if x.dimension == p.x && y.dimension == p.y || x.dimension == p.y && y.dimension == p.x {
			return kind{dimension: p.of}, true
		}
	}
	return kind{}, false
}

func divided(x, y kind) (kind, bool) {
	for _, p := range products {
		switch {
		case x.dimension == p.of && y.dimension == p.x:
			return kind{dimension: p.y}, true
		case x.dimension == p.of && y.dimension == p.y:
			return kind{dimension: p.x}, true
		}
	}
	return x, y.scalar()
}

// kind finds the kind of a part.
func (n *node) kind(operand func(name string) kind) (kind, error) {
	var args []kind
	for _, arg := range n.args {
		k, err := arg.kind(operand)
		if err != nil {
			return kind{}, err
		}
		args = append(args, k)
	}
	switch {
	case n.name != "":
		return operand(n.name), nil
	case n.op == "":
		return kind{dimension: n.value.Dimension()}, nil
	case len(args) == 2:
		if k, ok := result(n.op, args[0], args[1]); ok {
			return k, nil
		}
		return kind{}, n.fail("expected figures that fit together, found %s %s %s", args[0], n.op, args[1])
	case args[0].truth != (n.op == "!"):
		return kind{}, n.fail("expected another operand of %s, found %s", n.op, args[0])
	}
	return args[0], nil
}

func (n *node) fail(format string, args ...any) error {
	return &quantity.SyntaxError{Offset: n.from, Width: n.width, Msg: fmt.Sprintf(format, args...)}
}

// eval computes a part.
func (n *node) eval(operands map[string]quantity.Value) (Result, error) {
	k, err := n.kind(func(name string) kind { return kind{dimension: operands[name].Dimension()} })
	if err != nil {
		return Result{}, err
	}
	var args []Result
	for _, arg := range n.args {
		r, err := arg.eval(operands)
		if err != nil {
			return Result{}, err
		}
		args = append(args, r)
	}
	r := Result{kind: k, base: new(big.Rat)}
	switch {
	case n.name != "":
		r.base = operands[n.name].Base()
	case n.op == "":
		r.base = n.value.Base()
	case n.op == "!":
		r.truth = !args[0].truth
	case len(args) == 1:
		r.base.Neg(args[0].base)
	case n.op == "/" && args[1].base.Sign() == 0:
		return Result{}, n.fail("expected something to divide by, found 0")
	default:
		r.combine(n.op, args[0], args[1])
	}
	return r, nil
}

// combine computes an operation on two parts.
func (r *Result) combine(op string, x, y Result) {
	switch op {
	case "&&":
		r.truth = x.truth && y.truth
	case "||":
		r.truth = x.truth || y.truth
	case "+":
		r.base.Add(x.base, y.base)
	case "-":
		r.base.Sub(x.base, y.base)
	case "*":
		r.base.Mul(x.base, y.base)
	case "/":
		r.base.Quo(x.base, y.base)
	default:
		c := x.base.Cmp(y.base)
		r.truth = map[string]bool{"<": c < 0, "<=": c <= 0, ">": c > 0, ">=": c >= 0, "==": c == 0, "!=": c != 0}[op]
	}
}
