package reader

import "bytes"

// declaration passes over the XML declaration, which only the very start of
// the file may hold.
func (x *XML) declaration() {
	s := &x.s
	if s.has(6) && string(s.buf[s.pos:s.pos+5]) == "<?xml" && nameBytes[s.buf[s.pos+5]] == 0 {
		s.pos += 5
		x.until(inInstruction, "?>", "the XML declaration")
	}
}

// instruction passes over a processing instruction.
func (x *XML) instruction() {
	s := &x.s
	end := -1
	for end < 0 {
		if end = x.name(s.pos + 2); end < 0 && (s.err != nil || !s.more()) {
			x.ended("a processing instruction")
			return
		}
	}
	if bytes.EqualFold(s.buf[s.pos+2:end], []byte("xml")) {
		s.fail("an XML declaration that is not at the start of the file")
		return
	}
	if c := s.buf[end]; c != '?' && x.spaces(end) == end {
		s.fail("expected white space in the processing instruction")
		return
	}
	s.pos = end
	x.aside(func() { x.until(inInstruction, "?>", "a processing instruction") })
}

// aside does something without keeping its text.
func (x *XML) aside(pass func()) {
	grab := x.grab
	x.grab = false
	pass()
	x.grab = grab
}

// doctype passes over a document type; its declarations have no effect, so
// that references to what they declare are errors.
func (x *XML) doctype() {
	s := &x.s
	for open := 1; open > 0; {
		if !s.has(1) {
			x.ended("a document type")
			return
		}
		switch c := s.buf[s.pos]; {
		case c == '"' || c == '\'':
			s.pos++
			if x.literal(c); s.err != nil {
				return
			}
		case c == '<' && s.has(4) && string(s.buf[s.pos:s.pos+4]) == "<!--":
			x.markup()
		case c == '<' && s.has(2) && s.buf[s.pos+1] == '?':
			x.instruction()
		case c == '<':
			open++
			s.pos++
		case c == '>':
			open--
			s.pos++
		case c >= 0x80 || c < ' ' && c != '\t' && c != '\n' && c != '\r':
			if s.has(4); !x.rune() {
				return
			}
		default:
			s.pos++
		}
		if s.err != nil {
			return
		}
	}
}

// literal passes over a quoted text of a document type.
func (x *XML) literal(quote byte) {
	s := &x.s
	for {
		i := bytes.IndexByte(s.buf[s.pos:s.end], quote)
		if i >= 0 {
			s.pos += i + 1
			return
		}
		if s.pos = s.end; !s.more() {
			x.ended("a document type")
			return
		}
	}
}
