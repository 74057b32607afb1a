package audit

import (
	"strings"

	"signoff/internal/audit/figure"
	"signoff/internal/audit/words"
	"signoff/internal/lazy"
)

// Mark is what a glyph says about the line or cell that it stands in.
type Mark uint8

// The marks that reports use.
const (
	NoMark Mark = iota
	Tick
	Cross
	Warn
	Pending
)

var glyphs = []struct {
	glyph string
	mark  Mark
}{
	{"✅", Tick}, {"✔", Tick}, {"✓", Tick}, {"☑", Tick}, {"🟢", Tick},
	{"❌", Cross}, {"✗", Cross}, {"✘", Cross}, {"☒", Cross}, {"🔴", Cross}, {"⛔", Cross}, {"🚫", Cross},
	{"⚠", Warn}, {"🟡", Warn}, {"🟠", Warn}, {"⚡", Warn},
	{"⏳", Pending}, {"🔄", Pending}, {"🚧", Pending}, {"⏭", Pending}, {"⌛", Pending}, {"⏸", Pending},
}

// markOf is the gravest mark in s, since a line with a tick and a warning is
// not an unreserved claim.
func markOf(s string) Mark {
	found := NoMark
	if ascii(s) {
		return found
	}
	for _, g := range glyphs {
		if g.mark > found && strings.Contains(s, g.glyph) {
			found = g.mark
		}
	}
	return found
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// plain strips emphasis, code marks, links, line breaks and emoji from inline
// Markdown and leaves the words.
func plain(s string) string {
	if !strings.ContainsAny(s, "*`[]<_~\\") && ascii(s) {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	links := strings.Count(s, "](")
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte("*_[]()<>|`~#\\", s[i+1]) >= 0:
			b.WriteByte(s[i+1])
			i += 2
		case c == '*' || c == '`':
			i++
		case c == '~' && strings.HasPrefix(s[i:], "~~"):
			i += 2
		case c == '_' && edge(s, i):
			i++
		case c == '[' && links > 0:
			if l, ok := inlineLink(s[i:]); ok {
				b.WriteString(strings.Trim(l.text, "`*"))
				i += l.end
				links--
				continue
			}
			b.WriteByte(c)
			i++
		case c == '<':
			if end := tag(s[i:]); end > 0 {
				b.WriteByte(' ')
				i += end
				continue
			}
			b.WriteByte(c)
			i++
		case c < 0x80:
			b.WriteByte(c)
			i++
		default:
			i += writeWord(&b, s[i:])
		}
	}
	return strings.TrimSpace(b.String())
}

// writeWord copies one rune unless it is an emoji or a variation selector.
func writeWord(b *strings.Builder, s string) int {
	for i, r := range s {
		if i > 0 {
			return i
		}
		switch {
		case r >= 0x2600 && r <= 0x27bf, r >= 0x1f000 && r <= 0x1faff, r >= 0xfe00 && r <= 0xfe0f, r == 0x200d,
			r >= 0x23e9 && r <= 0x23fa, r >= 0x231a && r <= 0x231b, r == 0xfffd:
		case r == 0xa0 || r == 0x202f || r == 0x2009:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return len(s)
}

// edge says that the underscore at i opens or closes emphasis rather than
// joining two parts of a name.
func edge(s string, i int) bool {
	word := func(j int) bool {
		return j >= 0 && j < len(s) && (isLetter(s[j]) || isDigit(s[j]) || s[j] == '_')
	}
	return word(i-1) != word(i+1)
}

// tag is the length of the HTML tag that s starts with, or 0.
func tag(s string) int {
	if len(s) < 3 || s[1] != '/' && s[1] != '!' && !isLetter(s[1]) {
		return 0
	}
	const longest = 400
	for i := 1; i < len(s) && i < longest; i++ {
		switch s[i] {
		case '>':
			return i + 1
		case '<':
			return 0
		}
	}
	return 0
}

// keyValue splits "Key: value" with markup already stripped. The key is at
// most six words and holds no sentence.
func keyValue(s string) (key, value string, ok bool) {
	i := strings.IndexByte(s, ':')
	if i <= 0 || i > 60 || strings.HasPrefix(s[i:], "://") {
		return "", "", false
	}
	if i+1 < len(s) && s[i+1] != ' ' {
		return "", "", false
	}
	key = strings.TrimSpace(s[:i])
	if key == "" || len(strings.Fields(key)) > 6 || strings.ContainsAny(key, ".?!;|") && !strings.Contains(key,
		"/") && !fileName(key) {
		return "", "", false
	}
	return key, strings.TrimSpace(s[i+1:]), true
}

// fileName says whether s looks like a file's name, so that its dot does not
// end a sentence.
func fileName(s string) bool {
	return !strings.Contains(s, " ") && strings.Contains(s, ".")
}

// Value is a figure as a report prints it.
type Value = figure.Value

// figures finds the measured-looking figures of a line; code and addresses
// hold none.
func figures(raw string) []Value {
	return figure.All(words.Dates(plain(withoutAddresses(withoutCode(raw)))))
}

var webAddress = lazy.Regexp(`\b(?:https?|file)://[^\s)>]+|<[^>\s]+@[^>\s]+>`)

func withoutAddresses(s string) string {
	if !strings.Contains(s, "://") && !strings.Contains(s, "@") {
		return s
	}
	return webAddress().ReplaceAllString(s, " ")
}
