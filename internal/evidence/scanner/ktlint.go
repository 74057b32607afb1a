package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var ktlintFormat = reader.Format{
	Name: "ktlint",
	Doc:  "ktlint's JSON (--reporter=json). It states no severity and calls them errors, as its Checkstyle report does: they are high. A file that it could not parse, which has no rule, makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].file", "[].errors[].rule", "[].errors[].message")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "ktlint", severity: fact.High}.read(in, s, layout{
			{"[]", counted("files", holding("errors of a file", layout{
				{"^file", path},
				{"errors", listed(finding(layout{
					{"rule", rule},
					{"message", message},
					{"line", line},
				}, unreadRule("")))},
			}))},
		})
	},
}
