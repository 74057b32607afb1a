package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var markdownlintFormat = reader.Format{
	Name: "markdownlint",
	Doc:  "markdownlint's JSON (markdownlint-cli --json, the JSON formatter of markdownlint-cli2). error is high, warning medium; versions that state no severity mean error.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].fileName", "[].ruleNames", "[].ruleDescription")
	},
	Clean: []string{"[]", ""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "markdownlint", severity: fact.High}.read(in, s, layout{
			{"[]", finding(layout{
				{"fileName", path},
				{"lineNumber", line},
				{"ruleNames[0]", rule},
				{"^ruleDescription", message},
				{"errorDetail", func(v reader.Value, r *report) {
					if text := v.Text(); text != "" {
						r.Message += ": " + text
					}
				}},
				{"severity", severity(levels)},
			})},
		})
	},
}
