package tree

import (
	"math/big"
	"strconv"
	"strings"

	"signoff/internal/lazy"
)

// Text reads any text that is not empty; numbers and dates are texts too.
func Text(into *string) Shape {
	return Shape{Schema: textSchema, Read: func(n Node) { *into, _ = n.Text() }}
}

// Texts reads one text or a list of them.
func Texts(into *[]string) Shape {
	return Shape{
		Schema: func() map[string]any { return oneOrMore(textSchema()) },
		Read: func(n Node) {
			n.OneOrMore(func(item Node) {
				if text, ok := item.Text(); ok {
					*into = append(*into, text)
				}
			})
		},
	}
}

// Flag reads true or false.
func Flag(into *bool) Shape {
	return Shape{
		Schema: func() map[string]any { return map[string]any{"type": "boolean"} },
		Read: func(n Node) {
			switch text := n.Raw(); {
			case n.Refused():
			case text == "true" || text == "false":
				*into = text == "true"
			default:
				n.Expected("true or false")
			}
		},
	}
}

// Whole reads a whole number from least up.
func Whole(into *int, least int) Shape {
	return Shape{
		Schema: func() map[string]any { return map[string]any{"type": "integer", "minimum": least} },
		Read: func(n Node) {
			i, err := strconv.ParseInt(n.Raw(), 10, 32)
			if n.Refused() {
				return
			}
			if err != nil || int(i) < least {
				n.Expected("a whole number of " + strconv.Itoa(least) + " or more")
				return
			}
			*into = int(i)
		},
	}
}

var fraction = lazy.Regexp(`^\d{1,9}(\.\d{1,9}|/\d{1,9})?$`)

// Fraction reads a number that is not negative, exactly: 2, 0.5 or 1/2.
func Fraction(into **big.Rat) Shape {
	return Shape{
		Schema: func() map[string]any {
			return map[string]any{"type": []any{"number", "string"}, "minimum": 0, "pattern": fraction().String()}
		},
		Read: func(n Node) {
			if n.Refused() {
				return
			}
			// The pattern comes first: an exponent could ask for any memory.
			if fraction().MatchString(n.Raw()) {
				if r, ok := new(big.Rat).SetString(n.Raw()); ok {
					*into = r
					return
				}
			}
			n.Expected("a number such as 2, 0.5 or 1/2")
		},
	}
}

// Word reads one of the known words.
func Word(into *string, known ...string) Shape {
	return Shape{
		Schema: func() map[string]any { return map[string]any{"enum": known} },
		Read: func(n Node) {
			text, ok := n.Text()
			if !ok {
				return
			}
			for _, k := range known {
				if k == text {
					*into = text
					return
				}
			}
			e := n.Expected(strings.Join(known, " or "))
			e.Msg += Mean(text, known)
		},
	}
}

// Words reads one of the known words, or a list of them.
func Words(into *[]string, known ...string) Shape {
	return Shape{
		Schema: func() map[string]any { return oneOrMore(map[string]any{"enum": known}) },
		Read: func(n Node) {
			n.OneOrMore(func(item Node) {
				word := ""
				if Word(&word, known...).Read(item); word != "" {
					*into = append(*into, word)
				}
			})
		},
	}
}

// Keep takes the value as it is, to be read later; the schema says what it must
// be.
func Keep(into *Node, schema func() map[string]any) Shape {
	return Shape{Schema: schema, Read: func(n Node) { *into = n }}
}

// One reads a mapping into a new T by the table of its keys.
func One[T any](what string, keys func(*T, Node) []Key, into **T) Shape {
	return Shape{
		Schema: func() map[string]any { return ObjectSchema(keys(new(T), Node{})) },
		Read: func(n Node) {
			value := new(T)
			n.Object(what, keys(value, n), nil)
			*into = value
		},
	}
}

// Each reads a list of mappings, each into a new T by the table of its keys.
func Each[T any](what string, keys func(*T, Node) []Key, into *[]*T) Shape {
	return Shape{
		Schema: func() map[string]any {
			return map[string]any{"type": "array", "items": ObjectSchema(keys(new(T), Node{}))}
		},
		Read: func(n Node) {
			n.Items(func(item Node) {
				var value *T
				One(what, keys, &value).Read(item)
				if item.IsMapping() {
					*into = append(*into, value)
				}
			})
		},
	}
}

// ObjectSchema is the JSON Schema of a mapping with these keys and no other.
func ObjectSchema(keys []Key) map[string]any {
	properties := make(map[string]any, len(keys))
	required := []string{}
	for _, key := range keys {
		schema := key.Shape.Schema()
		schema["description"] = key.Doc
		if key.Default != "" {
			schema["description"] = key.Doc + "; unless declared: " + key.Default
		}
		properties[key.Name] = schema
		if key.Required {
			required = append(required, key.Name)
		}
	}
	schema := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

func textSchema() map[string]any {
	return map[string]any{"type": []any{"string", "number", "boolean"}}
}

func oneOrMore(item map[string]any) map[string]any {
	return map[string]any{"anyOf": []any{item, map[string]any{"type": "array", "items": item, "minItems": 1}}}
}
