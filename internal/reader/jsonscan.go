package reader

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// take marks the current value as read.
func (j *JSON) take() bool {
	if !j.pending {
		j.Fail("the value was read already")
		return false
	}
	j.pending = false
	return j.s.err == nil
}

// enter goes into an object or array; null has nothing to go into.
func (j *JSON) enter(open byte) bool {
	if !j.take() {
		return false
	}
	switch c := j.space(); c {
	case open:
		return j.push(open)
	case 'n':
		j.word()
	default:
		j.expected(name(open), c)
	}
	return false
}

func (j *JSON) push(open byte) bool {
	if j.depth >= maxDepth {
		j.Fail("nested deeper than the limit of %d", maxDepth)
		return false
	}
	bit := uint64(1) << (j.depth % 64)
	if open == '{' {
		j.kinds[j.depth/64] |= bit
	} else {
		j.kinds[j.depth/64] &^= bit
	}
	j.depth++
	j.s.pos++
	return true
}

// closer is what ends the innermost container.
func (j *JSON) closer() byte {
	level := j.depth - 1
	if j.kinds[level/64]>>(level%64)&1 != 0 {
		return '}'
	}
	return ']'
}

// next moves to the next member of the innermost container, or out of it.
func (j *JSON) next(closer byte, first bool) bool {
	c := j.space()
	switch {
	case j.s.err != nil:
		return false
	case c == closer:
		j.s.pos++
		j.depth--
		return false
	case first:
		return true
	case c != ',':
		j.expected("a comma or "+string(rune(closer)), c)
		return false
	}
	j.s.pos++
	return true
}

// key reads a name and its colon.
func (j *JSON) key() string {
	if c := j.space(); c != '"' {
		j.expected("a name in quotes", c)
		return ""
	}
	key := j.s.words.of(j.text())
	j.colon()
	return key
}

func (j *JSON) colon() {
	if c := j.space(); c != ':' {
		j.expected("a colon", c)
	} else {
		j.s.pos++
	}
}

// pass goes over values, checking them, until the nesting is down to floor.
// Fresh says that a value comes first, else one was just passed.
func (j *JSON) pass(floor int, fresh bool) {
	for j.s.err == nil {
		if fresh && j.begin() {
			continue
		}
		for fresh = false; !fresh; {
			if j.depth == floor {
				return
			}
			closer := j.closer()
			switch c := j.space(); c {
			case ',':
				j.s.pos++
				if closer == '}' {
					j.passName()
				}
				fresh = true
			case closer:
				j.s.pos++
				j.depth--
			default:
				j.expected("a comma or "+string(rune(closer)), c)
				return
			}
		}
	}
}

// begin passes a scalar or an empty container whole. Of any other container it
// passes what stands before the first value, and returns true.
func (j *JSON) begin() bool {
	switch c := j.space(); c {
	case '"':
		j.passString()
	case '{':
		if j.push('{') && !j.closed('}') {
			j.passName()
			return true
		}
	case '[':
		return j.push('[') && !j.closed(']')
	default:
		j.word()
	}
	return false
}

func (j *JSON) closed(closer byte) bool {
	if j.space() != closer {
		return false
	}
	j.s.pos++
	j.depth--
	return true
}

func (j *JSON) passName() {
	if c := j.space(); c != '"' {
		j.expected("a name in quotes", c)
		return
	}
	j.passString()
	j.colon()
}

// space goes to the next byte that is no white space and returns it, or 0 at
// the end.
func (j *JSON) space() byte {
	if c := j.s.buf[j.s.pos]; c > ' ' {
		return c
	}
	return j.gap()
}

func (j *JSON) gap() byte {
	const spaces = 0x2020202020202020
	s := &j.s
	for {
		for s.pos < s.end {
			c := s.buf[s.pos]
			if c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				return c
			}
			s.pos++
			for binary.LittleEndian.Uint64(s.buf[s.pos:]) == spaces {
				s.pos += 8
			}
		}
		if !s.more() {
			return 0
		}
	}
}

// text reads the string at pos. The bytes are valid until the next call.
func (j *JSON) text() []byte {
	s := &j.s
	escaped := false
	for n := 1; ; {
		at := quoteOrEscape(s.buf, s.pos+n, s.end)
		if at >= s.end {
			n = at - s.pos
			if !s.more() {
				j.ended("a string")
				return nil
			}
			continue
		}
		if s.buf[at] == '"' {
			raw := s.buf[s.pos+1 : at]
			if escaped {
				raw = j.unescape(raw)
			}
			if s.err == nil {
				s.pos = at + 1
			}
			return raw
		}
		escaped = true
		n = at - s.pos + 2
	}
}

// passString checks the string at pos, which may be of any length.
func (j *JSON) passString() {
	s := &j.s
	for s.pos++; ; {
		s.pos = quoteOrEscape(s.buf, s.pos, s.end)
		switch {
		case s.pos >= s.end:
			if !s.more() {
				j.ended("a string")
				return
			}
		case s.buf[s.pos] == '"':
			s.pos++
			return
		default:
			for s.end-s.pos < 6 && s.more() {
			}
			_, n := escape(s.buf[s.pos:s.end])
			if n == 0 {
				j.badEscape(s.buf[s.pos:s.end])
				return
			}
			s.pos += n
		}
	}
}

// unescape resolves the escapes of a string.
func (j *JSON) unescape(raw []byte) []byte {
	out := j.scratch[:0]
	for i := 0; i < len(raw); {
		if raw[i] != '\\' {
			out = append(out, raw[i])
			i++
			continue
		}
		r, n := escape(raw[i:])
		if n == 0 {
			j.badEscape(raw[i:])
			return nil
		}
		i += n
		if utf16.IsSurrogate(r) {
			low, m := escape(raw[i:])
			if pair := utf16.DecodeRune(r, low); m == 6 && pair != utf8.RuneError {
				r, i = pair, i+m
			}
		}
		out = utf8.AppendRune(out, r)
	}
	j.scratch = out
	return out
}

// escape reads one escape and its length, which is 0 when it is none.
func escape(b []byte) (r rune, n int) {
	if len(b) < 2 || b[0] != '\\' {
		return 0, 0
	}
	switch c := b[1]; c {
	case '"', '\\', '/':
		return rune(c), 2
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		return hex4(b[2:])
	}
	return 0, 0
}

func hex4(b []byte) (r rune, n int) {
	if len(b) < 4 {
		return 0, 0
	}
	for _, c := range b[:4] {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, 0
		}
	}
	return r, 6
}
