package reader

import (
	"fmt"
	"strings"
)

// Layout says where the members of a record stand and how each is read: a
// table of paths and setters. It reads JSON and XML alike, in one pass and in
// the order of the file; what it does not name is skipped, and still checked.
//
// A path is names joined by dots, from the value that the layout reads:
//
//	artifact.name           a member of a member, an element in an element
//	matches[].severity      of each element of an array; in XML, each child
//	packages.*.errors       of each member, whatever its name
//	packages.*.@            that name itself, before its value is read
//	file.@line              an attribute in XML; in JSON, a member named "@line"
//	""                      the value itself
//
// Where a JSON value may have several shapes, each has its path: of "begin" and
// "begin.line", the second reads an object and the first anything else. Null
// has neither members nor elements. An attribute that is not there is not read.
type Layout[T any] []struct {
	Path string
	Read func(v Value, t *T) // reads what stands there into a T
}

// Reader prepares the layout and gives the function that reads one value by it,
// which is itself what may stand behind a path. That a path stands in a layout
// twice is a mistake in the program, and panics.
func (l Layout[T]) Reader() func(v Value, t *T) {
	root := &node[T]{}
	for _, m := range l {
		place := root.find(m.Path)
		if *place != nil {
			panic(fmt.Sprintf("the path %q stands twice in a layout", m.Path))
		}
		*place = m.Read
	}
	return root.value
}

// node is what a layout knows of one place.
type node[T any] struct {
	read    func(Value, *T)
	name    func(Value, *T) // reads the name of the member
	items   *node[T]
	members []branch[T]
	attrs   []branch[T] // of an element: those members whose name begins with @
	other   *node[T]    // any other member
}

type branch[T any] struct {
	name string
	*node[T]
}

// find gives the place of the reader for a path.
func (n *node[T]) find(path string) *func(Value, *T) {
	if path == "" {
		return &n.read
	}
	key, rest := path, ""
	if strings.HasPrefix(path, "[]") {
		key, rest = path[:2], path[2:]
	} else if i := strings.IndexAny(path, ".["); i >= 0 {
		key, rest = path[:i], path[i:]
	}
	if key == "@" {
		return &n.name
	}
	return n.at(key).find(strings.TrimPrefix(rest, "."))
}

// at gives the node of a key, a new one when there is none.
func (n *node[T]) at(key string) *node[T] {
	place := &n.other
	switch key {
	case "*":
	case "[]":
		place = &n.items
	default:
		if known := n.member(key); known != nil && known != n.other {
			return known
		}
		b := branch[T]{key, &node[T]{}}
		n.members = append(n.members, b)
		if key[0] == '@' {
			n.attrs = append(n.attrs, branch[T]{key[1:], b.node})
		}
		return b.node
	}
	if *place == nil {
		*place = &node[T]{}
	}
	return *place
}

// member gives the node that reads the member of a name, nil when none does.
func (n *node[T]) member(name string) *node[T] {
	for i := range n.members {
		if n.members[i].name == name {
			return n.members[i].node
		}
	}
	return n.other
}

func (n *node[T]) value(v Value, t *T) {
	switch v := v.(type) {
	case *JSON:
		n.json(v, t)
	case *xmlValue:
		if len(v.x.open) > 0 {
			n.element(v, t)
			return
		}
		for range v.x.Elements() {
			n.element(v, t)
		}
	default:
		if n.read != nil {
			n.read(v, t)
		}
	}
}

func (n *node[T]) json(j *JSON, t *T) {
	switch kind := j.Kind(); {
	case n.items != nil && (kind == '[' || n.read == nil && n.other == nil && n.members == nil):
		for range j.Items() {
			n.items.json(j, t)
		}
	case (n.other != nil || n.members != nil) && (kind == '{' || n.read == nil):
		for key := range j.Fields() {
			m := n.member(key)
			if m == nil {
				continue
			}
			if m.name != nil {
				m.name(&literal{&named{key, j}}, t)
			}
			m.json(j, t)
		}
	case n.read != nil:
		n.read(j, t)
	}
}

// element reads the current element: its attributes, then either its text or
// its children.
func (n *node[T]) element(e *xmlValue, t *T) {
	for i := range n.attrs {
		if a := &n.attrs[i]; a.read != nil {
			if v, ok := e.attribute(a.name); ok {
				a.read(v, t)
			}
		}
	}
	switch {
	case n.read != nil:
		n.read(e, t)
	case n.items != nil || n.other != nil || len(n.members) > len(n.attrs):
		for name := range e.x.Elements() {
			m := n.member(name)
			if m == nil {
				m = n.items
			}
			if m == nil {
				continue
			}
			if m.name != nil {
				m.name(&literal{&named{name, e.x}}, t)
			}
			m.element(e, t)
		}
	}
}
