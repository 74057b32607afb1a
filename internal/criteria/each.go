package criteria

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tree"
)

// Each holds the target for every group of records in place of their sum.
type Each struct {
	// Field is what the groups are of. Prefix and Deep are of a pattern of paths:
	// the text before its first wildcard, and whether a file has to lie in a
	// folder there; Pattern is the whole, "" where the groups are the values.
	Field, Pattern, Prefix string
	Deep                   bool
	Overrides              []GroupTarget
}

// GroupTarget is the target of the groups that a pattern matches.
type GroupTarget struct {
	Match, Because string
	Target         quantity.Target

	term fact.Term
}

// Matches says whether the override is for a group.
func (o *GroupTarget) Matches(group string) bool { return o.term.Holds(group) }

// groupDraft is a target of groups as it is written.
type groupDraft struct {
	at, match, target tree.Node
	because           string
}

func (o *groupDraft) keys(at tree.Node) []tree.Key {
	o.at = at
	return []tree.Key{
		{Name: "match", Doc: "the groups that it is for, as a pattern; the longest that matches rules", Example: "shop/legacy/*", Shape: tree.Keep(&o.match, textSchema), Required: true},
		{Name: "target", Doc: "what their figure must satisfy", Example: `">= 40%"`, Shape: tree.Keep(&o.target, textSchema), Required: true},
		{Name: "because", Doc: "why", Example: "grown long ago", Shape: tree.Text(&o.because), Required: true},
	}
}

// eachSchema is a field, or a pattern of paths.
func eachSchema() map[string]any {
	pattern := map[string]any{"type": "object", "additionalProperties": false, "required": []string{"path"}, "properties": map[string]any{"path": textSchema()}}
	return map[string]any{"anyOf": []any{fieldSchema(), pattern}}
}

// compileEach reads the groups of a question; it implies by.
func (l *loader) compileEach(d *draft, c *Criterion, m *fact.Measure) {
	n := d.each
	switch {
	case !n.Exists() && len(d.overrides) > 0:
		d.overrides[0].at.Fail("overrides belong next to each, found none")
		return
	case !n.Exists():
		return
	case m.Unit != quantity.Percent && m.Unit != quantity.Count || m.AnyUnit || m.Truth || len(d.baseline) > 0 || d.confidence.Exists():
		n.Fail("%s has no figure for each group", m.Name).Hint = "each belongs to a single count or proportion"
		return
	}
	e := &Each{}
	name := n
	if n.IsMapping() {
		n.Pairs(func(key, value tree.Node) {
			if name = key; text(key) != "path" {
				key.Fail("expected path, found %q", text(key))
				return
			}
			e.Pattern, _ = value.Text()
			before, after, wild := strings.Cut(e.Pattern, "*")
			if !wild {
				value.Expected("a pattern with a wildcard, such as src/*/**")
			}
			e.Prefix, e.Deep = before, strings.HasPrefix(strings.TrimLeft(after, "*"), "/")
		})
	}
	field, ok := l.field(name, m.Kind)
	if !ok {
		return
	}
	e.Field = field.Name
	if d.question.by.Exists() && text(d.question.by) != e.Field {
		d.question.by.Fail("expected by: %s, as each says, found %q", e.Field, text(d.question.by))
	}
	for _, o := range d.overrides {
		if override, ok := l.override(o, field, m); ok {
			e.Overrides = append(e.Overrides, override)
		}
	}
	c.Each = e
}

func (l *loader) override(o *groupDraft, field *fact.Field, m *fact.Measure) (GroupTarget, bool) {
	match, ok := o.match.Text()
	if !ok {
		return GroupTarget{}, false
	}
	term, err := fact.ParseCondition(&fact.Field{Name: field.Name, Kind: field.Kind}, match)
	if err != nil {
		o.match.Fail("%s", err)
		return GroupTarget{}, false
	}
	target, ok := l.target(o.target, dimension(m), false)
	return GroupTarget{Match: match, Because: o.because, Target: target, term: term}, ok
}
