package declared

import (
	"regexp"
	"slices"

	"signoff/internal/reader"
	"signoff/internal/source"
	"signoff/internal/tree"
)

// Parse reads a reader that a user wrote in YAML. The format that it gives is
// named by its path, as `format:` names it. Faults are added to the list; the
// second result is false when there is one.
func Parse(path string, text []byte, faults *source.List) (reader.Format, bool) {
	before := len(faults.Faults())
	root, ok := tree.Parse(path, text, faults)
	if !ok {
		return reader.Format{}, false
	}
	p := parser{root: root, plan: &plan{root: &node{}}}
	root.Object("reader", p.draft.keys(), nil)
	p.compile()
	if len(faults.Faults()) > before {
		return reader.Format{}, false
	}
	return reader.Format{Name: path, Doc: p.draft.doc, Kind: p.plan.record.kind, NeedsFormat: true, Requests: true, Read: p.plan.read}, true
}

// parser is the work of one Parse.
type parser struct {
	root      tree.Node
	draft     draftReader
	plan      *plan
	container container
	around    []*node // the record, then what encloses it
}

func (p *parser) compile() {
	d := &p.draft
	p.plan.tool, p.plan.clean = d.name, d.empty != ""
	p.findRecord()
	i := slices.Index(containerNames(), d.container)
	if i < 0 {
		return // without it nothing else can be checked
	}
	p.container = containers[i]
	p.plan.walk = p.container.walk
	p.checkKeys()
	p.readEach()
	if p.plan.record != nil {
		p.readForms()
	}
	if d.about.Exists() {
		p.readAbout()
	}
	if p.container.name == "xml" && p.plan.root.clash() {
		d.fields.Fail("expected of each element either its text or what stands inside it, found both")
	}
}

// checkKeys holds the keys that depend on the container.
func (p *parser) checkKeys() {
	for _, key := range []string{"each", "end", "ignore"} {
		at := p.root.Lookup(key)
		needed := slices.Contains(p.container.needs, key)
		switch {
		case needed && !at.Exists():
			p.root.Fail("expected %s in a reader of %s, found none", key, p.container.name)
		case at.Exists() && !needed && !slices.Contains(p.container.takes, key):
			at.Fail("a reader of %s has no %s", p.container.name, key)
		}
	}
}

// findRecord takes the first record of the kind unless another is named.
func (p *parser) findRecord() {
	d := &p.draft
	for _, kind := range kinds {
		if kind.String() != d.kind {
			continue
		}
		known := recordNames(kind)
		if d.record == "" {
			d.record = known[0]
		}
		if slices.Contains(known, d.record) {
			p.plan.record = recordNamed(d.record)
		} else {
			p.root.Lookup("record").Expected("a record of " + d.kind + " evidence: " + oneOf(known))
		}
	}
}

// readEach finds where the records are, and what encloses them.
func (p *parser) readEach() {
	d := &p.draft
	var each path
	switch {
	case p.container.name == "lines":
		p.plan.text = patterns{pattern(d.each), pattern(d.end), pattern(d.ignore)}
	case d.each.Exists():
		each, _ = p.path(d.each)
	}
	if n := len(each.steps); each.up > 0 || n > 0 && each.steps[n-1][0] == '@' && p.container.name == "xml" {
		d.each.Expected("a path from the document to the records")
	}
	p.around = p.plan.root.trail(each)
}

func pattern(n tree.Node) *regexp.Regexp {
	text, ok := "", false
	if n.Exists() {
		text, ok = n.Text()
	}
	if !ok {
		return nil
	}
	re, err := regexp.Compile(text)
	if err != nil {
		n.Fail("expected a regular expression: %s", err)
		return nil
	}
	return re
}

func (p *parser) path(n tree.Node) (path, bool) {
	text, ok := n.Text()
	if !ok {
		return path{}, false
	}
	found, err := p.container.path(text)
	switch {
	case err != nil:
		n.Fail("%s, found %q", err, text)
	case len(found.steps) > maxSteps:
		n.Fail("expected a path of at most %d steps, found %d", maxSteps, len(found.steps))
	default:
		return found, true
	}
	return path{}, false
}
