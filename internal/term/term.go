// Package term writes to a terminal: tables that fit its width, colour, and
// progress.
//
// It alone may colour or move the cursor, and only as its caller allows; the
// text it is given is taken for hostile, and every control character in it is
// made visible. It refuses to ask the environment anything: whether there is a
// terminal, how wide it is and whether it may be coloured is for its caller to
// say.
package term

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean returns s as one line that is safe to print: white space becomes single
// spaces, and control characters, terminal escapes, characters that reorder or
// hide text and broken UTF-8 are shown as "\x1b" or "\u202e".
func Clean(s string) string {
	if plain(s) {
		return s
	}
	var out strings.Builder
	space := false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case strings.ContainsRune(" \t\r\n\v\f\u0085\u2028\u2029", r):
			if !space {
				out.WriteByte(' ')
			}
			space = true
			s = s[size:]
			continue
		case r == utf8.RuneError && size == 1, r < utf8.RuneSelf && unicode.IsControl(r):
			out.WriteString(`\x` + hex(rune(s[0]), 2))
		case r > 0xffff && hidden(r):
			out.WriteString(`\U` + hex(r, 8))
		case hidden(r):
			out.WriteString(`\u` + hex(r, 4))
		default:
			out.WriteRune(r)
		}
		space = false
		s = s[size:]
	}
	return out.String()
}

// plain reports whether Clean has nothing to do.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return !strings.Contains(s, "  ")
}

// hidden reports whether r controls how other text is shown. The joiners of
// scripts and emoji, and the soft hyphen, are left.
func hidden(r rune) bool {
	switch r {
	case '\u200c', '\u200d', '\u00ad':
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co)
}

func hex(r rune, digits int) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", max(0, digits-len(s))) + s
}
