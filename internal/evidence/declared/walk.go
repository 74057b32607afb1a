package declared

import (
	"regexp"
	"strings"

	"signoff/internal/reader"
)

func walkJSON(r *run) {
	j := r.in.JSON()
	r.cursor = j
	r.json(j, r.root)
}

func walkJSONLines(r *run) {
	j := r.in.JSON()
	r.cursor = j
	for range j.Values() {
		r.json(j, r.root)
	}
}

// json reads the current value. On the way to the records it must be what
// `each` says; elsewhere it is what it is.
func (r *run) json(j *reader.JSON, n *node) {
	line := j.Line()
	r.enter(n)
	kind := j.Kind()
	switch {
	case n.next == elements || n.next == "" && kind == '[' && n.kid(elements) != nil:
		for range j.Items() {
			r.json(j, n.kid(elements))
		}
	case n.next != "" || kind == '{' && len(n.kids) > 0:
		r.object(j, n, line)
	case n.takes():
		r.take(n, j.Text(), line)
	}
	if n.record {
		r.give(line)
	}
}

func (r *run) object(j *reader.JSON, n *node, line int) {
	found := n.next == "" || n.next == anyKey || n.optional
	for key := range j.Fields() {
		found = found || key == n.next
		if below := n.kid(key); below != nil {
			r.json(j, below)
		}
	}
	if !found && !r.stopped() {
		r.fail(line, "expected the key %q, found none", n.next)
	}
}

func walkXML(r *run) {
	x := r.in.XML()
	r.cursor = x
	for name := range x.Elements() {
		if name != r.root.next && r.root.next != anyKey {
			x.Fail("expected the element %s, found %.40q", r.root.next, name)
			return
		}
		r.element(x, r.root.kid(name))
	}
}

func (r *run) element(x *reader.XML, n *node) {
	line := x.Line()
	r.enter(n)
	for _, k := range n.kids {
		if name, ok := strings.CutPrefix(k.name, "@"); ok {
			r.take(k.node, x.Attr(name), line)
		}
	}
	if n.takes() {
		r.take(n, x.Text(), line)
	} else {
		r.inside(x, n, line)
	}
	if n.record {
		r.give(line)
	}
}

// inside reads the children of an element. Those on the way to the records
// must be there; of the records themselves there may be none.
func (r *run) inside(x *reader.XML, n *node, line int) {
	found := n.next == "" || n.next == anyKey || n.optional || n.kid(n.next).record
	for name := range x.Elements() {
		found = found || name == n.next
		if below := n.kid(name); below != nil {
			r.element(x, below)
		}
	}
	if !found && !r.stopped() {
		r.fail(line, "expected the element %s, found none", n.next)
	}
}

func walkCSV(r *run) {
	c := r.in.CSV()
	r.cursor = c
	for _, k := range r.root.kids {
		if !c.Has(k.name) && c.Err() == nil {
			r.fail(1, "%s", missing("column", k.name, c.Columns()))
		}
	}
	for range c.Rows() {
		r.enter(r.root)
		for _, k := range r.root.kids {
			r.take(k.node, c.Get(k.name), c.Line())
		}
		r.give(c.Line())
	}
}

// patterns are the regular expressions of a reader of lines: those of records,
// the one that must be there, and those that say nothing.
type patterns struct{ each, end, ignore *regexp.Regexp }

func walkLines(r *run) {
	l := r.in.Lines()
	r.cursor = l
	ended := r.text.end == nil
	for range l.All() {
		text := l.Text()
		r.enter(r.root)
		switch {
		case strings.TrimSpace(text) == "":
		case r.matches(r.text.each, text, l.Line()):
			r.give(l.Line())
		case r.matches(r.text.end, text, l.Line()):
			ended = true
		case !r.matches(r.text.ignore, text, l.Line()):
			l.Fail("expected a line that each, end or ignore matches, found %.80q", text)
		}
	}
	if !ended && !r.stopped() {
		l.Fail("expected a line that end matches, found the end of the file: it may be cut off")
	}
}

// matches takes the groups of a pattern from a line that it matches.
func (r *run) matches(pattern *regexp.Regexp, text string, line int) bool {
	if pattern == nil {
		return false
	}
	groups := pattern.FindStringSubmatch(text)
	if groups == nil {
		return false
	}
	for _, k := range r.root.kids {
		if i := pattern.SubexpIndex(k.name); i > 0 {
			r.take(k.node, groups[i], line)
		}
	}
	return true
}
