package reader

import (
	"fmt"
	"strconv"
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
//	locations[0].path       of the first element of an array; not in XML
//	packages.*.errors       of each member, whatever its name
//	packages.*.@            that name itself, before its value is read
//	file.@line              an attribute in XML; in JSON, a member named "@line"
//	suites[].^title         a member that is read before the others around it
//	""                      the value itself
//
// Since the order of keys means nothing in JSON, what others are read by is
// marked with ^: those that stand before it are held back until it was read, as
// far as they have room in memory, else the file is refused with their name.
//
// Where a JSON value may have several shapes, each has its path: of "begin" and
// "begin.line", the second reads an object and the first anything else. Null
// has neither members nor elements. Attributes are read before what is inside,
// in the order of the layout; one that is not there is not read. An element
// that has a reader of its own is read by it, also where paths lead into it.
//
// What nests in itself is read by a variable that its own layout names; the
// function around it waits until the variable is set, since a layout takes its
// readers when it is made:
//
//	var folder func(v Value, t *T)
//	inside := func(v Value, t *T) { folder(v, t) }
//	folder = Layout[T]{{"@name", name}, {"folder", inside}, {"file", file}}.Reader()
//
// The cursors bound how deep that goes. What belongs to the value that is read
// and not to all around it gets a type of its own: a layout of that type, made
// once, whose reader is handed a fresh one each time:
//
//	read := Layout[branch]{{"count", count}, {"excluded", excluded}}.Reader()
//	each := func(v Value, t *T) {
//		var b branch
//		read(v, &b)
//		t.add(b)
//	}
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

// Read reads a file that is one JSON or XML document.
func (l Layout[T]) Read(in *Input, t *T) error {
	v := in.Value()
	l.Reader()(v, t)
	return v.Err()
}

// ReadEach reads each document of a file of JSON: lines, arrays of documents,
// or both.
func (l Layout[T]) ReadEach(in *Input, t *T) error {
	document := l.Reader()
	j := in.JSON()
	each := Layout[T]{{"", document}, {"[]", func(v Value, t *T) {
		j.lists-- // a list of documents is none of records
		document(v, t)
		j.lists++
	}}}.Reader()
	for range j.Values() {
		each(j, t)
	}
	return j.Err()
}

// node is what a layout knows of one place.
type node[T any] struct {
	read     func(Value, *T)
	name     func(Value, *T) // reads the name of the member
	members  []branch[T]
	attrs    int        // how many of them are attributes, were it an element
	firsts   int        // how many of them are read before the others
	any      *node[T]   // any other member
	elements []*node[T] // by their number
	each     *node[T]   // any other element
}

type branch[T any] struct {
	name  string
	first bool
	*node[T]
}

// find gives the place of the reader for a path.
func (n *node[T]) find(path string) *func(Value, *T) {
	if path == "" {
		return &n.read
	}
	key, rest := path, ""
	if i := strings.IndexAny(path[1:], ".["); i >= 0 {
		key, rest = path[:i+1], strings.TrimPrefix(path[i+1:], ".")
	}
	if key == "@" {
		return &n.name
	}
	name, first := strings.CutPrefix(key, "^")
	next := n.at(name)
	if i := n.index(name); first && !n.members[i].first {
		n.members[i].first = true
		n.firsts++
	}
	if *next == nil {
		*next = &node[T]{}
	}
	return (*next).find(rest)
}

// at gives the place of the node for a key.
func (n *node[T]) at(key string) **node[T] {
	switch {
	case key == "*":
		return &n.any
	case key == "[]":
		return &n.each
	case key[0] == '[':
		i, _ := strconv.Atoi(strings.Trim(key, "[]"))
		for len(n.elements) <= i {
			n.elements = append(n.elements, nil)
		}
		return &n.elements[i]
	}
	if i := n.index(key); i >= 0 {
		return &n.members[i].node
	}
	if key[0] == '@' {
		n.attrs++
	}
	n.members = append(n.members, branch[T]{name: key})
	return &n.members[len(n.members)-1].node
}

// index finds a member that the layout names, -1 when it names none so.
func (n *node[T]) index(name string) int {
	for i := range n.members {
		if n.members[i].name == name {
			return i
		}
	}
	return -1
}

// member gives the node for the member of a name, nil when there is none.
func (n *node[T]) member(name string) *node[T] {
	if i := n.index(name); i >= 0 {
		return n.members[i].node
	}
	return n.any
}

// element gives the node for an element of an array, nil when there is none.
func (n *node[T]) element(i int) *node[T] {
	if i < len(n.elements) && n.elements[i] != nil {
		return n.elements[i]
	}
	return n.each
}

func (n *node[T]) value(v Value, t *T) {
	switch v := v.(type) {
	case *JSON:
		n.json(v, t)
	case *xmlValue:
		if len(v.x.open) > 0 {
			n.xml(v, t)
			return
		}
		for range v.x.Elements() {
			n.xml(v, t)
		}
	default:
		if n.read != nil {
			n.read(v, t)
		}
	}
}

// json reads a value by the paths that lead into what it is, else by its own
// reader; when it has none, those paths say what is asked for.
func (n *node[T]) json(j *JSON, t *T) {
	kind := j.Kind()
	if kind == 'n' && (n.each != nil || n.any != nil) {
		j.use() // null stands for an empty list
	}
	array := n.each != nil || n.elements != nil
	object := n.any != nil || n.members != nil
	switch {
	case array && (kind == '[' || n.read == nil && !object):
		for i := range j.Items() {
			if e := n.element(i); e != nil {
				e.json(j, t)
			}
		}
	case object && n.firsts > 0 && (kind == '{' || n.read == nil):
		n.ordered(j, t)
	case object && (kind == '{' || n.read == nil):
		n.unordered(j, t)
	case n.read != nil:
		n.read(j, t)
	}
}

// unordered reads the members of an object as they come. Where any name will
// do, they are a list.
func (n *node[T]) unordered(j *JSON, t *T) {
	empty := n.any != nil
	for key := range j.Fields() {
		m := n.member(key)
		if empty = false; m == nil {
			continue
		}
		m.begin(key, j, t)
		if m != n.any {
			m.json(j, t)
			continue
		}
		j.lists++
		m.json(j, t)
		j.lists--
	}
	if empty {
		j.use()
	}
}

// xml reads the current element: its attributes, then either all of it by its
// own reader, or its children.
func (n *node[T]) xml(v *xmlValue, t *T) {
	for i := 0; n.attrs > 0 && i < len(n.members); i++ {
		if m := &n.members[i]; m.name[0] == '@' && m.read != nil {
			if attribute, ok := v.attribute(m.name[1:]); ok {
				m.read(attribute, t)
			}
		}
	}
	switch {
	case n.read != nil:
		n.read(v, t)
	case n.each != nil || n.any != nil || len(n.members) > n.attrs:
		for name := range v.x.Elements() {
			m := n.member(name)
			if m == nil {
				m = n.each
			}
			if m != nil {
				m.begin(name, v.x, t)
				m.xml(v, t)
			}
		}
	}
}

// begin reads the name of a member.
func (n *node[T]) begin(name string, at texter, t *T) {
	if n.name != nil {
		n.name(&literal{&named{name, at}}, t)
	}
}
