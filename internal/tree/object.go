package tree

import "strings"

// Key is one key that a mapping may have: the table of a mapping's keys reads
// it, checks it, documents it and gives its JSON Schema.
type Key struct {
	Name, Doc string
	// Default says what holds where the key is left out, and Example is a value
	// as it may stand in the file; both are for readers, and may be empty.
	Default, Example string
	Shape            Shape
	Required         bool
}

// Shape is what a value must be, as code that reads it and as JSON Schema.
type Shape struct {
	Schema func() map[string]any
	Read   func(Node)
}

// Object reads a mapping by the table of its keys. Unknown keys, missing
// required ones and a value that is not a mapping are faults that name what is
// read ("criterion"). Values in instead, by key, are read in place of what
// stands in the mapping or besides it; a null among them, or no value, takes the
// key away.
func (n Node) Object(what string, keys []Key, instead map[string]Node) {
	if n.Refused() {
		return
	}
	if !n.IsMapping() {
		n.Expected("a mapping with the keys of " + what)
		return
	}
	seen := make(map[string]bool, len(keys))
	read := func(name, value Node) {
		key := named(keys, name.yaml.Value)
		if key == nil {
			name.Fail("unknown key %q in %s%s", name.yaml.Value, what, Mean(name.yaml.Value, names(keys))).Hint = "known keys: " + strings.Join(names(keys), ", ")
			return
		}
		other, replaced := instead[key.Name]
		if replaced {
			value = other
		}
		if !value.Exists() || replaced && value.IsNull() {
			return
		}
		seen[key.Name] = true
		key.Shape.Read(value)
	}
	n.Pairs(read)
	for _, key := range keys {
		if value, ok := instead[key.Name]; ok && !seen[key.Name] && value.Exists() && !value.IsNull() {
			seen[key.Name] = true
			key.Shape.Read(value)
		}
	}
	for _, key := range keys {
		if key.Required && !seen[key.Name] {
			n.Fail("expected %q in %s, found none", key.Name, what).Hint = key.Name + ": " + key.Doc
		}
	}
}

// Lookup is the value of a key of a mapping, the zero Node when it has none.
func (n Node) Lookup(name string) Node {
	var found Node
	if n.IsMapping() {
		n.Pairs(func(key, value Node) {
			if key.yaml.Value == name {
				found = value
			}
		})
	}
	return found
}

func named(keys []Key, name string) *Key {
	for i := range keys {
		if keys[i].Name == name {
			return &keys[i]
		}
	}
	return nil
}

func names(keys []Key) []string {
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = key.Name
	}
	return list
}
