package reader

import "bytes"

// heldBytes bounds what is held back at a time of all objects that are open.
const heldBytes = 16 << 20

// held is a member that waits for others to be read before it.
type held struct {
	key  string
	raw  []byte
	line int
}

// ordered reads an object of which some members are read before the others.
func (n *node[T]) ordered(j *JSON, t *T) {
	var waiting []held
	missing, seen := n.firsts, make([]bool, len(n.members))
	before := j.held
	release := func() {
		for _, h := range waiting {
			if j.s.err != nil {
				return
			}
			inner := j.of(h)
			m := n.member(h.key)
			m.begin(h.key, inner, t)
			m.json(inner, t)
			if err := inner.Err(); err != nil {
				j.s.stop(err)
			}
		}
		waiting, j.held = nil, before
	}
	for key := range j.Fields() {
		m, i := n.member(key), n.index(key)
		switch {
		case m == nil:
			continue
		case i >= 0 && n.members[i].first:
			if !seen[i] {
				seen[i] = true
				missing--
			}
		case missing > 0:
			waiting = append(waiting, j.hold(key))
			continue
		}
		m.begin(key, j, t)
		if m.json(j, t); missing == 0 {
			release()
		}
	}
	release()
}

// hold keeps the current value to be read later.
func (j *JSON) hold(key string) held {
	h := held{key: key, line: j.Line()}
	h.raw = bytes.Clone(j.Raw())
	j.held += len(h.raw)
	tooLong := fault(j.s.path, h.line, "%.40q stands before what it is read by, and is too long to be held back", key)
	switch {
	case j.s.tooLong:
		j.s.err = tooLong
	case j.held > heldBytes:
		j.s.stop(tooLong)
	}
	return h
}

// of starts a cursor over a value that was held back.
func (j *JSON) of(h held) *JSON {
	s := newStream(bytes.NewReader(h.raw), j.s.path, len(h.raw), tokenBytes)
	s.line = h.line
	return &JSON{s: s, pending: true, held: j.held, lists: j.lists, used: j.used}
}
