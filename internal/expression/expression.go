// Package expression is the language of `expression:` for what no declarative
// form can say: + - * / with parentheses, comparisons, && || ! over named
// operands and quantities such as 10ms and 95%.
//
// It computes with exact rationals and keeps units: what does not fit together
// is an error at its place, and so is a division by zero. It has no functions,
// loops or variables, so its cost follows the length of the text, which is
// bounded. It refuses to guess: without every operand there is no result.
package expression

import (
	"fmt"
	"math/big"
	"slices"

	"signoff/internal/quantity"
)

// Expression is a parsed expression. It never changes.
type Expression struct {
	root  *node
	names []string
}

// node is one operation, operand or quantity, with its place in the text.
type node struct {
	op          string // "" for a leaf
	args        []*node
	name        string // of an operand
	value       quantity.Value
	from, width int
}

// Result is what an expression gives: a figure or a truth value.
type Result struct {
	kind  kind
	base  *big.Rat // in base units
	truth bool
}

// Parse reads an expression. The error is a *quantity.SyntaxError with the
// place.
func Parse(text string) (*Expression, error) {
	p := &parser{text: text}
	root, err := p.whole()
	if err != nil {
		return nil, err
	}
	slices.Sort(p.names)
	return &Expression{root, slices.Compact(p.names)}, nil
}

// Names lists the operands that the expression refers to, sorted.
func (e *Expression) Names() []string { return slices.Clone(e.names) }

// Check finds operations on figures that do not fit together, given the
// dimension of each operand; Any is one that only the evidence tells. The error
// is a *quantity.SyntaxError with the place. What it returns holds no figure,
// only what kind of figure there will be.
func (e *Expression) Check(operands map[string]quantity.Dimension) (Result, error) {
	k, err := e.root.kind(func(name string) kind { return kind{dimension: operands[name]} })
	return Result{kind: k}, err
}

// Eval computes the result; every operand must have a figure. The error says
// what does not fit together, or that something is divided by zero.
func (e *Expression) Eval(operands map[string]quantity.Value) (Result, error) {
	for _, name := range e.names {
		if !operands[name].Known() {
			return Result{}, fmt.Errorf("the operand %s has no figure", name)
		}
	}
	return e.root.eval(operands)
}

// IsTruth reports whether the result is true or false and no figure.
func (r Result) IsTruth() bool { return r.kind.truth }

// Truth is the truth value; false for a figure.
func (r Result) Truth() bool { return r.truth }

// Fits reports whether the result can be a figure of the dimension. A quotient
// of like figures can be a number or a percentage.
func (r Result) Fits(want quantity.Dimension) bool {
	k := r.kind
	return !k.truth && (k.dimension == want || k.dimension == quantity.Any || want == quantity.Any || k.scalar() && k.quotient && (kind{dimension: want}).scalar())
}

// As gives the result as a figure of the dimension, in its base unit, or the
// zero Value when it does not fit.
func (r Result) As(want quantity.Dimension) quantity.Value {
	for _, unit := range baseUnits {
		if unit.Dimension() == want && r.base != nil && r.Fits(want) {
			return quantity.Of(new(big.Rat).Quo(r.base, quantity.Int(1, unit).Base()), unit)
		}
	}
	return quantity.Value{}
}

// String names what the result is, with its article.
func (r Result) String() string { return r.kind.String() }

var baseUnits = []quantity.Unit{
	quantity.Count, quantity.Percent, quantity.PercentagePoint, quantity.Point,
	quantity.Second, quantity.Byte, quantity.PerSecond, quantity.BytePerSecond,
}
