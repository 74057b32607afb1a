package query

import (
	"math/big"
	"reflect"
	"strings"
	"sync"

	"github.com/itchyny/gojq"
)

// inDecimals changes a program so that it computes in decimals where it can: the
// engine itself computes in floating point, but hands numbers of the document on
// as they are written. What it still computes in floating point is a float64 in
// its results, and so can be told from what is exact.
func inDecimals(program *gojq.Query) (*gojq.Code, error) {
	rewrite(reflect.ValueOf(program))
	before, err := gojq.Parse(prelude)
	if err != nil {
		return nil, err
	}
	program.FuncDefs = append(before.FuncDefs, program.FuncDefs...)
	options := []gojq.CompilerOption{
		gojq.WithFunction("signoff_literal", 1, 1, func(_ any, args []any) any {
			n, _ := literal(args[0].(string))
			return n
		}),
		withOwn("signoff_sum", "$a | add", sum),
		withOwn("signoff_least", "$a | min", func(v any) (any, bool) { return extreme(v, -1) }),
		withOwn("signoff_greatest", "$a | max", func(v any) (any, bool) { return extreme(v, +1) }),
		withOwn("signoff_number", "$a | tonumber", numberIn),
	}
	for _, f := range exactFunctions {
		own := ownFunction(f.own)
		compares := f.args == 2 && strings.ContainsAny(f.own, "<=>!")
		options = append(options, gojq.WithFunction(f.name, f.args, f.args, func(_ any, args []any) any {
			numbers, exact := exactList(args)
			if exact {
				if v := f.of(numbers); v != nil {
					return v
				}
			}
			if compares && tooNear(args) {
				return ErrInexact
			}
			if f.name == "signoff_multiply" && repeatsTooOften(args) {
				return errTooMuch
			}
			return own(args)
		}))
	}
	return gojq.Compile(program, options...)
}

// withOwn is a function of its input that jq's own stands in for.
func withOwn(name, own string, of func(v any) (any, bool)) gojq.CompilerOption {
	fallback := ownFunction(own)
	return gojq.WithFunction(name, 0, 0, func(v any, _ []any) any {
		if result, ok := of(v); ok {
			return result
		}
		return fallback([]any{v})
	})
}

// ownFunction is jq's own function or operator on arguments $a and $b, compiled
// at first use.
func ownFunction(text string) func(args []any) any {
	compiled := sync.OnceValues(func() (*gojq.Code, error) {
		variables := []string{"$a", "$b"}
		if !strings.Contains(text, "$b") {
			variables = variables[:1]
		}
		parsed, err := gojq.Parse(text)
		if err != nil {
			return nil, err
		}
		return gojq.Compile(parsed, gojq.WithVariables(variables))
	})
	return func(args []any) any {
		code, err := compiled()
		if err != nil {
			return err
		}
		v, _ := code.Run(nil, args...).Next()
		return v
	}
}

// operators are the functions that take the place of operators.
var operators = map[gojq.Operator]string{
	gojq.OpAdd: "signoff_add", gojq.OpSub: "signoff_subtract", gojq.OpMul: "signoff_multiply", gojq.OpDiv: "signoff_divide",
	gojq.OpEq: "signoff_equal", gojq.OpNe: "signoff_notequal",
	gojq.OpLt: "signoff_less", gojq.OpLe: "signoff_lesseq", gojq.OpGt: "signoff_greater", gojq.OpGe: "signoff_greatereq",
}

// rewrite puts functions in the place of operators and of numbers with decimals.
func rewrite(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		rewrite(v.Elem())
		switch node := v.Interface().(type) {
		case *gojq.Query:
			if name, ok := operators[node.Op]; ok && node.Left != nil && node.Right != nil {
				call := &gojq.Func{Name: name, Args: []*gojq.Query{node.Left, node.Right}}
				node.Term, node.Left, node.Right, node.Op = &gojq.Term{Type: gojq.TermTypeFunc, Func: call}, nil, nil, 0
			}
		case *gojq.Term:
			if _, ok := literal(node.Number); ok && node.Type == gojq.TermTypeNumber && strings.ContainsAny(node.Number, ".eE") {
				text := &gojq.Term{Type: gojq.TermTypeString, Str: &gojq.String{Str: node.Number}}
				node.Type, node.Number = gojq.TermTypeFunc, ""
				node.Func = &gojq.Func{Name: "signoff_literal", Args: []*gojq.Query{{Term: text}}}
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			rewrite(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			rewrite(v.Index(i))
		}
	}
}

// repeatsTooOften says that a product is a text repeated beyond the longest
// value: jq makes it in one step, which nothing can stop.
func repeatsTooOften(args []any) bool {
	for i, arg := range args {
		text, isText := arg.(string)
		times, isNumber := exactly(args[len(args)-1-i])
		if isText && isNumber && times.Mul(times, new(big.Rat).SetInt64(int64(len(text)))).Cmp(new(big.Rat).SetInt64(2*maxText)) > 0 {
			return true
		}
	}
	return false
}
