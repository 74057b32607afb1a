package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// ownTotal is how many of something an object says it lists, in the unit that the
// tool counts in, next to how many there are.
type ownTotal struct {
	what       string
	line       int
	n, listed  int64
	classes    int64 // of all severities
	said       bool
	rulesKnown map[string]bool // for what is counted once a rule
}

// total reads how many there are.
func (h *ownTotal) total(v reader.Value, _ *report) {
	h.line, h.n, h.said = v.Line(), whole(v), true
}

// class reads how many of one severity there are, which make up how many there
// are where no other total is said.
func (h *ownTotal) class(s fact.Severity) setter {
	return func(v reader.Value, r *report) {
		line, n := v.Line(), whole(v)
		r.sink.DeclaresOf(line, s, n)
		if !h.said {
			h.line = line
		}
		h.classes += n
	}
}

// one counts what was read.
func (h *ownTotal) one(reader.Value, *report) { h.listed++ }

// active counts a finding that is not suppressed.
func (h *ownTotal) active(_ reader.Value, r *report) {
	if !r.Suppressed {
		h.listed++
	}
}

// rule counts the rule of a finding, once.
func (h *ownTotal) rule(_ reader.Value, r *report) {
	if !h.rulesKnown[r.Rule] {
		if h.rulesKnown == nil {
			h.rulesKnown = map[string]bool{}
		}
		h.rulesKnown[r.Rule] = true
		h.listed++
	}
}

// within reads the object that says it, and holds at its end what it says.
func (h *ownTotal) within(read setter) setter {
	return func(v reader.Value, r *report) {
		outer := *h
		*h = ownTotal{what: h.what}
		read(v, r)
		if listed, n := h.listed, cmp.Or(h.n, h.classes); h.said || n > 0 {
			r.sink.Declares(h.line, h.what, n, func() int64 { return listed })
		}
		*h = outer
	}
}
