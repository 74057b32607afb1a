package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var swiftlintFormat = reader.Format{
	Name:  "swiftlint",
	Doc:   "SwiftLint's JSON reporter (swiftlint lint --reporter json). Error is high, Warning medium.",
	Kind:  fact.Scanner,
	Codes: []int{0, 2},
	Claims: func(h *reader.Head) bool {
		return h.Has("[].rule_id", "[].reason", "[].character", "[].type")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "swiftlint"}.read(in, s, layout{
			{"[]", finding(layout{
				{"rule_id", rule},
				{"severity", severity(levels)},
				{"reason", message},
				{"file", path},
				{"line", line},
			})},
		})
	},
}
