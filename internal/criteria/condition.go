package criteria

import (
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/tree"
)

// appliesDraft says when a criterion applies.
type appliesDraft struct {
	at                  tree.Node
	when                tree.Node
	because, approvedBy string
}

func (a *appliesDraft) keys(at tree.Node) []tree.Key {
	a.at = at
	return []tree.Key{
		{Name: "when", Doc: `true, false, or a condition on parameters: flag, !flag, env == "prod", joined by && or ||`, Example: `strict && env == "prod"`, Shape: tree.Keep(&a.when, textSchema), Required: true},
		{Name: "because", Doc: "why it does not apply otherwise", Example: "only production is strict", Shape: tree.Text(&a.because), Required: true},
		{Name: "approved_by", Doc: "who agreed; a blocker needs it", Example: "B. Chief", Shape: tree.Text(&a.approvedBy)},
	}
}

func (l *loader) applies(d *draft, c *Criterion) {
	c.Applies = true
	a := d.applies
	if a == nil || a.when.Refused() {
		return
	}
	if a.approvedBy == "" && c.Blocker {
		a.at.Fail("expected approved_by: %s is a blocker", c.ID).Hint = "a blocker is left out only when somebody agreed to it"
	}
	c.Applies = l.holds(a.when)
	c.AppliesWhen, c.AppliesWhy, c.AppliesBy = a.when.String(), a.because, a.approvedBy
}

// term is one comparison of a condition: a flag, its negation, or a parameter
// compared with a text.
var term = lazy.Regexp(`^\s*(!?)\s*(?:\$\{)?([A-Za-z_][A-Za-z0-9_-]*)\}?\s*(?:(==|!=)\s*("[^"]*"|'[^']*'|[^\s"'&|]+))?\s*$`)

// holds evaluates a condition on parameters. || binds less than &&; there are
// no parentheses. Every term is checked, whatever the others give.
func (l *loader) holds(n tree.Node) bool {
	raw := n.Raw()
	if raw == "true" || raw == "false" {
		return raw == "true"
	}
	if _, ok := n.Text(); !ok {
		return false
	}
	offset, some := 0, false
	for _, alternative := range strings.Split(raw, "||") {
		every := true
		for _, text := range strings.Split(alternative, "&&") {
			if !l.term(n, offset, text) {
				every = false
			}
			offset += len(text) + 2
		}
		some = some || every
	}
	return some
}

func (l *loader) term(n tree.Node, offset int, text string) bool {
	m := term().FindStringSubmatchIndex(text)
	if m == nil || m[2] < m[3] && m[6] >= 0 {
		n.FailAt(offset, len(text), "expected a condition, found %q", strings.TrimSpace(text)).Hint = `write flag, !flag, name == "text" or name != "text", joined by && or ||`
		return false
	}
	name := text[m[4]:m[5]]
	p := l.params[name]
	if p == nil {
		n.FailAt(offset+m[4], len(name), "unknown parameter %q%s", name, tree.Mean(name, l.paramNames())).Hint = "a condition reads parameters only; they are declared under params"
		return false
	}
	p.used = true
	if m[6] < 0 {
		if p.Value != "true" && p.Value != "false" {
			n.FailAt(offset+m[4], len(name), "expected true or false, found %q in the parameter %s", p.Value, name)
			return false
		}
		return (p.Value == "true") != (m[2] < m[3])
	}
	return (strings.Trim(text[m[8]:m[9]], `"'`) == p.Value) == (text[m[6]:m[7]] == "==")
}
