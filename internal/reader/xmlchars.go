package reader

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// The sets of bytes at which scanning stops: the bits of stops. Every set
// stops at special: control characters, carriage returns, non-ASCII, and the
// zeros after the window.
const (
	special uint8 = 1 << iota
	inText
	inComment
	inCDATA
	inInstruction
	inDouble // an attribute value in double quotes
	inSingle
	inProlog // outside of the root element
)

var stops = func() (set [256]uint8) {
	for c := range set {
		switch {
		case c == '\t' || c == '\n':
			set[c] = inDouble | inSingle
		case c < ' ' || c >= 0x80:
			set[c] = special
		case c > ' ':
			set[c] = inProlog
		}
	}
	for c, in := range map[byte]uint8{
		'<': inText | inDouble | inSingle, '&': inText | inDouble | inSingle, ']': inText | inCDATA,
		'-': inComment, '?': inInstruction, '"': inDouble, '\'': inSingle,
	} {
		set[c] |= in
	}
	return set
}()

// chars passes over checked characters to the next byte of the set and returns
// it; 0 at the end of the text.
func (x *XML) chars(set uint8) byte {
	s := &x.s
	for {
		i := s.pos
		for stops[s.buf[i]]&(set|special) == 0 {
			i++
		}
		x.keep(s.buf[s.pos:i])
		s.pos = i
		c := s.buf[i]
		switch {
		case i >= s.end:
			if !s.more() {
				return 0
			}
		case stops[c]&special == 0:
			return c
		case c == '\r':
			if x.keep(newline); s.has(2) && s.buf[s.pos+1] == '\n' {
				s.pos++
			}
			s.pos++
		case set == inProlog:
			return c
		default:
			if s.has(utf8.UTFMax); !x.rune() {
				return 0
			}
		}
	}
}

// rune passes over one character that is not plain ASCII. What programs print
// holds characters that XML does not allow, such as those that colour a terminal:
// they are replaced and counted. Only a zero is not a character of any text.
func (x *XML) rune() bool {
	s := &x.s
	r, n := utf8.DecodeRune(s.buf[s.pos:s.end])
	switch {
	case r == 0:
		s.fail("a byte 0, which no text has")
		return false
	case isChar(r, n):
		x.keep(s.buf[s.pos : s.pos+n])
	default:
		x.keep(replacement)
		x.replace(1)
	}
	s.pos += n
	return true
}

// replacement stands for what is not a character.
var replacement = []byte("\uFFFD")

// replace counts characters that were replaced.
func (x *XML) replace(n int) {
	if x.replaced != nil {
		*x.replaced += n
	}
}

// isChar compares a decoded character with the production Char of XML 1.0.
func isChar(r rune, n int) bool {
	switch {
	case r < ' ':
		return r == '\t' || r == '\n' || r == '\r'
	case r == utf8.RuneError:
		return n > 1
	}
	return r != 0xfffe && r != 0xffff && r <= utf8.MaxRune && (r < 0xd800 || r > 0xdfff)
}

func quoteRune(r rune) string { return strconv.QuoteRuneToASCII(r) }

// keep adds to the text that Text collects.
func (x *XML) keep(b []byte) {
	if x.grab && len(x.text) < textBytes {
		x.text = append(x.text, b...)
	}
}

// wholeRunes cuts b to at most limit bytes, between characters.
func wholeRunes(b []byte, limit int) []byte {
	if len(b) <= limit {
		return b
	}
	for limit > 0 && !utf8.RuneStart(b[limit]) {
		limit--
	}
	return b[:limit]
}

// until passes over everything up to the end mark and the mark itself; set
// stops at the first byte of the mark.
func (x *XML) until(set uint8, end, inside string) {
	s := &x.s
	for {
		if x.chars(set); s.pos >= s.end {
			x.ended(inside)
			return
		}
		if s.has(len(end)) && string(s.buf[s.pos:s.pos+len(end)]) == end {
			s.pos += len(end)
			return
		}
		x.keep(s.buf[s.pos : s.pos+1])
		s.pos++
	}
}

// reference passes over the reference at pos.
func (x *XML) reference() {
	s := &x.s
	s.has(longestReference)
	r, n := reference(s.buf[s.pos:s.end])
	if n == 0 {
		s.fail("%s", badReference(s.buf[s.pos:s.end]))
		return
	}
	if !isChar(r, utf8.RuneLen(r)) {
		r = utf8.RuneError
		x.replace(1)
	}
	x.keep(utf8.AppendRune(nil, r))
	s.pos += n
}

const longestReference = 16

// reference reads a reference to a character, also to one that XML does not
// allow, or to one of the five entities, and its length, which is 0 when it is
// none.
func reference(b []byte) (r rune, n int) {
	end := bytes.IndexByte(b[:min(len(b), longestReference)], ';')
	if end < 2 {
		return 0, 0
	}
	name := b[1:end]
	if name[0] == '#' {
		r, ok := charNumber(name[1:])
		if !ok || r == 0 {
			return 0, 0
		}
		return r, end + 1
	}
	switch string(name) {
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "amp":
		r = '&'
	case "quot":
		r = '"'
	case "apos":
		r = '\''
	default:
		return 0, 0
	}
	return r, end + 1
}

// badReference says what is wrong with what is not a reference.
func badReference(b []byte) string {
	end := bytes.IndexByte(b, ';')
	if end < 0 || end >= longestReference {
		return "an & that begins no reference"
	}
	return fmt.Sprintf("unknown reference %.20q: only the five entities of XML and characters", b[:end+1])
}

// charNumber reads the digits of a character reference.
func charNumber(b []byte) (r rune, ok bool) {
	base := rune(10)
	if len(b) > 0 && b[0] == 'x' {
		base, b = 16, b[1:]
	}
	for _, c := range b {
		digit := rune(c - '0')
		if base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f' {
			digit = rune(c|0x20-'a') + 10
		} else if digit > 9 || c < '0' {
			return 0, false
		}
		if r = r*base + digit; r > utf8.MaxRune {
			return 0, false
		}
	}
	return r, len(b) > 0
}
