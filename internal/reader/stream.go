package reader

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"signoff/internal/source"
)

const (
	windowBytes = 128 << 10 // what a cursor reads at once
	padBytes    = 8         // zeros after the window, so that scanning can load words
	tokenBytes  = 4 << 20   // longest string, number, tag or raw value that is handed out
	lineBytes   = 16 << 20  // longest line
	maxDepth    = 1000      // deepest nesting of arrays, objects and elements
)

// stream is a window over a text: buf[pos:end] is what was read and not yet
// taken, and zeros follow. Its first error stays and ends the text.
type stream struct {
	buf      []byte
	pos, end int
	mark     int // when not negative, what begins here is kept
	limit    int // longest token
	from     io.Reader
	path     string
	line     int // of buf[counted]
	counted  int
	done     bool // nothing more can be read
	err      error
	ran      bool // more was expected at the end
	tooLong  bool // the error is that of a token over the limit
	words    words
}

// newStream begins a text of at most so many bytes, or of more than a window.
func newStream(from io.Reader, path string, size, limit int) stream {
	room := min(windowBytes, size+1)
	return stream{
		from: from, path: path, limit: limit, line: 1, mark: -1,
		buf: make([]byte, room+padBytes), words: newWords(room),
	}
}

// more reads until the window is full, so that nothing depends on the pieces
// in which a text arrives. It keeps what begins at the mark, else at pos;
// offsets into buf are void after it. It returns false at the end of the text.
func (s *stream) more() bool {
	if s.done {
		s.ran = s.ran || s.err == nil
		return false
	}
	start := s.pos
	if s.mark >= 0 {
		start = s.mark
	}
	if start > 0 {
		s.slide(start)
	} else if s.end == len(s.buf)-padBytes && !s.grow() {
		return false
	}
	before := s.end
	for idle := 0; s.end < len(s.buf)-padBytes && !s.done; {
		n, err := s.from.Read(s.buf[s.end : len(s.buf)-padBytes])
		s.end += n
		if idle++; n > 0 {
			idle = 0
		} else if idle == 100 && err == nil {
			err = io.ErrNoProgress
		}
		if err == io.EOF {
			s.done = true
		} else if err != nil {
			s.stop(err)
			return false
		}
	}
	clear(s.buf[s.end : s.end+padBytes])
	s.ran = s.end == before
	return !s.ran
}

// atEnd tells whether all of the window is taken.
func (s *stream) atEnd() bool { return s.pos >= s.end }

// has reads on until there are n bytes at pos, and tells whether there are.
func (s *stream) has(n int) bool {
	for s.end-s.pos < n {
		if !s.more() {
			return false
		}
	}
	return true
}

func (s *stream) slide(start int) {
	if s.counted < start {
		s.line += bytes.Count(s.buf[s.counted:start], newline)
		s.counted = start
	}
	copy(s.buf, s.buf[start:s.end])
	s.pos -= start
	s.end -= start
	s.counted -= start
	if s.mark >= 0 {
		s.mark = 0
	}
}

func (s *stream) grow() bool {
	room := len(s.buf) - padBytes
	more := min(room, s.limit+1-room)
	if more <= 0 {
		s.tooLong = s.err == nil
		s.fail("longer than the limit of %d bytes", s.limit)
		return false
	}
	s.buf = append(s.buf, make([]byte, more)...)
	return true
}

var newline = []byte{'\n'}

// lineAt is the line of buf[at].
func (s *stream) lineAt(at int) int {
	if s.counted < at {
		s.line += bytes.Count(s.buf[s.counted:at], newline)
		s.counted = at
	}
	return s.line
}

// stop keeps the first error, with its place, and ends the text.
func (s *stream) stop(err error) {
	if s.err == nil {
		at := &source.Error{Pos: source.Pos{File: s.path}, Msg: err.Error()}
		if placed := (*source.Error)(nil); errors.As(err, &placed) {
			at.Msg, at.Pos.Line = placed.Msg, placed.Pos.Line
		}
		if at.Pos.Line == 0 {
			at.Pos.Line = s.lineAt(s.pos)
		}
		s.err = at
	}
	s.done = true
	s.pos, s.mark = s.end, -1
	clear(s.buf[s.end : s.end+padBytes])
}

func (s *stream) fail(format string, args ...any) {
	s.failAt(s.pos, format, args...)
}

func (s *stream) failAt(at int, format string, args ...any) {
	if s.err == nil {
		s.stop(&source.Error{Pos: source.Pos{File: s.path, Line: s.lineAt(at)}, Msg: fmt.Sprintf(format, args...)})
	}
}
