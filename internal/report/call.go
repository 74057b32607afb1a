package report

import (
	"strconv"

	"signoff/internal/markdown"
	"signoff/internal/source"
)

// call is one call of a component: its arguments, the place that it stands at,
// and where what is wrong with it is noted.
type call struct {
	markdown.Call
	within manuscript
	faults *source.List
}

// in is a call that stands in a text.
func (v *view) in(within manuscript, words markdown.Call) call {
	return call{words, within, &v.faults}
}

// fault notes what is wrong with a call.
func (at call) fault(format string, args ...any) {
	at.within.fault(at.faults, at.Call, format, args...)
}

// given says whether a call has an argument.
func (at call) given() bool { return len(at.Args) > 0 }

// first is the one argument of a call, "" when it has none.
func (at call) first() string {
	if !at.given() {
		return ""
	}
	return at.Args[0]
}

// rows is the cap that a call sets on the rows of a table.
func (at call) rows() int {
	s := at.first()
	if s == "" {
		return 200
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		at.fault("expected a number, found %q", s)
		return 1
	}
	return n
}
