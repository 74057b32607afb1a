package scanner

import (
	"bytes"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var (
	goVetPackage    = lazy.Regexp(`^# (?:\[\S+( \[\S+\])?\]|\S+( \[\S+\])?)$`)
	goVetDiagnostic = lazy.Regexp(`^(vet: )?(\S+\.\w+:\d+(?::\d+)?): (.+)$`)
)

// goVetText tells whether text begins as go vet's does: a package, then another
// form of its name, a diagnostic or JSON. What go test prints of vet has the
// results of tests too and is not it.
func goVetText(lines []string) bool {
	if len(lines) < 2 {
		return len(lines) == 1 && strings.HasPrefix(lines[0], "vet: ")
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "FAIL") || strings.HasPrefix(line, "ok  ") || strings.HasPrefix(line, `{"`) {
			return false
		}
	}
	first, second := lines[0], lines[1]
	return strings.HasPrefix(first, "vet: ") ||
		goVetPackage().MatchString(first) && (second == "{" || second == "{}" || goVetPackage().MatchString(second) || goVetDiagnostic().MatchString(second))
}

// maxVetBytes bounds the output whose package lines have to be taken out.
const maxVetBytes = 64 << 20

// withoutComments empties the lines that begin with #, so that those of JSON
// keep their numbers.
func withoutComments(text []byte) []byte {
	lines := bytes.Split(text, []byte{'\n'})
	for i, line := range lines {
		if bytes.HasPrefix(line, []byte{'#'}) {
			lines[i] = nil
		}
	}
	return bytes.Join(lines, []byte{'\n'})
}

func goVetLines(l *reader.Lines, s *tally.Sink) error {
	for line := range l.All() {
		text := l.Text()
		switch m := goVetDiagnostic().FindSubmatch(line); {
		case m != nil && m[1] != nil:
			s.Skip(l.Line(), "%s", text)
		case m != nil:
			f := fact.Finding{Line: l.Line(), Severity: fact.Medium, Message: string(m[3])}
			f.Path, f.At = position(string(m[2]))
			s.Finding(&f)
		case text == "", goVetPackage().MatchString(text), text[0] == ' ', text[0] == '\t',
			strings.HasPrefix(text, "exit status"), strings.HasPrefix(text, "go: downloading"):
		default:
			s.Incomplete(l.Line(), "%s", text)
		}
	}
	return l.Err()
}

// position splits "path:line:column" or "path:line" from its end, for a path
// may hold a colon.
func position(text string) (path string, line int) {
	place := trailingNumber().FindStringSubmatchIndex(text)
	if place == nil {
		return text, 0
	}
	return text[:place[0]], leadingInt(text[place[2]:place[3]])
}

var trailingNumber = lazy.Regexp(`:(\d+)(?::\d+)?$`)
