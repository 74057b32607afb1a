package expression

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/quantity"
)

// Limits of an expression: bytes, and how deep it may be nested.
const (
	maxText  = 1000
	maxDepth = 50
)

// levels lists the operators of two sides from the loosest to the tightest.
// Comparisons do not chain.
var levels = [][]string{
	{"||"},
	{"&&"},
	{"<=", ">=", "==", "!=", "<", ">"},
	{"+", "-"},
	{"*", "/"},
}

const comparing = 2 // the level of comparisons

var (
	number = lazy.Regexp(`^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?(%|[A-Za-zµμ]+)?`)
	name   = lazy.Regexp(`^[A-Za-z_][A-Za-z0-9_]*`)
	token  = lazy.Regexp(`^([A-Za-z0-9_.%µμ]+|&&|\|\||[<>=!]=|.)`)
)

// parser reads one expression from left to right.
type parser struct {
	text  string
	pos   int
	depth int
	names []string
}

func (p *parser) whole() (*node, error) {
	if len(p.text) > maxText {
		return nil, p.fail("", "expected an expression of at most %d bytes, found %d", maxText, len(p.text))
	}
	root, err := p.level(0)
	if err != nil {
		return nil, err
	}
	if rest := p.rest(); rest != "" {
		hint := ""
		if rest[0] == '=' {
			hint = "write =="
		}
		return nil, p.fail(hint, "expected an operator, found %q", p.token())
	}
	return root, nil
}

// rest is what is left to read, from the next character that is not space.
func (p *parser) rest() string {
	p.pos = len(p.text) - len(strings.TrimLeft(p.text[p.pos:], " \t\r\n"))
	return p.text[p.pos:]
}

func (p *parser) token() string { return token().FindString(p.rest()) }

func (p *parser) accept(operators ...string) string {
	rest := p.rest()
	i := slices.IndexFunc(operators, func(op string) bool { return strings.HasPrefix(rest, op) })
	if i < 0 {
		return ""
	}
	p.pos += len(operators[i])
	return operators[i]
}

func (p *parser) fail(hint, format string, args ...any) error {
	return &quantity.SyntaxError{Offset: p.pos, Width: max(1, len(p.token())), Msg: fmt.Sprintf(format, args...), Hint: hint}
}

// level reads operands of one level and the operators between them.
func (p *parser) level(n int) (*node, error) {
	if n == len(levels) {
		return p.unary()
	}
	left, err := p.level(n + 1)
	if err != nil {
		return nil, err
	}
	for count := 0; ; count++ {
		p.rest()
		at := p.pos
		op := p.accept(levels[n]...)
		switch {
		case op == "":
			return left, nil
		case n == comparing && count > 0:
			p.pos = at
			return nil, p.fail("write a < b && b < c", "expected one comparison, found another: %q", op)
		}
		right, err := p.level(n + 1)
		if err != nil {
			return nil, err
		}
		left = &node{op: op, args: []*node{left, right}, from: left.from, width: right.from + right.width - left.from}
	}
}

func (p *parser) unary() (*node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail("", "expected at most %d levels", maxDepth)
	}
	defer func() { p.depth-- }()
	p.rest()
	from := p.pos
	switch op := p.accept("!", "-", "("); op {
	case "":
		return p.leaf()
	case "(":
		inner, err := p.level(0)
		if err != nil {
			return nil, err
		}
		if p.accept(")") == "" {
			return nil, p.fail("", "expected ), found %q", p.token())
		}
		whole := *inner
		whole.from, whole.width = from, p.pos-from
		return &whole, nil
	default:
		arg, err := p.unary()
		if err != nil {
			return nil, err
		}
		return &node{op: op, args: []*node{arg}, from: from, width: p.pos - from}, nil
	}
}

// leaf reads a quantity or the name of an operand.
func (p *parser) leaf() (*node, error) {
	rest, from := p.rest(), p.pos
	if written := number().FindString(rest); written != "" {
		value, err := quantity.ParseValue(written, quantity.Any)
		var misread *quantity.SyntaxError
		if errors.As(err, &misread) {
			misread.Offset += from
			return nil, misread
		}
		p.pos += len(written)
		return &node{value: value, from: from, width: len(written)}, nil
	}
	written := name().FindString(rest)
	if written == "" {
		return nil, p.fail("", "expected an operand or a quantity, found %q", p.token())
	}
	p.pos += len(written)
	p.names = append(p.names, written)
	return &node{name: written, from: from, width: len(written)}, nil
}
