package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var (
	mypyMessage = lazy.Regexp(`^(.+?\.pyi?)(?::(\d+))?(?::\d+)*: (error|note|warning): (.*)$`)
	mypySummary = lazy.Regexp(`^(?:Found (\d+) errors? in \d+ files?|Success: (no) issues found in \d+ source files?)(.*)$`)
	mypyChecked = lazy.Regexp(`(?:found in|checked) (\d+) source files?`)
	mypyCode    = lazy.Regexp(`\[([a-z][a-z0-9-]*)\]$`)
)

func mypyLine(line string) bool {
	line = plain(line)
	return strings.Contains(line, ".py") && mypyMessage().MatchString(line) ||
		(strings.HasPrefix(line, "Found ") || strings.HasPrefix(line, "Success: ")) && mypySummary().MatchString(line)
}

// mypyText reads messages as lines. Pretty output breaks them, so that the code
// of an error may stand on a line behind it.
func mypyText(l *reader.Lines, s *tally.Sink) error {
	errors, summed := 0, false
	var last *fact.Finding
	flush := func() {
		if last != nil {
			s.Finding(last)
		}
		last = nil
	}
	for range l.All() {
		line := plain(l.Text())
		if m := mypySummary().FindStringSubmatch(line); m != nil {
			flush()
			summed = true
			s.None() // unless errors stand before it
			if files := mypyChecked().FindStringSubmatch(line); files != nil {
				s.Saw("files", int64(leadingInt(files[1])))
			}
			if declared := leadingInt(m[1]); declared != errors {
				l.Fail("the summary counts %d errors, the text holds %d", declared, errors)
			}
			if strings.Contains(m[3], "errors prevented further checking") {
				s.Incomplete(l.Line(), "errors prevented further checking")
			}
			continue
		}
		code := mypyCode().FindStringSubmatch(line)
		m := mypyMessage().FindStringSubmatch(line)
		if m != nil {
			flush()
			if m[3] == "error" {
				errors++
				last = &fact.Finding{Line: l.Line(), Severity: fact.High, Path: m[1], At: leadingInt(m[2]), Message: m[4]}
			}
		}
		if last != nil && last.Rule == "" && code != nil {
			last.Rule = code[1]
		}
	}
	flush()
	if !summed {
		s.Incomplete(l.Line(), "the summary at the end is not there")
	}
	return l.Err()
}
