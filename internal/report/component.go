package report

import (
	"slices"

	"signoff/internal/markdown"
)

// Component is a name that a template or a narrative may call.
type Component struct {
	Name string
	// Args are the arguments as documentation shows them, "" for none. All of
	// them may be left out unless Required.
	Args     string
	Required bool
	// Doc is one sentence.
	Doc string
	// Inline components stand within text; the others on a line of their own.
	Inline bool
	render func(v *view, at call) piece
	// count, if any, is what the table of contents shows next to the section.
	count func(v *view) string
}

// Components lists what a template may call.
func Components() []Component {
	return slices.Concat(verdictComponents(), domainComponents(), recordComponents(), commentComponents(), wordCalls())
}

// meant finds the component that a call names: where it stands alone one that
// makes a part of the document, within text one that makes words. If there is
// only the other, it is that.
func meant(known []Component, call markdown.Call, alone bool) *Component {
	var other *Component
	for i := range known {
		switch c := &known[i]; {
		case c.Name != call.Name:
		case c.Inline != alone:
			return c
		default:
			other = c
		}
	}
	return other
}

// standing says which calls of a text stand alone on a line.
func standing(doc *markdown.Doc) func(markdown.Call) bool {
	alone := map[[2]int]bool{}
	for _, b := range doc.Blocks() {
		if b.Call != nil {
			alone[[2]int{b.Call.Line, b.Call.Col}] = true
		}
	}
	return func(call markdown.Call) bool { return alone[[2]int{call.Line, call.Col}] }
}
