package criteria

import (
	"signoff/internal/expression"
	"signoff/internal/quantity"
)

// Expr is the question tree of a criterion.
type Expr interface{ expr() }

// One is a single question.
type One struct{ Ask int }

// Quotient is a ratio of two questions; a missing operand is unknown.
type Quotient struct{ Over, Under int }

// Change compares an ask with the same ask of a baseline evidence.
// Unpaired passes over series that the baseline does not have.
type Change struct {
	New, Old int
	Unpaired bool
}

// Formula is an expression over questions; a missing operand is unknown.
type Formula struct {
	Expression *expression.Expression
	Source     string
	Operands   []Operand // sorted by name
}

// Operand is a question by the name that an expression gives it.
type Operand struct {
	Name string
	Ask  int
}

// Unproven is a criterion that asks nothing yet: a draft, unknown until it
// names evidence and a measure.
type Unproven struct{}

// Some holds when at least N of its members hold: all and any are its ends.
type Some struct {
	N       int
	Members []Member
	// Form is how it was written: "all", "any" or "at_least".
	Form string
}

// Member is one question of a composite with its own target.
type Member struct {
	Expr    Expr
	Target  quantity.Target
	Measure string
	// EmptyMet is whether nothing matching counts as holding.
	EmptyMet bool
}

func (One) expr() {}

func (Quotient) expr() {}

func (Change) expr() {}

func (Formula) expr() {}

func (Some) expr() {}

func (Unproven) expr() {}
