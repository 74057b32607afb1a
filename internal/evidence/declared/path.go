package declared

import (
	"errors"
	"slices"
	"strings"

	"signoff/internal/lazy"
)

// path is where something stands in a file: steps from the document or from a
// record, after going up to what encloses the record.
type path struct {
	up    int
	steps []string
	// optional steps of `each` may be missing.
	optional []bool
}

// The steps of a path that are not names. An attribute is a step with an @.
const (
	elements = "[]" // of a list
	anyKey   = "*"
)

var (
	jsonPart = lazy.Regexp(`^([^\[\]?]*)(\??)((?:\[\])*)$`)
	xmlPart  = lazy.Regexp(`^(@?[\pL_][\pL\pN_.-]*|\*)$`)
)

const maxSteps = 64

// jsonPath reads results[].issues?[], location.file, ../file or "." for the
// value itself.
func jsonPath(text string) (path, error) {
	var p path
	text = p.climb(text)
	if text == "." {
		return p, nil
	}
	for i, part := range strings.Split(text, ".") {
		m := jsonPart().FindStringSubmatch(part)
		if m == nil || m[1] == "" && (i > 0 || m[3] == "" || m[2] != "") {
			return p, errors.New("expected a path such as results[].location.file")
		}
		if m[1] != "" {
			p.steps, p.optional = append(p.steps, m[1]), append(p.optional, m[2] != "")
		}
		for range len(m[3]) / len(elements) {
			p.steps, p.optional = append(p.steps, elements), append(p.optional, false)
		}
	}
	return p, nil
}

// xmlPath reads report/file?/error, location/@line, ../@name or "." for the
// text of the element itself.
func xmlPath(text string) (path, error) {
	var p path
	text = p.climb(text)
	if text == "." {
		return p, nil
	}
	parts := strings.Split(text, "/")
	for i, part := range parts {
		step, optional := strings.CutSuffix(part, "?")
		if !xmlPart().MatchString(step) || step[0] == '@' && i < len(parts)-1 {
			return p, errors.New("expected a path such as report/file/error or location/@line")
		}
		p.steps, p.optional = append(p.steps, step), append(p.optional, optional)
	}
	return p, nil
}

// namePath reads the name of a column or of a group.
func namePath(text string) (path, error) {
	return path{steps: []string{text}, optional: []bool{false}}, nil
}

func (p *path) climb(text string) string {
	for strings.HasPrefix(text, "../") {
		p.up++
		text = text[len("../"):]
	}
	return text
}

// node is one place of a file, with what is taken there and the places below
// it that matter.
type node struct {
	kids     []kid
	slots    []int  // values of records that stand here
	facts    []want // facts about the file that stand here
	resets   []int  // slots that begin anew with each visit
	record   bool   // a record ends here
	next     string // the step on the way to the records, "" off it and at its end
	optional bool   // next may be missing
}

type kid struct {
	name string
	node *node
}

// kid is the place of a key or element, nil when nothing of it matters.
func (n *node) kid(name string) *node {
	var any *node
	for _, k := range n.kids {
		switch {
		case k.name == name:
			return k.node
		case k.name == anyKey && name != elements:
			any = k.node
		}
	}
	return any
}

// at finds or makes the place at the end of some steps.
func (n *node) at(steps []string) *node {
	for _, step := range steps {
		i := slices.IndexFunc(n.kids, func(k kid) bool { return k.name == step })
		if i < 0 {
			i = len(n.kids)
			n.kids = append(n.kids, kid{step, &node{}})
		}
		n = n.kids[i].node
	}
	return n
}

// takes says whether the text of the place itself is expected.
func (n *node) takes() bool { return len(n.slots)+len(n.facts) > 0 }

// clash says whether some element gives both its text and what stands inside
// it, which one pass can't.
func (n *node) clash() bool {
	for _, k := range n.kids {
		if n.takes() && k.name[0] != '@' || k.node.clash() {
			return true
		}
	}
	return false
}

// trail marks the way to the records and gives the places that enclose them,
// from the innermost out; the record itself comes first.
func (n *node) trail(each path) []*node {
	var around []*node
	for i, step := range each.steps {
		n.next, n.optional = step, each.optional[i]
		if step != elements {
			around = append(around, n)
		}
		n = n.at(each.steps[i : i+1])
	}
	n.record = true
	around = append(around, n)
	slices.Reverse(around)
	return around
}
