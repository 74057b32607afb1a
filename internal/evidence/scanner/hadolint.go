package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var hadolintFormat = reader.Format{
	Name: "hadolint",
	Doc:  "Hadolint's JSON (-f json). error is high, warning medium, info low, style info. A Dockerfile that it could not parse (DL1000) makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].file", "[].level", "[].column") && h.Kind("[].code") == '"'
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *fact.Sink) error {
		j := in.JSON()
		s.Named("hadolint", "")
		for range j.Items() {
			f := shellComment(j)
			if f.Rule == "DL1000" {
				s.Skip(f.Line, "%s: %s", f.Path, f.Message)
			}
			s.Finding(&f)
		}
		return j.Err()
	},
}
