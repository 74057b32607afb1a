package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var rubocopFormat = reader.Format{
	Name:   "rubocop",
	Doc:    "RuboCop's JSON formatter (rubocop --format json, also Standard and CookStyle). fatal and error are high, warning medium, convention and refactor low, info info. What it corrected is suppressed; a file that it could not parse (Lint/Syntax) makes the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "the offenses and files of the summary",
	Claims: func(h *reader.Head) bool {
		return h.Has("metadata.rubocop_version", "files")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var inspected int64
		offense := finding(layout{
			{"cop_name", rule},
			{"severity", severity(reader.Severities{
				"fatal": fact.High, "error": fact.High, "warning": fact.Medium, "convention": fact.Low, "refactor": fact.Low, "info": fact.Info,
			})},
			{"message", message},
			{"corrected", accepted},
			{"location.line", line},
			{"location.start_line", line},
		}, unreadRule("Lint/Syntax", "Syntax"))
		return scan{tool: "rubocop", list: "files"}.read(in, s, layout{
			{"metadata.rubocop_version", toolVersion},
			{"files", listed(holding("offenses of a file", layout{
				{"^path", path},
				{"offenses", listed(offense)},
			}))},
			{"summary.offense_count", stated},
			{"summary.target_file_count", func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), "target files", v.Int(), func() int64 { return inspected })
			}},
			{"summary.inspected_file_count", func(v reader.Value, r *report) {
				inspected = v.Int()
				r.sink.Saw("files", inspected)
			}},
		})
	},
}
