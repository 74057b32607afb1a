package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var psalmFormat = reader.Format{
	Name:  "psalm",
	Doc:   "Psalm's JSON (psalm --output-format=json). error is high, info low. A file that it could not parse (ParseError) makes the run incomplete.",
	Kind:  fact.Scanner,
	Codes: []int{0, 2},
	Claims: func(h *reader.Head) bool {
		return h.Has("[].file_name", "[].line_from", "[].type", "[].shortcode")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "psalm"}.read(in, s, layout{
			{"[]", finding(layout{
				{"type", rule},
				{"severity", severity(levels)},
				{"message", message},
				{"file_name", path},
				{"line_from", line},
			}, unreadRule("ParseError"))},
		})
	},
}
