package declared

import (
	"fmt"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
	"signoff/internal/tree"
)

// Formats lists the format `records`, once for each kind of evidence: the
// first line of a file says which of them it is.
var Formats = neutralFormats()

func neutralFormats() []reader.Format {
	list := make([]reader.Format, len(kinds))
	for i, kind := range kinds {
		list[i] = reader.Format{
			Name:        "records",
			Doc:         fmt.Sprintf("Neutral records of any program, as JSON lines that signoff schema records describes: about with evidence %s, then %s, then end. Severities and units are ours. Only by format: records.", kind, strings.Join(recordNames(kind), " or ")),
			Kind:        kind,
			NeedsFormat: true,
			Requests:    true,
			Claims: func(h *reader.Head) bool {
				return h.JSON() && h.Text("kind") == "about" && h.Text("evidence") == kind.String()
			},
			Read: func(in *reader.Input, s *tally.Sink) error {
				n := neutral{j: in.JSON(), s: s, kind: kind}
				return n.read()
			},
		}
	}
	return list
}

// neutral reads the lines of one file of records.
type neutral struct {
	j     *reader.JSON
	s     *tally.Sink
	kind  fact.Kind
	line  int // of the current record
	pairs []pair
	draft draft
	count int64 // records between about and end
	begun bool
	ended bool
	vex   bool
}

// pair is a key with its value. Records are filled once their line is read,
// since `kind` may stand anywhere in it.
type pair struct {
	key   string
	kind  byte
	text  string
	texts []string
}

func (n *neutral) read() error {
	for range n.j.Values() {
		last := n.line
		n.line = n.j.Line()
		n.pairs = n.pairs[:0]
		for key := range n.j.Fields() {
			n.pairs = append(n.pairs, n.pair(key))
		}
		if n.line == last || n.j.Line() != n.line {
			n.j.Fail("expected one record a line")
		}
		if n.j.Err() == nil {
			n.record()
		}
	}
	if n.j.Err() == nil && !n.ended {
		n.j.Fail("expected the record end, found the end of the file: it may be cut off")
	}
	if n.kind == fact.Inventory && !n.vex {
		n.s.Bill()
	}
	return n.j.Err()
}

func (n *neutral) pair(key string) pair {
	p := pair{key: key, kind: n.j.Kind()}
	switch p.kind {
	case '[':
		for range n.j.Items() {
			if n.j.Kind() != '"' {
				p.kind = 0 // not a list of texts
				continue
			}
			p.texts = append(p.texts, n.j.Text())
		}
	case '{', 'n':
	default:
		p.text = n.j.Text()
	}
	return p
}

// record fills the record of the current line, and gives it on.
func (n *neutral) record() {
	r := n.named()
	if r == nil || !n.inPlace(r) {
		return
	}
	n.draft = blank
	var set uint64
	for _, p := range n.pairs {
		i := r.index(p.key)
		if p.key == "kind" {
			i = len(r.fields)
		}
		switch {
		case i < 0:
			n.j.Fail("unknown key %.40q in %s%s: expected %s", p.key, r.name, tree.Mean(p.key, r.names()), oneOf(r.names()))
			return
		case set&(1<<i) != 0:
			n.j.Fail("%s stands twice in one record", p.key)
			return
		}
		if set |= 1 << i; i == len(r.fields) {
			continue
		}
		if err := n.set(&r.fields[i], p); err != nil {
			n.j.Fail("%s", err)
			return
		}
	}
	if err := r.check(func(i int) bool { return set&(1<<i) != 0 }); err != nil {
		n.j.Fail("%s", err)
		return
	}
	n.give(r)
}

// named finds which record the current line holds.
func (n *neutral) named() *record {
	for _, p := range n.pairs {
		if p.key != "kind" {
			continue
		}
		r := recordNamed(p.text)
		if r == nil {
			known := recordNames(fact.NoKind)
			n.j.Fail("unknown kind %.40q%s: expected %s", p.text, tree.Mean(p.text, known), oneOf(known))
		}
		return r
	}
	n.j.Fail("expected a record with its kind, found none")
	return nil
}

// inPlace holds the order of a file: about, records of one kind, end.
func (n *neutral) inPlace(r *record) bool {
	switch {
	case n.ended:
		n.j.Fail("expected nothing after the record end, found %s", r.name)
	case n.begun == (r.name == "about"):
		n.j.Fail("expected the record about first, and once, found %s", r.name)
	case r.kind != fact.NoKind && r.kind != n.kind:
		n.j.Fail("expected %s, as about says that this is %s evidence, found %s", strings.Join(recordNames(n.kind), " or "), n.kind, r.name)
	default:
		return true
	}
	return false
}

func (n *neutral) set(f *field, p pair) error {
	if !strings.ContainsRune(f.starts, rune(p.kind)) || f.required && p.kind == '"' && p.text == "" {
		return fmt.Errorf("expected %s for %s", beginnings[f.starts], f.name)
	}
	if !f.many {
		return f.set(&n.draft, p.text)
	}
	for _, text := range p.texts {
		if err := f.set(&n.draft, text); err != nil {
			return err
		}
	}
	return nil
}

// beginnings names what a value of JSON is by how it begins.
var beginnings = map[string]string{`"`: "a text", "0": "a number", "tf": "true or false", "[": "a list of texts"}

func (n *neutral) give(r *record) {
	switch d := &n.draft; r.name {
	case "about":
		if n.begun = true; d.about.evidence != n.kind {
			n.j.Fail("expected %s evidence, found %s", n.kind, d.about.evidence)
		}
	case "end":
		n.s.None()
		if n.ended = true; d.records != n.count {
			n.j.Fail("expected the %d records that end counts, found %d", d.records, n.count)
		}
	default:
		n.count++
		n.vex = n.vex || r.name == "vex"
	}
	r.give(&n.draft, n.line, n.s)
}
