package reader

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

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
	for {
		plain := bytes.IndexByte(raw, '\\')
		if plain < 0 {
			j.scratch = append(out, raw...)
			return j.scratch
		}
		out = append(out, raw[:plain]...)
		raw = raw[plain:]
		r, n := escape(raw)
		if n == 0 {
			j.badEscape(raw)
			return nil
		}
		raw = raw[n:]
		if utf16.IsSurrogate(r) {
			low, m := escape(raw)
			if pair := utf16.DecodeRune(r, low); m == 6 && pair != utf8.RuneError {
				r, raw = pair, raw[m:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
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
