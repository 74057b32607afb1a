package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var ruffFormat = reader.Format{
	Name:      "ruff",
	CutUnseen: true,
	Doc:       "Ruff's findings as JSON or JSON lines (--output-format json, json-lines; not --statistics, which has no findings). It states no severity: findings are medium. A file that it could not parse makes the run incomplete.",
	Kind:      fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].filename", "[].location.row", "[].code") || h.Has("filename", "location.row", "code")
	},
	Clean: []string{"[]", ""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "ruff", severity: fact.Medium}.readEach(in, s, layout{
			{"", finding(layout{
				{"code", rule},
				{"message", message},
				{"filename", path},
				{"location.row", line},
			}, unreadRule("", "E999", "invalid-syntax"))}, // without a code in older versions
		})
	},
}
