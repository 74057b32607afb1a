package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var yamllintFormat = reader.Format{
	Name:      "yamllint",
	Doc:       "yamllint's text (-f parsable, standard). error is high, warning medium. A file that is not YAML (syntax) makes the run incomplete; a line that is none of its own is refused.",
	Kind:      fact.Scanner,
	Codes:     []int{0, 1, 2},
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return isText(h) && slices.ContainsFunc(h.Lines, func(line string) bool {
			return yamllintParsable().MatchString(line) || yamllintStandard().MatchString(line)
		})
	},
	Clean: []string{""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("yamllint", "")
		l, file := in.Lines(), "" // of the lines that follow its name
		for range l.All() {
			text := plain(l.Text())
			path, m := file, yamllintStandard().FindStringSubmatch(text)
			if p := yamllintParsable().FindStringSubmatch(text); p != nil {
				path, m = p[1], p[1:] // of the same groups behind the path
			}
			switch {
			case m != nil && path != "":
				f := fact.Finding{Line: l.Line(), Path: path, At: leadingInt(m[1]), Severity: levels[m[2]], Message: m[3], Rule: m[4]}
				if f.Rule == "syntax" {
					s.Skip(l.Line(), "%s: %s", f.Path, f.Message)
				}
				s.Finding(&f)
			case strings.TrimSpace(text) == "":
				file = ""
			case m == nil && file == "" && text[0] != ' ':
				file = text
			default:
				l.Fail("expected a line of yamllint, found %.40q", text)
			}
		}
		return l.Err()
	},
}

var (
	yamllintParsable = lazy.Regexp(`^(.+?):(\d+):\d+: \[(error|warning)\] (.*?)(?: \(([a-z-]+)\))?$`)
	yamllintStandard = lazy.Regexp(`^  (\d+):\d+ +(error|warning)  (.*?)(?:  \(([a-z-]+)\))$`)
)
