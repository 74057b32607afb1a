package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var hadolintFormat = reader.Format{
	Name: "hadolint",
	Doc:  "Hadolint's JSON (-f json). error is high, warning medium, info low, style info. A Dockerfile that it could not parse (DL1000) makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		code := h.Text("[].code")
		return h.Has("[].file", "[].level", "[].column") && (strings.HasPrefix(code, "DL") || strings.HasPrefix(code, "SC"))
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "hadolint"}.read(in, s, layout{{"[]", shellComment(unreadRule("DL1000"))}})
	},
}
