package declared

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
	"signoff/internal/tree"
)

// plan is a reader, checked and compiled. It is read only: several files may
// be read by it at once.
type plan struct {
	tool   string
	record *record
	root   *node
	forms  []form
	slots  []bool // whether each takes several texts
	clean  bool   // an empty file is a clean run
	named  bool   // the tool is named in the file
	text   patterns
	walk   func(*run)
}

// form makes one record of each place where there is one.
type form []want

// want is one field, and where its text comes from.
type want struct {
	field    *field
	slot     int // -1 for a constant
	constant string
	words    map[string]string
	unit     quantity.Unit // of a time that is not in seconds
}

// ignored is the word that leaves a record out.
const ignored = "ignore"

type cursor interface{ Err() error }

// run is the reading of one file.
type run struct {
	*plan
	in     *reader.Input
	sink   *tally.Sink
	cursor cursor
	values []value
	given  int // records so far
	draft  draft
	err    error
}

// value is what stands at the place of a slot.
type value struct {
	texts []string
	line  int
	since int // how many records were given when it began anew
}

func (p *plan) read(in *reader.Input, s *tally.Sink) error {
	r := &run{plan: p, in: in, sink: s, values: make([]value, len(p.slots))}
	if in.Head.Container == reader.Empty {
		r.empty()
		return r.err
	}
	if !p.named {
		s.Named(p.tool, "")
	}
	p.walk(r)
	// A tool that the file names comes first; Named keeps it.
	s.Named(p.tool, "")
	if p.record.name == "component" {
		s.Bill()
	}
	if err := r.cursor.Err(); r.err == nil {
		return err
	}
	return r.err
}

func (r *run) empty() {
	if !r.clean {
		r.fail(0, "the file is empty, which the reader does not call a clean run")
	}
	r.sink.Named(r.tool, "")
}

// fail keeps the first fault that the cursor does not know of.
func (r *run) fail(line int, format string, args ...any) {
	if r.err == nil {
		r.err = r.in.Errorf(line, format, args...)
	}
}

// enter begins the values of a place anew.
func (r *run) enter(n *node) {
	for _, slot := range n.resets {
		r.values[slot].texts, r.values[slot].since = r.values[slot].texts[:0], r.given
	}
}

// take keeps the text of a place. Nothing but space is not a text.
func (r *run) take(n *node, text string, line int) {
	text = strings.TrimSpace(text)
	if text == "" || r.stopped() {
		return
	}
	for _, slot := range n.slots {
		v := &r.values[slot]
		switch {
		case v.since != r.given:
			r.fail(line, "expected %.40q before the records that it belongs to, found it after", text)
		case len(v.texts) == 0 || r.slots[slot]:
			v.texts = append(v.texts, text)
			v.line = line
		}
	}
	for _, w := range n.facts {
		r.draft = blank
		if used, err := w.set(&r.draft, text); err != nil {
			r.fail(line, "%s", err)
		} else if used {
			giveFacts(&r.draft, line, r.sink)
		}
	}
}

func (r *run) stopped() bool { return r.err != nil || r.cursor.Err() != nil }

// give makes the records of one place.
func (r *run) give(line int) {
	r.given++
	for _, form := range r.forms {
		if r.stopped() {
			return
		}
		r.draft = blank
		if r.fill(form, line) {
			r.record.give(&r.draft, line, r.sink)
		}
	}
}

// fill sets the fields of one record, and says whether it counts.
func (r *run) fill(form form, line int) bool {
	for _, w := range form {
		texts, at := []string{w.constant}, line
		if w.slot >= 0 {
			texts, at = r.values[w.slot].texts, r.values[w.slot].line
		}
		if len(texts) == 0 && w.field.required {
			r.fail(line, "expected %s in %s, found none", w.field.name, r.record.name)
			return false
		}
		for _, text := range texts {
			if used, err := w.set(&r.draft, text); err != nil || !used {
				if err != nil {
					r.fail(at, "%s", err)
				}
				return false
			}
		}
	}
	return true
}

// set sets the field from a text of the file; it says false for a word that is
// to be ignored.
func (w *want) set(d *draft, text string) (bool, error) {
	switch {
	case w.slot < 0:
	case w.words != nil:
		known := text
		var ok bool
		if text, ok = w.words[known]; !ok {
			return false, fmt.Errorf("unknown %s %.40q: the reader's words do not have it", w.field.name, known)
		}
		if text == ignored {
			return false, nil
		}
	case w.field.words != nil:
		text = strings.ToLower(text)
	case w.unit != quantity.Unit{}:
		d, err := quantity.ParseDecimal(text)
		if err != nil {
			return false, fmt.Errorf("expected a number for %s, found %.40q", w.field.name, text)
		}
		text = inSeconds(d, w.unit)
	}
	return true, w.field.set(d, text)
}

// inSeconds converts a time exactly: each unit is a decimal number of seconds.
func inSeconds(d quantity.Decimal, unit quantity.Unit) string {
	x := d.Value(unit).In(quantity.Second).Number()
	digits, _ := x.FloatPrec()
	return x.FloatString(digits)
}

// missing says what a table lacks.
func missing(what, name string, known []string) string {
	return fmt.Sprintf("expected the %s %q, found %s%s", what, name, oneOf(known), tree.Mean(name, slices.Clone(known)))
}
