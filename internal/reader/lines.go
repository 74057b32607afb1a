package reader

import (
	"bytes"
	"iter"
)

// Lines is a cursor over the lines of a text. Its first error ends the
// iteration and stays.
type Lines struct {
	s    stream
	line int
	text []byte
	// closes tells a last line that needs no end; nil when none does.
	closes func(line string) bool
}

// All gives each line without its newline and carriage return, valid until the
// next one. A last line need not end in a newline. A line over 16 MiB is an
// error, and so are the marks of a merge conflict.
func (l *Lines) All() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) { l.all(yield) }
}

func (l *Lines) all(yield func([]byte) bool) {
	for l.next() {
		if conflicting(l.text) {
			l.Fail(conflict)
		}
		if l.s.err != nil || !yield(l.text) {
			return
		}
	}
}

// conflict is why a file is refused that git could not merge and nobody did.
const conflict = "a merge conflict was not resolved"

// markBytes is how long a mark of a merge conflict is, at least.
const markBytes = len("<<<<<<< ")

// conflicting tells whether a line is a mark of a merge conflict. The one in the
// middle is not looked for: others draw such lines too.
func conflicting(line []byte) bool {
	return bytes.HasPrefix(line, []byte("<<<<<<< ")) || bytes.HasPrefix(line, []byte(">>>>>>> "))
}

func (l *Lines) next() bool {
	s := &l.s
	for seen := 0; ; {
		if i := bytes.IndexByte(s.buf[s.pos+seen:s.end], '\n'); i >= 0 {
			l.take(seen+i, 1)
			return true
		}
		seen = s.end - s.pos
		if !s.more() {
			if seen == 0 || s.err != nil {
				return false
			}
			l.take(seen, 0)
			if l.closes != nil && !isWhole(l.text) && !l.closes(string(l.text)) {
				l.Fail(cutOff)
			}
			return l.s.err == nil
		}
	}
}

// cutOff is why a text is refused whose last line a tool did not end.
const cutOff = "the last line has no end: the file is cut off"

// isWhole tells a JSON value on a line of its own, which shows where it ends.
func isWhole(line []byte) bool {
	line = bytes.TrimSpace(line)
	n := len(line)
	return n > 1 && (line[0] == '{' && line[n-1] == '}' || line[0] == '[' && line[n-1] == ']')
}

func (l *Lines) take(n, newline int) {
	s := &l.s
	l.text = s.buf[s.pos : s.pos+n]
	s.pos += n + newline
	l.line++
	if n > 0 && l.text[n-1] == '\r' {
		l.text = l.text[:n-1]
	}
}

// Text is the current line as a string that may be kept; invalid UTF-8 becomes
// U+FFFD.
func (l *Lines) Text() string { return l.s.words.of(l.text) }

// Line is the number of the current line, counted from 1.
func (l *Lines) Line() int { return l.line }

// Fail keeps an error at the current line and ends the iteration; only the
// first counts.
func (l *Lines) Fail(format string, args ...any) {
	if l.s.err == nil {
		l.s.stop(fault(l.s.path, l.line, format, args...))
	}
}

// Err is the first error, nil after a clean end.
func (l *Lines) Err() error { return l.s.err }
