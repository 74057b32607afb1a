package reader

import "encoding/binary"

// take marks the current value as read.
func (j *JSON) take() bool {
	if !j.pending {
		j.s.fail("the value was read already")
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
		j.s.fail("nested deeper than the limit of %d", maxDepth)
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

// space goes to the next byte that is not white space and returns it, or 0 at
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
	// Most gaps are the one space after a comma or a colon.
	if c := s.buf[s.pos+1]; c > ' ' && s.buf[s.pos] == ' ' {
		s.pos++
		return c
	}
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
