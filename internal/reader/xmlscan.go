package reader

// take marks the current element as descended into.
func (x *XML) take() bool {
	if !x.pending {
		x.Fail("the element was read already")
		return false
	}
	x.pending = false
	return true
}

// leave passes over the rest of open elements until only level are left.
func (x *XML) leave(level int) {
	for len(x.open) > max(level, 0) && x.s.err == nil {
		x.next()
	}
}

// next goes to the next tag: true after a start tag, false after an end tag or
// at the end of the document.
func (x *XML) next() bool {
	s := &x.s
	if x.empty {
		x.empty, x.pending = false, false
		x.pop()
		return false
	}
	x.pending = false
	if !x.begun {
		x.begun = true
		x.declaration()
	}
	for x.content() {
		switch s.buf[s.pos+1] {
		case '/':
			x.endTag()
			return false
		case '!':
			x.markup()
		case '?':
			x.instruction()
		default:
			return x.startTag()
		}
	}
	return false
}

// content passes over character data up to the next "<" and one byte more.
func (x *XML) content() bool {
	s := &x.s
	for {
		set := inText
		if len(x.open) == 0 {
			set = inProlog
		}
		switch c := x.chars(set); {
		case s.pos >= s.end:
			x.finish()
			return false
		case c == '<' && s.has(2):
			return true
		case c == '<':
			x.ended("a tag")
			return false
		case set == inProlog:
			s.fail("text outside of the root element")
			return false
		case c == '&':
			x.reference()
		case s.has(3) && string(s.buf[s.pos:s.pos+3]) == "]]>":
			s.fail("]]> outside of a CDATA section")
			return false
		default:
			x.keep(s.buf[s.pos : s.pos+1])
			s.pos++
		}
	}
}

// finish checks that the document may end here.
func (x *XML) finish() {
	switch {
	case len(x.open) > 0:
		x.ended("element " + x.local())
	case !x.rooted:
		x.s.fail("expected a root element, found the end of the file")
	}
}

// ended reports that the file ends inside something.
func (x *XML) ended(inside string) { x.s.fail("the file ends inside %.100s", inside) }

// markup passes over a comment, a CDATA section or a document type.
func (x *XML) markup() {
	s := &x.s
	switch {
	case s.has(4) && string(s.buf[s.pos:s.pos+4]) == "<!--":
		s.pos += 4
		x.aside(func() { x.until(inComment, "--", "a comment") })
		if s.err == nil && s.has(1) && s.buf[s.pos] == '>' {
			s.pos++
			return
		}
		s.fail("-- inside a comment")
	case s.has(9) && string(s.buf[s.pos:s.pos+9]) == "<![CDATA[" && len(x.open) > 0:
		s.pos += 9
		x.until(inCDATA, "]]>", "a CDATA section")
	case s.has(9) && string(s.buf[s.pos:s.pos+9]) == "<!DOCTYPE" && !x.rooted && !x.typed:
		s.pos += 9
		x.typed = true
		x.doctype()
	default:
		s.fail("expected a tag, a comment or a CDATA section, found <!")
	}
}
