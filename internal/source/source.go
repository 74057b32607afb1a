// Package source says where things come from: positions in files, and errors
// that carry one. It reads no file and prints nothing.
package source

import (
	"fmt"
	"sort"
	"strings"
)

// Pos is a place in a file. Lines and columns count from 1; zero means that
// the part is not known. Columns count bytes.
type Pos struct {
	File      string
	Line, Col int
}

// String gives file:line:col, without the parts that are not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Before orders positions by file, line and column.
func (p Pos) Before(q Pos) bool {
	if p.File != q.File {
		return p.File < q.File
	}
	if p.Line != q.Line {
		return p.Line < q.Line
	}
	return p.Col < q.Col
}

// Level tells a fault, which stops the work, from a warning, which does not.
type Level uint8

// The levels; the zero value is the graver one.
const (
	Fault Level = iota
	Warning
)

// String names the level as it is printed before a message.
func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// Error is one fault at one place. Msg is lower case without a full stop and
// says what was expected and what was found. Hint, when set, is printed on a
// line of its own. Text is the offending line of the file and Width how many
// bytes of it the caret underlines.
type Error struct {
	Pos   Pos
	Level Level
	Msg   string
	Hint  string
	Text  string
	Width int
}

// Error gives file:line:col: message on one line, without hint and excerpt.
func (e *Error) Error() string {
	if e.Pos == (Pos{}) {
		return e.Msg
	}
	return e.Pos.String() + ": " + e.Msg
}

// List is the faults of one run, in the order in which they were found.
type List []*Error

// Add appends a fault and returns it, so that the caller can add a hint.
func (l *List) Add(pos Pos, format string, args ...any) *Error {
	e := &Error{Pos: pos, Msg: fmt.Sprintf(format, args...)}
	*l = append(*l, e)
	return e
}

// Warn appends a warning and returns it.
func (l *List) Warn(pos Pos, format string, args ...any) *Error {
	e := l.Add(pos, format, args...)
	e.Level = Warning
	return e
}

// Sort orders the list by place, then by message, and drops repeats.
func (l *List) Sort() {
	sort.SliceStable(*l, func(i, j int) bool {
		a, b := (*l)[i], (*l)[j]
		if a.Pos != b.Pos {
			return a.Pos.Before(b.Pos)
		}
		return a.Msg < b.Msg
	})
	kept := (*l)[:0]
	for _, e := range *l {
		if n := len(kept); n > 0 && kept[n-1].Pos == e.Pos && kept[n-1].Msg == e.Msg {
			continue
		}
		kept = append(kept, e)
	}
	*l = kept
}

// Alike puts together what says the same of several places, in the order of the
// first place of each.
func (l List) Alike() []List {
	type said struct {
		level     Level
		msg, hint string
	}
	var groups []List
	at := map[said]int{}
	for _, e := range l {
		key := said{e.Level, e.Msg, e.Hint}
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], e)
	}
	return groups
}

// Faults returns the list without its warnings.
func (l List) Faults() List {
	var faults List
	for _, e := range l {
		if e.Level == Fault {
			faults = append(faults, e)
		}
	}
	return faults
}

// Err returns the faults as one error, or nil when there are none: warnings
// alone are not errors.
func (l List) Err() error {
	if faults := l.Faults(); len(faults) > 0 {
		return faults
	}
	return nil
}

// Error joins the messages, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}
