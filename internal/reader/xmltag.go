package reader

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

func quoteRune(r rune) string { return strconv.QuoteRuneToASCII(r) }

func badReference(b []byte) string {
	end := bytes.IndexByte(b, ';')
	if end < 0 || end >= longestReference {
		return "an & that begins no reference"
	}
	return fmt.Sprintf("unknown reference %.20q: only the five entities of XML and characters", b[:end+1])
}

// startTag reads the start tag at pos and makes it the current element.
func (x *XML) startTag() bool {
	s := &x.s
	if x.rooted && len(x.starts) == 0 {
		s.fail("a second root element")
		return false
	}
	if len(x.starts) >= maxDepth {
		s.fail("nested deeper than the limit of %d", maxDepth)
		return false
	}
	for {
		end, ok := x.parseTag()
		if ok {
			x.tag, s.pos = s.pos, end
			x.pending, x.rooted = true, true
			return true
		}
		if s.err != nil {
			return false
		}
		if !s.more() {
			x.ended("a tag")
			return false
		}
	}
}

// parseTag reads the tag at pos from the window. Without an error it is not ok
// when the window ends before the tag.
func (x *XML) parseTag() (end int, ok bool) {
	s := &x.s
	x.attrs = x.attrs[:0]
	nameEnd := x.name(s.pos + 1)
	if nameEnd < 0 {
		return 0, false
	}
	for i := nameEnd; ; {
		before := i
		i = x.spaces(i)
		switch c := s.buf[i]; {
		case i >= s.end:
			return 0, false
		case c == '>' || c == '/' && i+1 < s.end && s.buf[i+1] == '>':
			x.empty = c == '/'
			x.starts = append(x.starts, len(x.names))
			x.names = append(x.names, s.buf[s.pos+1:nameEnd]...)
			if x.empty {
				i++
			}
			return i + 1, true
		case c == '/' && i+1 >= s.end:
			return 0, false
		case before == i || c == '/':
			s.failAt(i, "wanted white space or the end of the tag, found %s", quoteRune(rune(c)))
			return 0, false
		}
		if i = x.attribute(i); i < 0 {
			return 0, false
		}
	}
}

func (x *XML) spaces(i int) int {
	for c := x.s.buf[i]; c == ' ' || c == '\n' || c == '\t' || c == '\r'; c = x.s.buf[i] {
		i++
	}
	return i
}

// attribute reads name="value" at i and returns where it ends, or -1.
func (x *XML) attribute(i int) int {
	s := &x.s
	a := attr{name: i, local: i, plain: true}
	if a.nameEnd = x.name(i); a.nameEnd < 0 {
		return -1
	}
	name := s.buf[i:a.nameEnd]
	if colon := bytes.IndexByte(name, ':'); colon >= 0 && string(name[:colon]) != "xmlns" {
		a.local = i + colon + 1
	}
	if i = x.spaces(a.nameEnd); i >= s.end {
		return -1
	}
	if s.buf[i] != '=' {
		s.failAt(i, "wanted = after attribute %.40s", name)
		return -1
	}
	if i = x.spaces(i + 1); i >= s.end {
		return -1
	}
	a.value = i + 1
	switch s.buf[i] {
	case '"':
		a.valueEnd, a.plain = x.quoted(i+1, inDouble)
	case '\'':
		a.valueEnd, a.plain = x.quoted(i+1, inSingle)
	default:
		s.failAt(i, "wanted a quoted value of attribute %.40s", name)
		return -1
	}
	if a.valueEnd < 0 {
		return -1
	}
	if len(x.attrs) == maxAttributes {
		s.failAt(i, "more attributes than the limit of %d", maxAttributes)
		return -1
	}
	for _, b := range x.attrs {
		if bytes.Equal(s.buf[b.name:b.nameEnd], name) {
			s.failAt(i, "attribute %.40s is there twice", name)
			return -1
		}
	}
	x.attrs = append(x.attrs, a)
	return a.valueEnd + 1
}

// quoted finds the closing quote of the value at i, or gives -1.
func (x *XML) quoted(i int, set uint8) (end int, plain bool) {
	s := &x.s
	quote := byte('"')
	if set == inSingle {
		quote = '\''
	}
	for plain = true; ; {
		i = plainUntil(s.buf, i, quote)
		c := s.buf[i]
		switch {
		case i >= s.end:
			return -1, false
		case c == '"' || c == '\'':
			return i, plain
		case c == '<':
			s.failAt(i, "< in the value of an attribute")
			return -1, false
		case c == '&':
			_, n := reference(s.buf[i:s.end])
			if n == 0 && s.end-i < longestReference && !s.done {
				return -1, false
			}
			if n == 0 {
				s.failAt(i, "%s", badReference(s.buf[i:s.end]))
				return -1, false
			}
			plain = false
			i += n
		case c == '\n' || c == '\t' || c == '\r':
			plain = false
			i++
		default:
			if s.end-i < utf8.UTFMax && !s.done {
				return -1, false
			}
			r, n := utf8.DecodeRune(s.buf[i:s.end])
			if !isChar(r, n) {
				s.failAt(i, "%s", notChar(r, n))
				return -1, false
			}
			i += n
		}
	}
}

// value is the text of an attribute: references resolved, white space made
// spaces, as XML 1.0 section 3.3.3 asks. The bytes are valid until the next
// call.
func (x *XML) value(a *attr) []byte {
	raw := x.s.buf[a.value:a.valueEnd]
	if a.plain {
		return raw
	}
	out := x.text[:0]
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '&':
			r, n := reference(raw[i:])
			out = utf8.AppendRune(out, r)
			i += n - 1
		case c == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
		case c == '\n' || c == '\t' || c == '\r':
			out = append(out, ' ')
		default:
			out = append(out, c)
		}
	}
	x.text = out
	return out
}

// endTag reads the end tag at pos, which must match the open element.
func (x *XML) endTag() {
	s := &x.s
	var i int
	for {
		if i = x.name(s.pos + 2); i >= 0 {
			if space := x.spaces(i); space < s.end {
				x.close(s.buf[s.pos+2:i], space)
				return
			}
		}
		if s.err != nil {
			return
		}
		if !s.more() {
			x.ended("a tag")
			return
		}
	}
}

// close leaves the innermost element; the end tag's ">" must stand at i.
func (x *XML) close(name []byte, i int) {
	s := &x.s
	switch {
	case s.buf[i] != '>':
		s.failAt(i, "wanted the end of the tag, found %s", quoteRune(rune(s.buf[i])))
	case len(x.starts) == 0:
		s.fail("end tag %.40s without a start tag", name)
	case !bytes.Equal(x.names[x.starts[len(x.starts)-1]:], name):
		s.fail("wanted the end of element %.40s, found that of %.40s", x.names[x.starts[len(x.starts)-1]:], name)
	default:
		s.pos = i + 1
		x.pop()
	}
}

func (x *XML) pop() {
	last := len(x.starts) - 1
	x.names = x.names[:x.starts[last]]
	x.starts = x.starts[:last]
}

// name gives where the name at i ends; -1 when there is none or the window
// ends first.
func (x *XML) name(i int) int {
	s := &x.s
	for start := i; ; i++ {
		c := s.buf[i]
		switch {
		case i >= s.end:
			return -1
		case c < utf8.RuneSelf && nameBytes[c] && (i > start || c != '-' && c != '.' && (c < '0' || c > '9')):
		case c < utf8.RuneSelf && i > start:
			return i
		case c < utf8.RuneSelf:
			s.failAt(i, "wanted a name, found %s", quoteRune(rune(c)))
			return -1
		default:
			r, n := utf8.DecodeRune(s.buf[i:s.end])
			if r == utf8.RuneError && s.end-i < utf8.UTFMax && !s.done {
				return -1
			}
			if !unicode.In(r, nameStart) && (i == start || !unicode.In(r, nameRest)) {
				s.failAt(i, "wanted a name, found %s", quoteRune(r))
				return -1
			}
			i += n - 1
		}
	}
}

var nameBytes = func() (set [256]bool) {
	for _, c := range ":_-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		set[c] = true
	}
	return set
}()

// The characters beyond ASCII that may begin a name, and those that may also
// follow: NameStartChar and NameChar of XML 1.0.
var (
	nameStart = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0xc0, Hi: 0xd6, Stride: 1}, {Lo: 0xd8, Hi: 0xf6, Stride: 1}, {Lo: 0xf8, Hi: 0x2ff, Stride: 1},
			{Lo: 0x370, Hi: 0x37d, Stride: 1}, {Lo: 0x37f, Hi: 0x1fff, Stride: 1}, {Lo: 0x200c, Hi: 0x200d, Stride: 1},
			{Lo: 0x2070, Hi: 0x218f, Stride: 1}, {Lo: 0x2c00, Hi: 0x2fef, Stride: 1}, {Lo: 0x3001, Hi: 0xd7ff, Stride: 1},
			{Lo: 0xf900, Hi: 0xfdcf, Stride: 1}, {Lo: 0xfdf0, Hi: 0xfffd, Stride: 1},
		},
		R32:         []unicode.Range32{{Lo: 0x10000, Hi: 0xeffff, Stride: 1}},
		LatinOffset: 3,
	}
	nameRest = &unicode.RangeTable{
		R16:         []unicode.Range16{{Lo: 0xb7, Hi: 0xb7, Stride: 1}, {Lo: 0x300, Hi: 0x36f, Stride: 1}, {Lo: 0x203f, Hi: 0x2040, Stride: 1}},
		LatinOffset: 1,
	}
)
