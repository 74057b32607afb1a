package report

import (
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/source"
)

// manuscript is a text with calls and the name that its faults are told under.
type manuscript struct{ name, text string }

// fault adds what is wrong with a call, with its place and its line.
func (m manuscript) fault(faults *source.List, call markdown.Call, format string, args ...any) *source.Error {
	e := faults.Add(source.Pos{File: m.name, Line: call.Line, Col: call.Col}, format, args...)
	lines := strings.Split(strings.ReplaceAll(m.text, "\r\n", "\n"), "\n")
	if call.Line < 1 || call.Line > len(lines) || call.Col > len(lines[call.Line-1]) {
		return e
	}
	e.Text = lines[call.Line-1]
	if end := strings.Index(e.Text[call.Col-1:], "}}"); end >= 0 {
		e.Width = end + len("}}")
	}
	return e
}

// Check finds the faults of a template without rendering it: names that no
// component has, arguments that it does not take, calls in the wrong place.
func Check(name, template string) source.List {
	var faults source.List
	m := manuscript{name, template}
	doc := markdown.Parse("", template)
	standing := map[[2]int]bool{}
	for _, b := range doc.Blocks() {
		if b.Call != nil {
			standing[[2]int{b.Call.Line, b.Call.Col}] = true
		}
	}
	for _, call := range doc.Calls() {
		c := m.check(&faults, call, Components())
		if c != nil && !c.Inline && !standing[[2]int{call.Line, call.Col}] {
			m.fault(&faults, call, "want %s on a line of its own, with blank lines around it", c.Name)
		}
	}
	return faults
}

// check adds what is wrong with a call and returns the component it names.
func (m manuscript) check(faults *source.List, call markdown.Call, known []Component) *Component {
	if call.Err != nil {
		m.fault(faults, call, "%v", call.Err)
		return nil
	}
	c := find(known, call.Name)
	switch {
	case c == nil:
		names := make([]string, len(known))
		for i, c := range known {
			names[i] = c.Name
		}
		m.fault(faults, call, "unknown name %q", call.Name).Hint = "the names are " + listed(names)
	case len(call.Args) > 1, len(call.Args) == 1 && c.Args == "":
		m.fault(faults, call, "want %s after %s, found %d", argCount(c), c.Name, len(call.Args))
	case len(call.Args) == 0 && c.Required:
		m.fault(faults, call, "want %s after %s", c.Args, c.Name)
	}
	return c
}

func argCount(c *Component) string {
	if c.Args == "" {
		return "no argument"
	}
	return "at most one argument"
}
