package query

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/itchyny/gojq"

	"signoff/internal/lazy"
)

// each is a jq program that goes through what stands at a simple path and does
// the rest with every element alone: where each element stands can be known.
type each struct {
	path    []any
	entries bool // the elements are those of to_entries
	rest    *gojq.Code
}

var eachShape = lazy.Regexp(`^\s*(?P<path>[^|]*?)\s*(?P<entries>\|\s*to_entries\s*)?\[\]\s*(?:\|(?P<rest>[^=].*))?$`)

// eachOf takes such a program apart; nil is any other.
func eachOf(text string) *each {
	m := eachShape().FindStringSubmatch(strings.ReplaceAll(text, "\n", " "))
	if m == nil {
		return nil
	}
	e := &each{entries: m[2] != ""}
	if path := m[1]; path != "." && (path != "" || !e.entries) {
		steps, simple := simplePath(path)
		if !simple {
			return nil
		}
		e.path = steps
	}
	rest := m[3]
	if strings.TrimSpace(rest) == "" {
		rest = "."
	}
	parsed, err := gojq.Parse(rest)
	if err != nil {
		return nil
	}
	if e.rest, err = inDecimals(parsed); err != nil {
		return nil
	}
	return e
}

// listed is a value of the document and the step to it.
type listed struct {
	value any
	step  any
}

// elements lists what stands at the path, in jq's order.
func (e *each) elements(value any) ([]listed, error) {
	for _, step := range e.path {
		switch at := value.(type) {
		case map[string]any:
			key, _ := step.(string)
			value = at[key]
		case []any:
			i, ok := step.(int)
			if value = nil; ok && i < len(at) {
				value = at[i]
			}
		default:
			value = nil
		}
	}
	var list []listed
	switch at := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(at)) {
			one := at[key]
			if e.entries {
				one = map[string]any{"key": key, "value": one}
			}
			list = append(list, listed{one, key})
		}
	case []any:
		if e.entries {
			return nil, fmt.Errorf("expected an object for to_entries, found a list")
		}
		for i, one := range at {
			list = append(list, listed{one, i})
		}
	default:
		return nil, fmt.Errorf("expected a list or an object to go through, found %v", at)
	}
	return list, nil
}

// run looks the rest up in every element; each result stands where its element
// does.
func (e *each) run(ctx context.Context, in input, most int) ([]Result, error) {
	list, err := e.elements(in.value)
	if err != nil {
		return nil, err
	}
	var results []Result
	for _, one := range list {
		found, err := runJQ(ctx, e.rest, one.value, most-len(results))
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			line := in.line(append(slices.Clone(e.path), one.step))
			for i := range found {
				found[i].Line = line
			}
		}
		results = append(results, found...)
	}
	return results, nil
}
