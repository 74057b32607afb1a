package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var oxlintFormat = reader.Format{
	Name: "oxlint",
	Doc:  "Oxlint's JSON (oxlint -f json). error is high, warning medium, advice low. A file that it could not parse, which has no rule, makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("diagnostics", "number_of_files", "number_of_rules")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "oxlint", list: "diagnostics"}.read(in, s, layout{
			{"diagnostics", listed(finding(layout{
				{"code", rule},
				{"severity", severity(reader.Severities{"error": fact.High, "warning": fact.Medium, "advice": fact.Low})},
				{"message", message},
				{"filename", path},
				{"labels[0].span.line", line},
			}, unreadRule("")))},
			{"number_of_files", saw("files")},
		})
	},
}
