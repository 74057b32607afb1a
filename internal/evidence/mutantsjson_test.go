package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// jsonMutants are the changes to a file of JSON documents.
func jsonMutants(data []byte, only string, do func(mutant)) {
	parse := func() ([]any, bool) {
		values, err := decodeAll(data)
		return values, err == nil
	}
	write := func(values []any) []byte {
		var out bytes.Buffer
		for _, v := range values {
			writeValue(&out, v, func(o object) object { return o }, false)
			out.WriteByte('\n')
		}
		return out.Bytes()
	}
	mutated(parse, write, only, []mutations[[]any]{
		{"rename", jsonPlaces(func(any) bool { return true }), func(doc []any, place string) {
			atKeys(doc, place, func(m *member) { m.key += " otherwise" })
		}, nil},
		{"rename one", jsonPlaces(func(any) bool { return true }), func(doc []any, place string) {
			done := false
			atKeys(doc, place, func(m *member) {
				if !done {
					m.key += " otherwise"
				}
				done = true
			})
		}, nil},
		{"unknown word", jsonPlaces(isText), func(doc []any, place string) {
			atKeys(doc, place, func(m *member) {
				if isText(m.value) {
					m.value = "zzz"
				}
			})
		}, nil},
		{"null", jsonPlaces(func(any) bool { return true }), func(doc []any, place string) {
			atKeys(doc, place, func(m *member) { m.value = nil })
		}, jsonPlaces(func(v any) bool { _, ok := v.([]any); return ok })},
		{"raise", jsonPlaces(isWhole), func(doc []any, place string) {
			atKeys(doc, place, func(m *member) {
				if isWhole(m.value) {
					n, _ := m.value.(json.Number).Int64()
					m.value = json.Number(fmt.Sprint(n + 1))
				}
			})
		}, nil},
		{"double", jsonPlaces(isRecords), func(doc []any, place string) {
			atKeys(doc, place, func(m *member) {
				if list, ok := m.value.([]any); ok {
					m.value = doubled(list)
				}
			})
		}, nil},
	}, do)
}

// isRecords tells a list of records from one where the place of a number or a
// text says what it is of.
func isRecords(v any) bool {
	list, ok := v.([]any)
	return ok && slices.ContainsFunc(list, func(e any) bool { _, ok := e.(object); return ok })
}

func isText(v any) bool { _, ok := v.(string); return ok }

func isWhole(v any) bool {
	n, ok := v.(json.Number)
	if !ok {
		return false
	}
	_, err := n.Int64()
	return err == nil
}

func doubled[T any](list []T) []T {
	twice := make([]T, 0, 2*len(list))
	for _, e := range list {
		twice = append(twice, e, e)
	}
	return twice
}

// jsonPlaces lists the paths of keys whose value is as wanted.
func jsonPlaces(wanted func(v any) bool) func(doc []any) []string {
	return func(doc []any) (places []string) {
		known := map[string]bool{}
		for _, v := range doc {
			walkMembers(v, "", func(path string, m *member) {
				if wanted(m.value) && !known[path] {
					known[path] = true
					places = append(places, path)
				}
			})
		}
		return places
	}
}

func atKeys(doc []any, place string, do func(m *member)) {
	for _, v := range doc {
		walkMembers(v, "", func(path string, m *member) {
			if path == place {
				do(m)
			}
		})
	}
}

// walkMembers visits each member of each object, at the path of its key.
func walkMembers(v any, at string, visit func(path string, m *member)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			walkMembers(e, at, visit)
		}
	case object:
		for i := range v {
			path := strings.TrimPrefix(at+"\x00"+v[i].key, "\x00")
			inner := v[i].value
			visit(path, &v[i])
			walkMembers(inner, path, visit)
		}
	}
}
