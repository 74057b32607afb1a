package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var actionlintFormat = reader.Format{
	Name:      "actionlint",
	CutUnseen: true,
	Doc:       "actionlint's errors as JSON (-format '{{json .}}', and a line for each). It states no severity and calls them errors: they are high. A workflow that is not YAML makes the run incomplete.",
	Kind:      fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].filepath", "[].kind", "[].snippet") || h.Has("filepath", "kind", "snippet")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "actionlint", severity: fact.High}.readEach(in, s, layout{
			{"", finding(layout{
				{"kind", rule},
				{"message", message},
				{"filepath", path},
				{"line", line},
			}, func(_ reader.Value, r *report) { r.unread = strings.HasPrefix(r.Message, "could not parse as YAML") })},
		})
	},
}
