package declared

import (
	"errors"
	"regexp"
	"slices"

	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// readForms reads the fields of one record a place, or of several.
func (p *parser) readForms() {
	fields := p.draft.fields
	if fields.IsList() {
		fields.Items(p.readForm)
	} else if fields.IsMapping() {
		p.readForm(fields)
	}
	if len(p.plan.forms) == 0 && fields.Exists() {
		fields.Expected("the fields of a " + p.plan.record.name + ", or a list of them")
	}
}

// readForm reads where the fields of a record are.
func (p *parser) readForm(n tree.Node) {
	var form form
	r := p.plan.record
	set := make([]bool, len(r.fields))
	n.Object("fields", p.fieldKeys(r.fields, func(i int, value tree.Node) {
		set[i] = true
		w, from, ok := p.readWant(&r.fields[i], value)
		if !ok {
			return
		}
		if from != nil && !p.place(*from, &w, value) {
			return
		}
		form = append(form, w)
	}), nil)
	if err := r.check(func(i int) bool { return set[i] }); err != nil && n.IsMapping() {
		n.Fail("%s", err)
	}
	p.plan.forms = append(p.plan.forms, form)
}

// place gives a field its slot at the place where its text is.
func (p *parser) place(from path, w *want, at tree.Node) bool {
	if from.up >= len(p.around) {
		at.Fail("expected at most %d ../, found %d", len(p.around)-1, from.up)
		return false
	}
	if !p.known(from, at, p.plan.text.each) {
		return false
	}
	w.slot = len(p.plan.slots)
	p.plan.slots = append(p.plan.slots, w.field.many)
	home := p.around[from.up]
	home.resets = append(home.resets, w.slot)
	there := home.at(from.steps)
	there.slots = append(there.slots, w.slot)
	return true
}

// known checks that some pattern has the group, when there are patterns.
func (p *parser) known(from path, at tree.Node, patterns ...*regexp.Regexp) bool {
	if p.container.name != "lines" {
		return true
	}
	var groups []string
	for _, re := range patterns {
		if re != nil {
			groups = append(groups, re.SubexpNames()[1:]...)
		}
	}
	groups = slices.DeleteFunc(groups, func(g string) bool { return g == "" })
	if slices.Contains(groups, from.steps[0]) || p.plan.text.each == nil {
		return true // or the fault is in the pattern
	}
	at.Fail("%s", missing("group", from.steps[0], groups)).Hint = "a group is written (?P<name>…)"
	return false
}

// readAbout reads where the file says what made it: paths from the document.
func (p *parser) readAbout() {
	p.draft.about.Object("about", p.fieldKeys(facts, func(i int, value tree.Node) {
		w, from, ok := p.readWant(&facts[i], value)
		if !ok {
			return
		}
		if from == nil {
			value.Expected("where the file says it; a constant says nothing of the file")
			return
		}
		if from.up > 0 {
			value.Expected("a path from the document")
			return
		}
		if !p.known(*from, value, p.plan.text.each, p.plan.text.end, p.plan.text.ignore) {
			return
		}
		p.plan.named = p.plan.named || facts[i].name == "tool"
		there := p.plan.root.at(from.steps)
		there.facts = append(there.facts, w)
	}), nil)
}

// fieldKeys are the keys of a mapping of fields.
func (p *parser) fieldKeys(fields []field, read func(i int, value tree.Node)) []tree.Key {
	keys := make([]tree.Key, len(fields))
	for i, f := range fields {
		keys[i] = tree.Key{Name: f.name, Doc: f.doc, Shape: tree.Shape{Read: func(value tree.Node) { read(i, value) }}}
	}
	return keys
}

// readWant reads one field: a path, or a mapping that says more. There is no
// path when it is a constant.
func (p *parser) readWant(f *field, n tree.Node) (w want, from *path, ok bool) {
	d := draftField{from: n}
	if n.IsMapping() {
		d = draftField{}
		n.Object("the field "+f.name, d.keys(), nil)
	}
	w = want{field: f, slot: -1}
	switch {
	case n.Refused():
		return w, nil, false
	case d.from.Exists() == d.is.Exists():
		n.Fail("expected either from or is for %s", f.name)
		return w, nil, false
	case d.is.Exists():
		if w.constant, ok = d.is.Text(); !ok {
			return w, nil, false
		}
		fresh := blank
		if err := f.set(&fresh, w.constant); err != nil {
			misread(d.is, err)
			return w, nil, false
		}
		if d.words.Exists() || d.unit.Exists() {
			n.Fail("words and unit belong to from, found them next to is")
		}
		return w, nil, true
	}
	at, ok := p.path(d.from)
	if slices.Contains(at.optional, true) {
		d.from.Fail("? belongs to each: a field may always be missing")
	}
	readWords(&w, d.words)
	readUnit(&w, d.unit)
	w.slot = 0
	return w, &at, ok
}

// readWords reads what the tool's words mean.
func readWords(w *want, n tree.Node) {
	if !n.Exists() {
		return
	}
	w.words = map[string]string{}
	n.Pairs(func(key, value tree.Node) {
		word, ok := key.Text()
		means, known := value.Text()
		if !ok || !known {
			return
		}
		fresh := blank
		if means != ignored {
			if err := w.field.set(&fresh, means); err != nil {
				misread(value, err)
			}
		}
		w.words[word] = means
	})
}

func readUnit(w *want, n tree.Node) {
	if !n.Exists() {
		return
	}
	text, ok := n.Text()
	if !ok {
		return
	}
	unit, err := quantity.ParseUnit(text)
	switch {
	case err != nil:
		misread(n, err)
	case !w.field.seconds:
		n.Fail("unit belongs to a time in seconds, and %s is none", w.field.name).Hint = "the unit of a sample is its field unit: { is: ms }"
	case unit.Dimension() != quantity.Time:
		n.Expected("a unit of time")
	}
	w.unit = unit
}

// misread adds the fault of a parser at its place.
func misread(n tree.Node, err error) {
	var q *quantity.SyntaxError
	if errors.As(err, &q) {
		n.FailAt(q.Offset, q.Width, "%s", q.Msg).Hint = q.Hint
		return
	}
	n.Fail("%s", err)
}
