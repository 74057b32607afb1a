package scanner

import (
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/reader"
)

var (
	golangciCount = lazy.Regexp(`^(\d+) issues[.:]$`)
	golangciShare = lazy.Regexp(`^\* [\w-]+: \d+$`)
)

// golangciStats checks what version 2 prints behind a report on its standard
// output: how many issues there are, and of each linter.
func golangciStats(l *reader.Lines, issues int) error {
	began, counted := false, false
	for range l.All() {
		text := l.Text()
		m := golangciCount().FindStringSubmatch(text)
		switch {
		case m != nil && leadingInt(m[1]) != issues:
			l.Fail("the last lines count %s issues, the report holds %d", m[1], issues)
		case m != nil:
			counted = true
		case !began && (text == "{" || strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}")):
			began = true
		case text == "", text == "}", text[0] == ' ', text[0] == '\t', golangciShare().MatchString(text):
		default:
			l.Fail("expected one report and the number of its issues, found %.80q", text)
		}
	}
	if !counted {
		l.Fail("expected nothing but the number of issues after the report")
	}
	return l.Err()
}
