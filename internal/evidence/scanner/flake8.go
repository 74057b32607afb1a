package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var flake8Format = reader.Format{
	Name:      "flake8",
	Doc:       "Flake8's text (--format default, pylint, also with --show-source, --statistics and --count), that of pycodestyle, and flake8-json. It states no severity: findings are medium. A file that it could not read or parse (E902, E999) makes the run incomplete, and a line that is none of its own is refused.",
	Kind:      fact.Scanner,
	Totals:    "the total of --count",
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return h.Has("*[].physical_line", "*[].line_number") || isText(h) && slices.ContainsFunc(h.Lines, flake8Line().MatchString) &&
			!slices.ContainsFunc(h.Lines, hookLine().MatchString) // pre-commit shows what Flake8 says as a part of its own
	},
	Clean: []string{""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if in.Head.JSON() {
			return scan{tool: "flake8", severity: fact.Medium}.read(in, s, layout{{"*", counted("files", layout{{"[]", finding(layout{
				{"code", rule},
				{"text", message},
				{"filename", path},
				{"line_number", line},
			}, unreadRule(flake8Unread...))}}.Reader())}})
		}
		s.Named("flake8", "")
		return flake8Text(in.Lines(), s)
	},
}

var (
	flake8Line   = lazy.Regexp(`^(.+?):(\d+)(?::\d+: ([A-Z]{1,4}\d{2,4})|: \[([A-Z]{1,4}\d{2,4})\]) (.+)$`)
	flake8Sum    = lazy.Regexp(`^\d+ +[A-Z]{1,4}\d{2,4} `) // of --statistics
	flake8Total  = lazy.Regexp(`^\d+$`)
	flake8Unread = []string{"E902", "E999"}
)

// flake8Text reads lines. The source that --show-source prints below a finding may
// begin at the margin; a caret below it marks the place.
func flake8Text(l *reader.Lines, s *tally.Sink) error {
	unknown, at := "", 0
	for range l.All() {
		text := plain(l.Text())
		m := flake8Line().FindStringSubmatch(text)
		blank := strings.TrimSpace(text) == ""
		switch {
		case strings.TrimSpace(text) == "^":
			unknown = ""
		case unknown != "":
			l.Fail("expected lines of Flake8, found %.40q on line %d", unknown, at)
		case m != nil:
			f := fact.Finding{Line: l.Line(), Path: m[1], At: leadingInt(m[2]), Severity: fact.Medium, Rule: m[3] + m[4], Message: m[5]}
			if slices.Contains(flake8Unread, f.Rule) {
				s.Skip(l.Line(), "%s: %s", f.Path, f.Message)
			}
			s.Finding(&f)
		case flake8Total().MatchString(text):
			s.Declares(l.Line(), "findings", int64(leadingInt(text)), nil)
		case !blank && text[0] != ' ' && text[0] != '\t' && !flake8Sum().MatchString(text):
			unknown, at = text, l.Line()
		}
	}
	if unknown != "" {
		l.Fail("expected lines of Flake8, found %.40q on line %d", unknown, at)
	}
	return l.Err()
}
