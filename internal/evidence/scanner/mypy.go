package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
)

var mypyFormat = reader.Format{
	Name: "mypy",
	Doc:  "mypy's text and its JSON lines (--output json): errors are high, notes are no findings. An error that stopped mypy makes the run incomplete; a summary that counts other errors than the text holds is refused, and without one the run is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		if h.JSON() {
			return h.Has("file", "line", "severity", "message", "hint")
		}
		// pre-commit and JUnit files show what mypy says as a part of their own.
		return h.Container != reader.XMLDocument && slices.ContainsFunc(h.Lines, mypyLine) && !slices.ContainsFunc(h.Lines, hookLine().MatchString)
	},
	Clean: []string{""},
	Read: func(in *reader.Input, s *fact.Sink) error {
		s.Named("mypy", "")
		// As JSON a clean run is nothing at all; as text it says so.
		if in.Head.JSON() || in.Head.Container == reader.Empty && strings.Contains(in.Path, "json") {
			return mypyJSON(in, s)
		}
		return mypyText(in.Lines(), s)
	},
}

var (
	mypyMessage = lazy.Regexp(`^(.+?\.pyi?)(?::(\d+))?(?::\d+)*: (error|note|warning): (.*)$`)
	mypySummary = lazy.Regexp(`^(?:Found (\d+) errors? in \d+ files?|Success: (no) issues found in (\d+) source files?)(.*)$`)
	mypyCode    = lazy.Regexp(`\[([a-z][a-z0-9-]*)\]$`)
)

func mypyLine(line string) bool {
	line = plain(line)
	return strings.Contains(line, ".py") && mypyMessage().MatchString(line) ||
		(strings.HasPrefix(line, "Found ") || strings.HasPrefix(line, "Success: ")) && mypySummary().MatchString(line)
}

func mypyJSON(in *reader.Input, s *fact.Sink) error {
	kind := ""
	return scan{tool: "mypy", severity: fact.High}.readEach(in, s, layout{
		{"", finding(layout{
			{"file", path},
			{"line", line},
			{"message", message},
			{"code", rule},
			{"severity", into(&kind)},
		}, unreadRule("syntax"), func(_ reader.Value, r *report) {
			r.none = kind != "error"
			kind = ""
		})},
	})
}

// mypyText reads messages as lines. Pretty output breaks them, so that the code
// of an error may stand on a line behind it.
func mypyText(l *reader.Lines, s *fact.Sink) error {
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
			s.Saw("files", int64(leadingInt(m[3])))
			if declared := leadingInt(m[1]); declared != errors {
				l.Fail("the summary counts %d errors, the text holds %d", declared, errors)
			}
			if strings.Contains(m[4], "errors prevented further checking") {
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
