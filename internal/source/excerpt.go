package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const longestExcerpt = 160

// Excerpt shows the line with a caret under the column, two lines that end in
// a newline each. Tabs stay tabs so that the caret lines up; control
// characters become a replacement, since the line may be hostile. It returns
// "" when there is no text to show.
func (e *Error) Excerpt() string {
	if e.Text == "" || e.Pos.Col < 1 || e.Pos.Col > len(e.Text)+1 {
		return ""
	}
	head, rest := e.Text[:e.Pos.Col-1], e.Text[e.Pos.Col-1:]
	width := min(max(e.Width, 1), max(len(rest), 1))
	marked := rest[:min(width, len(rest))]
	if len(head) > longestExcerpt {
		head = "…" + strings.ToValidUTF8(head[len(head)-longestExcerpt/2:], "")
	}
	gutter := fmt.Sprintf("%5d | ", e.Pos.Line)
	line := visible(head + rest)
	if utf8.RuneCountInString(line) > longestExcerpt {
		line = string([]rune(line)[:longestExcerpt]) + "…"
	}
	carets := min(max(utf8.RuneCountInString(marked), 1), longestExcerpt)
	return gutter + line + "\n" +
		strings.Repeat(" ", len(gutter)-2) + "| " + indent(head) + "^" + strings.Repeat("~", carets-1) + "\n"
}

// indent is as wide as head: tabs stay, everything else is a space.
func indent(head string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, head)
}

// visible replaces what could steer a terminal.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			return utf8.RuneError
		}
		return r
	}, s)
}
