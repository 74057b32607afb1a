package tree

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"signoff/internal/lazy"
)

// Limits of a file that is read into plain values.
const (
	maxPlainDepth  = 200
	maxPlainValues = 2_000_000
	maxDocuments   = 10_000
)

// Plain is one document as plain values: map[string]any, []any, string, bool,
// json.Number and nil. Dates stay texts.
type Plain struct {
	Value any
	root  *yaml.Node
}

// Documents reads every document of a YAML file that somebody else wrote, such
// as a Compose file. Anchors, aliases and merge keys are resolved, within a
// limit on the values that they expand to; a duplicate key is an error.
func Documents(text []byte) (list []Plain, err error) {
	defer func() {
		if p := recover(); p != nil {
			list, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	e := &expander{}
	d := yaml.NewDecoder(strings.NewReader(string(text)))
	for {
		root, err := next(d)
		if root == nil || err != nil {
			return list, err
		}
		if len(list) == maxDocuments {
			return nil, fmt.Errorf("expected at most %d documents, found more", maxDocuments)
		}
		value, err := e.value(root, 0)
		if err != nil {
			return nil, err
		}
		list = append(list, Plain{value, root})
	}
}

// Line is where the value at a path of keys (string) and indices (int) stands,
// or 0 when there is none.
func (p Plain) Line(path []any) int {
	node := p.root
	for _, step := range path {
		node = child(node, step)
		if node == nil {
			return 0
		}
	}
	return node.Line
}

func child(node *yaml.Node, step any) *yaml.Node {
	switch step := step.(type) {
	case string:
		for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1]
			}
		}
	case int:
		if node.Kind == yaml.SequenceNode && step < len(node.Content) {
			return node.Content[step]
		}
	}
	return nil
}

// expander counts the values that a file makes, so that aliases of aliases end.
type expander struct{ values int }

func (e *expander) value(y *yaml.Node, depth int) (any, error) {
	e.values++
	switch {
	case e.values > maxPlainValues:
		return nil, fmt.Errorf("line %d: expected at most %d values, found more", y.Line, maxPlainValues)
	case depth > maxPlainDepth:
		return nil, fmt.Errorf("line %d: expected at most %d levels of nesting, found more", y.Line, maxPlainDepth)
	}
	switch y.Kind {
	case yaml.AliasNode:
		return e.value(y.Alias, depth+1)
	case yaml.ScalarNode:
		return scalar(y), nil
	case yaml.SequenceNode:
		list := make([]any, len(y.Content))
		for i, item := range y.Content {
			value, err := e.value(item, depth+1)
			if err != nil {
				return nil, err
			}
			list[i] = value
		}
		return list, nil
	case yaml.MappingNode:
		return e.mapping(y, depth)
	}
	return nil, fmt.Errorf("line %d: expected a value, found none", y.Line)
}

func (e *expander) mapping(y *yaml.Node, depth int) (any, error) {
	mapping := make(map[string]any, len(y.Content)/2)
	var merged []any
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := y.Content[i]
		value, err := e.value(y.Content[i+1], depth+1)
		if err != nil {
			return nil, err
		}
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		_, twice := mapping[key.Value]
		switch {
		case key.Kind != yaml.ScalarNode:
			return nil, fmt.Errorf("line %d: expected a word as key, found a collection", key.Line)
		case key.Tag == "!!merge":
			merged = append(merged, value)
		case twice:
			return nil, fmt.Errorf("line %d: duplicate key %q", key.Line, shorten(key.Value))
		default:
			mapping[key.Value] = value
		}
	}
	return mapping, merge(mapping, merged)
}

// merge adds what merge keys bring and the mapping itself does not say; the
// first of several wins.
func merge(mapping map[string]any, merged []any) error {
	for _, from := range merged {
		switch from := from.(type) {
		case map[string]any:
			for key, value := range from {
				if _, ok := mapping[key]; !ok {
					mapping[key] = value
				}
			}
		case []any:
			if err := merge(mapping, from); err != nil {
				return err
			}
		default:
			return errors.New("expected a mapping to merge, found another value")
		}
	}
	return nil
}

var number = lazy.Regexp(`^[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$`)

// scalar keeps the digits of a number: what is not a decimal in plain notation
// (octal, infinity, a leading zero) stays a text.
func scalar(y *yaml.Node) any {
	switch {
	case y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return y.Value
	case y.Tag == "!!null":
		return nil
	case y.Tag == "!!bool":
		return strings.EqualFold(y.Value, "true")
	case (y.Tag == "!!int" || y.Tag == "!!float") && number().MatchString(y.Value):
		return json.Number(strings.TrimPrefix(y.Value, "+"))
	}
	return y.Value
}
