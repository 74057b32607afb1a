package query

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/antchfx/xpath"

	"signoff/internal/lazy"
)

func compileXPath(q *Query) error {
	expr, err := compileExpr(q.text)
	if err != nil {
		return &SyntaxError{Msg: "expected an XPath expression: " + strings.TrimPrefix(err.Error(), "xpath: ")}
	}
	added, err := summed(q.text)
	if err != nil {
		return &SyntaxError{Msg: "expected an XPath expression: " + strings.TrimPrefix(err.Error(), "xpath: ")}
	}
	q.run = func(d *Document) ([]Result, error) {
		if d.Container != XML {
			return nil, fmt.Errorf("expected XML for XPath, found %s", d.Container)
		}
		root, err := parseXML(d.Bytes)
		if err != nil {
			return nil, err
		}
		if added != nil {
			nodes, err := selectXML(added, root)
			if total, ok := sumOf(nodes); err != nil || ok {
				return total, err
			}
		}
		results, err := selectXML(expr, root)
		for i := range results {
			results[i].Inexact = results[i].Inexact && !countsOnly().MatchString(q.text)
		}
		return results, err
	}
	return nil
}

// What XPath itself computes is floating point, but for whole numbers that it
// counts; a sum of nodes is added up here.
var (
	countsOnly = lazy.Regexp(`^\s*(count|string-length)\s*\([^()]*\)\s*$`)
	sumShape   = lazy.Regexp(`^\s*sum\s*\(([^()]*)\)\s*$`)
)

// summed is the expression whose nodes the expression sum(…) adds up, nil where
// it is another.
func summed(text string) (*xpath.Expr, error) {
	m := sumShape().FindStringSubmatch(text)
	if m == nil {
		return nil, nil
	}
	return compileExpr(m[1])
}

// sumOf adds up nodes that are numbers; none are 0, as XPath says. It is false
// where one is not a number.
func sumOf(nodes []Result) ([]Result, bool) {
	list := make([]any, len(nodes), len(nodes)+1)
	for i, n := range nodes {
		if !n.IsNumber {
			return nil, false
		}
		list[i] = json.Number(n.Text)
	}
	total, ok := sum(append(list, 0))
	if !ok {
		return nil, false
	}
	r, err := resultOf(total)
	return []Result{r}, err == nil
}

// compileExpr shields from the library, which panics on some expressions.
func compileExpr(text string) (expr *xpath.Expr, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	expr, err = xpath.Compile(text)
	if err == nil && expr == nil {
		err = errors.New("no expression")
	}
	return expr, err
}

// selectXML evaluates an expression: a set of nodes gives a result each, a
// function such as count() one. The library panics for lack of an error.
func selectXML(expr *xpath.Expr, root *element) (results []Result, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case outOfSteps:
			results, err = nil, errTooLong
		default:
			results, err = nil, fmt.Errorf("XPath: %v", p)
		}
	}()
	steps := maxSteps
	switch value := expr.Evaluate(&navigator{at: root, attr: -1, steps: &steps}).(type) {
	case *xpath.NodeIterator:
		for value.MoveNext() {
			if len(results) == maxResults {
				return nil, errTooMany
			}
			n := value.Current().(*navigator)
			text := n.Value()
			if err := tooLong(text); err != nil {
				return nil, err
			}
			results = append(results, bare(text, n.at.line))
		}
		return results, nil
	case string:
		if value == "" {
			return nil, nil
		}
		return []Result{bare(value, 0)}, tooLong(value)
	case float64:
		if math.IsNaN(value) { // what XPath makes of a node that is not there
			return nil, nil
		}
		result, err := resultOf(value)
		return []Result{result}, err
	case bool:
		return []Result{{Text: fmt.Sprint(value), IsBool: true}}, nil
	}
	return nil, errors.New("expected nodes, a text, a number or a truth value")
}
