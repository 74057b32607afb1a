package reader

// word reads a number, true, false or null at pos, or one of the words that
// Python writes for what is not a number. The bytes are valid until the next call.
func (j *JSON) word() []byte {
	s := &j.s
	n := 0
	for {
		for bare[s.buf[s.pos+n]] {
			n++
		}
		if s.pos+n < s.end || !s.more() {
			break
		}
	}
	if s.err != nil {
		return nil
	}
	word := s.buf[s.pos : s.pos+n]
	if !isNumber(word) {
		switch string(word) {
		case "true", "false", "null", "NaN", "Infinity", "-Infinity":
		case "":
			j.expected("a value", s.buf[s.pos])
			return nil
		default:
			j.s.fail("expected a value, found %.40q", word)
			return nil
		}
	}
	s.pos += n
	return word
}

// bare are the bytes of numbers and words.
var bare = func() (set [256]bool) {
	for _, c := range "+-.0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_" {
		set[c] = true
	}
	return set
}()

// isNumber compares b with the grammar of RFC 8259 section 6.
func isNumber(b []byte) bool {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	whole := digits(b)
	if whole == 0 || whole > 1 && b[0] == '0' {
		return false
	}
	b = b[whole:]
	if len(b) > 0 && b[0] == '.' {
		n := digits(b[1:])
		if n == 0 {
			return false
		}
		b = b[1+n:]
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		b = b[1:]
		if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		n := digits(b)
		return n > 0 && n == len(b)
	}
	return len(b) == 0
}

func digits(b []byte) int {
	n := 0
	for n < len(b) && b[n]-'0' <= 9 {
		n++
	}
	return n
}

// expected says what was expected at pos instead of the byte that stands there.
func (j *JSON) expected(wanted string, found byte) {
	if j.s.atEnd() {
		j.s.fail("expected %s, found the end of the file", wanted)
		return
	}
	j.s.fail("expected %s, found %s", wanted, name(found))
}

// name is how messages speak of what begins with a byte.
func name(c byte) string {
	switch kindOf(c) {
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return "a string"
	case '0':
		return "a number"
	}
	if c < 0x20 || c >= 0x7f {
		return "a byte that is not text"
	}
	return string(rune(c))
}

// ended reports that the file ends inside something.
func (j *JSON) ended(inside string) { j.s.fail("the file ends inside %s", inside) }

func (j *JSON) badEscape(b []byte) {
	j.s.fail("expected an escape of JSON in the string, found %q", b[:min(len(b), 2)])
}
