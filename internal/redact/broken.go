package redact

import (
	"html"
	"strings"
	"unicode/utf8"
)

// mended is a text without what may break a secret apart and a reader does not
// see: characters without width, entities for plain characters, and escapes of
// JSON. At gives the place of each of its bytes in the text as it was.
type mended struct {
	text string
	at   []int
}

// mend gives ok = false for a text that nothing is broken in.
func mend(s string) (m mended, ok bool) {
	if strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '\\') < 0 && !hasInvisible(s) {
		return m, false
	}
	out := make([]byte, 0, len(s))
	m.at = make([]int, 0, len(s)+1)
	for i := 0; i < len(s); {
		text, size := piece(s[i:])
		if text != s[i:i+size] {
			ok = true
		}
		for k := range len(text) {
			out, m.at = append(out, text[k]), append(m.at, i)
		}
		i += size
	}
	m.text, m.at = string(out), append(m.at, len(s))
	return m, ok
}

// piece is what the start of a text stands for, and how long that is.
func piece(s string) (string, int) {
	switch c := s[0]; {
	case c == '&':
		return entity(s)
	case c == '\\':
		return escape(s)
	case c < utf8.RuneSelf:
		return s[:1], 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if isInvisible(r) {
		return "", size
	}
	return s[:size], size
}

// longestEntity is "&NewLine;" and numbers with a few zeros.
const longestEntity = 10

func entity(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return s[:1], 1
	}
	text := html.UnescapeString(s[:end+1])
	if r, size := utf8.DecodeRuneInString(text); size == len(text) && isInvisible(r) {
		return "", end + 1
	}
	if len(text) != 1 {
		return s[:1], 1
	}
	return text, end + 1
}

// escape reads \u0026 and its like.
func escape(s string) (string, int) {
	if len(s) < 6 || s[1] != 'u' {
		return s[:1], 1
	}
	r := rune(0)
	for _, c := range []byte(s[2:6]) {
		digit := strings.IndexByte("0123456789abcdef", c|0x20)
		if digit < 0 {
			return s[:1], 1
		}
		r = r<<4 | rune(digit)
	}
	switch {
	case isInvisible(r):
		return "", 6
	case r > ' ' && r < utf8.RuneSelf && r != '\\':
		return string(r), 6
	}
	return s[:1], 1
}

// isInvisible says that a character has no width of its own.
func isInvisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x180e, r == 0xfeff, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe01ef:
		return true
	}
	return false
}

// hasInvisible looks for the first bytes of such characters.
func hasInvisible(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0xc2 {
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isInvisible(r) {
			return true
		}
		i += size - 1
	}
	return false
}
