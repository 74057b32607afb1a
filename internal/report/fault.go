package report

import (
	"slices"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/source"
)

// manuscript is a text with calls and the name that its faults are told under.
type manuscript struct{ name, text string }

// fault adds what is wrong with a call, with its place and its line.
func (m manuscript) fault(faults *source.List, call markdown.Call, format string, args ...any) *source.Error {
	e := faults.Add(source.Pos{File: m.name, Line: call.Line, Col: call.Col}, format, args...)
	line := m.line(call.Line)
	if call.Col > len(line) {
		return e
	}
	e.Text = line
	if end := strings.Index(e.Text[call.Col-1:], "}}"); end >= 0 {
		e.Width = end + len("}}")
	}
	return e
}

// line is one line of the text, "" for none.
func (m manuscript) line(number int) string {
	rest := m.text
	for ; number > 1; number-- {
		_, after, found := strings.Cut(rest, "\n")
		if !found {
			return ""
		}
		rest = after
	}
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSuffix(line, "\r")
}

// weigh adds the fault of a text that has more markup than is read.
func (m manuscript) weigh(faults *source.List, doc *markdown.Doc) {
	if line, err := doc.Heavy(); err != nil {
		faults.Add(source.Pos{File: m.name, Line: line, Col: 1}, "%v", err)
	}
}

// Check finds the faults of a template without rendering it: names that no
// component has, arguments that it does not take, calls in the wrong place.
func Check(name, template string) source.List {
	var faults source.List
	m := manuscript{name, template}
	doc := markdown.Parse("", template)
	m.weigh(&faults, doc)
	known, alone := Components(), standing(doc)
	parts := 0
	for _, call := range doc.Calls() {
		if alone(call) {
			if parts++; parts > mostParts {
				m.fault(&faults, call, "expected at most %d components that stand alone", mostParts)
				break
			}
		}
		c := m.check(&faults, call, meant(known, call, alone(call)), known)
		if c != nil && !c.Inline && !alone(call) {
			m.fault(&faults, call, "expected %s on a line of its own, with blank lines around it", c.Name)
		}
	}
	m.checkFolds(doc, func(call markdown.Call, format string, args ...any) { m.fault(&faults, call, format, args...) })
	return faults
}

// check adds what is wrong with a call of a component, and returns it; c is nil
// when none of the known ones has the name.
func (m manuscript) check(faults *source.List, call markdown.Call, c *Component, known []Component) *Component {
	if call.Err != nil {
		m.fault(faults, call, "%v", call.Err)
		return nil
	}
	switch {
	case c == nil:
		var names []string
		for _, c := range known {
			if !slices.Contains(names, c.Name) {
				names = append(names, c.Name)
			}
		}
		m.fault(faults, call, "unknown name %q", call.Name).Hint = "the names are " + wording.Listed(names)
	case len(call.Args) > c.most():
		m.fault(faults, call, "expected %s after %s, found %d", argCount(c), c.Name, len(call.Args))
	case len(call.Args) == 0 && c.Required:
		first, _, _ := strings.Cut(c.Args, " [")
		m.fault(faults, call, "expected %s after %s", first, c.Name)
	}
	return c
}

func argCount(c *Component) string {
	switch c.most() {
	case 0:
		return "no argument"
	case 1:
		return "at most one argument"
	}
	return "at most two arguments"
}

// most is how many arguments a component takes; all but the first may be left out.
func (c *Component) most() int { return strings.Count(c.Args, `"`) / 2 }
