package reader

import (
	"bytes"
	"maps"
	"slices"
	"strings"
)

// shape is what the head knows of a JSON value: its members by key, its
// elements taken together, and its first text when it is a scalar. Of several
// values at one place the first decides the kind.
type shape struct {
	kind   byte
	text   string
	fields map[string]*shape
	items  *shape
}

const (
	shapeDepth = 16
	shapeSize  = 8192 // places that are remembered
)

func (h *Head) scanJSON(text []byte) {
	j := &JSON{s: h.cursor(text)}
	root, values := &shape{}, 0
	sketch := sketch{j: j, root: root, left: shapeSize}
	for range j.Values() {
		// A document that is cut off is still one; a message after it is not.
		if j.Kind() != 0 {
			values++
		}
		sketch.add(root, shapeDepth)
	}
	// Text may begin as JSON does: "[2026-01-02] started", "3 passed". It takes
	// a key to make a damaged document of it, and a container to make one of
	// several values.
	cut := j.s.err != nil && !h.Whole && j.s.ran
	damaged := j.s.err != nil && !cut
	if damaged && !sketch.keyed || root.kind != '{' && root.kind != '[' && string(bytes.TrimSpace(text)) != "null" {
		return
	}
	h.shape, h.Container = root, JSONValue
	if values > 1 {
		h.Container = JSONLines
	}
}

// sketch fills shapes from a cursor.
type sketch struct {
	j     *JSON
	root  *shape
	left  int  // places that may be remembered, besides those of the root
	flat  bool // arrays are not levels
	keyed bool // some object had a key
}

// add adds the current value to what is known of its place.
func (k *sketch) add(at *shape, depth int) {
	kind := k.j.Kind()
	if at.kind == 0 || at.kind == 'n' {
		at.kind = kind
	}
	inner := depth - 1
	if k.flat && kind == '[' {
		inner = depth
	}
	if inner < 0 && (kind == '{' || kind == '[') {
		return
	}
	switch kind {
	case '{':
		for key := range k.j.Fields() {
			if k.j.s.err != nil {
				return
			}
			k.keyed = true
			if field := k.field(at, key); field != nil {
				k.add(field, inner)
			}
		}
	case '[':
		for range k.j.Items() {
			if k.j.Kind() == 0 {
				return
			}
			if at.items == nil {
				at.items = &shape{}
			}
			k.add(at.items, inner)
		}
	case '"', '0', 't', 'f':
		if text := k.j.Text(); at.text == "" {
			at.text = text
		}
	}
}

// field is the place of a key, nil when there are too many. Those of the root
// have room of their own, so that a long list before them does not hide them.
func (k *sketch) field(at *shape, key string) *shape {
	top := (at == k.root || at == k.root.items) && len(at.fields) < shapeSize
	if field := at.fields[key]; field != nil || k.left == 0 && !top {
		return field
	}
	if at.fields == nil {
		at.fields = map[string]*shape{}
	}
	if !top {
		k.left--
	}
	field := &shape{}
	at.fields[key] = field
	return field
}

// find calls visit for what stands at a path until it returns true: keys are
// separated by dots, * is any key, and [] stands for the elements of an array.
func (s *shape) find(path string, visit func(*shape) bool) bool {
	if s == nil {
		return false
	}
	if path = strings.TrimPrefix(path, "."); path == "" {
		return visit(s)
	}
	if rest, ok := strings.CutPrefix(path, "[]"); ok {
		return s.items.find(rest, visit)
	}
	key, rest := path, ""
	if i := strings.IndexAny(path, ".["); i >= 0 {
		key, rest = path[:i], path[i:]
	}
	if key != "*" {
		return s.fields[key].find(rest, visit)
	}
	for _, field := range s.fields {
		if field.find(rest, visit) {
			return true
		}
	}
	return false
}

// Has tells whether all these places of a JSON file were seen, whatever stands
// there: "runs[].results", "[].rule_id", "metrics._totals", "*.statementMap".
// Keys are separated by dots, * is any key, and [] stands for the elements of
// an array that has some. Of a file of several values each one is a root.
func (h *Head) Has(paths ...string) bool {
	for _, path := range paths {
		if !h.shape.find(path, func(*shape) bool { return true }) {
			return false
		}
	}
	return h.shape != nil
}

// Keys lists the keys of the object that a JSON file is, sorted.
func (h *Head) Keys() []string {
	if h.shape == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(h.shape.fields))
}

// Kind is what stands first at a path of a JSON file, as JSON.Kind tells it; 0
// when nothing was seen there. Of several kinds null yields to the others.
func (h *Head) Kind(path string) (kind byte) {
	h.shape.find(path, func(s *shape) bool { kind = s.kind; return true })
	return kind
}

// Text is the first scalar at a path of a JSON file, as text: "version",
// "[].type"; "" when there is none.
func (h *Head) Text(path string) (text string) {
	if strings.Contains(path, "*") {
		return ""
	}
	h.shape.find(path, func(s *shape) bool { text = s.text; return true })
	return text
}
