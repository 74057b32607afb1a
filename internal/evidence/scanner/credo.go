package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var credoFormat = reader.Format{
	Name:  "credo",
	Doc:   "Credo's JSON (mix credo --format json). It rates by category: warning is medium, consistency, design, readability and refactor are low.",
	Kind:  fact.Scanner,
	Codes: reader.UpTo(127),
	Claims: func(h *reader.Head) bool {
		return h.Has("issues[].check", "issues[].trigger", "issues[].line_no")
	},
	Clean: []string{`{"issues":[]}`},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "credo", list: "issues"}.read(in, s, layout{
			{"issues", listed(finding(layout{
				{"check", rule},
				{"category", severity(reader.Severities{
					"warning": fact.Medium, "consistency": fact.Low, "design": fact.Low, "readability": fact.Low, "refactor": fact.Low,
				})},
				{"message", message},
				{"filename", path},
				{"line_no", line},
			}))},
		})
	},
}
