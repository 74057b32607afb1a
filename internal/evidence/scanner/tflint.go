package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var tflintFormat = reader.Format{
	Name:  "tflint",
	Doc:   "TFLint's JSON (tflint --format json). error is high, warning medium, info and notice low; what it fixed is suppressed. Its errors make the run incomplete.",
	Kind:  fact.Scanner,
	Codes: []int{0, 2},
	Claims: func(h *reader.Head) bool {
		return h.Has("issues[].rule.severity", "issues[].range.filename", "issues[].callers")
	},
	Clean: []string{`{"issues":[],"errors":[]}`},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "tflint", list: "issues"}.read(in, s, layout{
			{"issues", listed(finding(layout{
				{"rule.name", rule},
				{"rule.severity", severity(tflintLevels)},
				{"message", message},
				{"range.filename", path},
				{"range.start.line", line},
				{"fixed", accepted},
			}))},
			{"errors[]", skipped(layout{{"range.filename", path}, {"message", message}})},
		})
	},
}

// tflintLevels are those of its JSON, next to the word of the rules themselves.
var tflintLevels = reader.Severities{
	"error": fact.High, "warning": fact.Medium, "info": fact.Low, "notice": fact.Low,
}
