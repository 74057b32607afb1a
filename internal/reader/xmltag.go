package reader

import (
	"bytes"
	"unicode/utf8"
)

// startTag reads the start tag at pos and makes it the current element.
func (x *XML) startTag() bool {
	s := &x.s
	if x.rooted && len(x.open) == 0 {
		s.fail("a second root element")
		return false
	}
	if len(x.open) >= maxDepth {
		s.fail("nested deeper than the limit of %d", maxDepth)
		return false
	}
	for {
		x.odd = 0
		end, ok := x.parseTag()
		if ok {
			x.replace(x.odd)
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
	local := 0
	if x.colon >= 0 {
		local = x.colon - s.pos
	}
	for i := nameEnd; ; {
		before := i
		i = x.spaces(i)
		switch c := s.buf[i]; {
		case i >= s.end:
			return 0, false
		case c == '>' || c == '/' && i+1 < s.end && s.buf[i+1] == '>':
			if x.empty = c == '/'; x.empty {
				i++
			}
			x.push(s.buf[s.pos+1:nameEnd], local)
			return i + 1, true
		case c == '/' && i+1 >= s.end:
			return 0, false
		case before == i || c == '/':
			s.failAt(i, "expected white space or the end of the tag, found %s", quoteRune(rune(c)))
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
	if x.colon >= 0 && string(s.buf[i:x.colon]) != "xmlns" {
		a.local = x.colon + 1
	}
	if i = x.spaces(a.nameEnd); i >= s.end {
		return -1
	}
	if s.buf[i] != '=' {
		s.failAt(i, "expected = after attribute %.40s", name)
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
		s.failAt(i, "expected a quoted value of attribute %.40s", name)
		return -1
	}
	if a.valueEnd < 0 {
		return -1
	}
	if len(x.attrs) == maxAttributes {
		s.failAt(i, "more attributes than the limit of %d", maxAttributes)
		return -1
	}
	for k := range x.attrs {
		b := &x.attrs[k]
		if s.buf[b.name] == name[0] && string(s.buf[b.name:b.nameEnd]) == string(name) {
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
			r, n := reference(s.buf[i:s.end])
			if n > 0 && !isChar(r, utf8.RuneLen(r)) {
				x.odd++
			}
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
			r, n := utf8.DecodeRune(s.buf[i:s.end])
			if r == utf8.RuneError && s.end-i < utf8.UTFMax && !s.done {
				return -1, false
			}
			if r == 0 {
				s.failAt(i, "a byte 0, which no text has")
				return -1, false
			}
			if !isChar(r, n) {
				plain = false
				x.odd++
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
			if !isChar(r, utf8.RuneLen(r)) {
				r = utf8.RuneError
			}
			out = utf8.AppendRune(out, r)
			i += n - 1
		case c == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
		case c == '\n' || c == '\t' || c == '\r':
			out = append(out, ' ')
		case c >= ' ' && c < utf8.RuneSelf:
			out = append(out, c)
		default:
			r, n := utf8.DecodeRune(raw[i:])
			if !isChar(r, n) {
				r = utf8.RuneError
			}
			out = utf8.AppendRune(out, r)
			i += n - 1
		}
	}
	x.text = out
	return out
}

// endTag reads the end tag at pos, which must match the open element.
func (x *XML) endTag() {
	s := &x.s
	if len(x.open) == 0 {
		s.fail("an end tag without a start tag")
		return
	}
	want := x.innermost()
	for !s.has(2+len(want)+1) || !x.closed(want) {
		if s.err != nil {
			return
		}
		if !s.more() {
			x.ended("a tag")
			return
		}
	}
}

// closed leaves the innermost element. Without an error it is false when the
// window ends before the tag.
func (x *XML) closed(want []byte) bool {
	s := &x.s
	from := s.pos + 2
	end := from + len(want)
	if nameBytes[s.buf[end]] != 0 || s.buf[end] >= utf8.RuneSelf || !bytes.Equal(s.buf[from:end], want) {
		if end = x.name(from); end >= 0 {
			s.fail("expected the end of element %.40s, found that of %.40s", want, s.buf[from:end])
		}
		return false
	}
	end = x.spaces(end)
	if end < s.end && s.buf[end] != '>' {
		s.failAt(end, "expected the end of the tag, found %s", quoteRune(rune(s.buf[end])))
	}
	if end >= s.end || s.err != nil {
		return false
	}
	s.pos = end + 1
	x.pop()
	return true
}

// element is an open element: where its name begins among the names, and its
// local name in it.
type element struct{ name, local int }

func (x *XML) push(name []byte, local int) {
	x.open = append(x.open, element{len(x.names), len(x.names) + local})
	x.names = append(x.names, name...)
}

func (x *XML) pop() {
	last := len(x.open) - 1
	x.names = x.names[:x.open[last].name]
	x.open = x.open[:last]
}

// innermost is the name of the innermost open element.
func (x *XML) innermost() []byte { return x.names[x.open[len(x.open)-1].name:] }

// local is that name without its prefix.
func (x *XML) local() string { return x.s.words.of(x.names[x.open[len(x.open)-1].local:]) }
