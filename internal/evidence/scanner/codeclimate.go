package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var codeClimateFormat = reader.Format{
	Name: "codeclimate",
	Doc:  "Issues as Code Climate and GitLab's code quality report write them, of any tool. blocker is critical, critical high, major medium, minor low; none is unrated.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].location.path", "[].description") && (h.Has("[].check_name") || h.Has("[].fingerprint"))
	},
	Clean: []string{"[]"},
	Hints: []string{"code-climate", "codequality", "code-quality", "code_quality"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{}.read(in, s, layout{
			{"[]", finding(layout{
				{"check_name", rule},
				{"engine_name", analyzer},
				{"description", message},
				{"severity", severity(impacts)},
				{"location.path", path},
				{"location.lines.begin", line},
				{"location.lines.begin.line", line},
				{"location.positions.begin", line},
				{"location.positions.begin.line", line},
			})},
		})
	},
}
