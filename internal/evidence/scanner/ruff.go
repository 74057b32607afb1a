package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var ruffFormat = reader.Format{
	Name: "ruff",
	Doc:  "Ruff's findings as JSON or JSON lines (--output-format json, json-lines; not --statistics, which has no findings). It states no severity: findings are medium. A file that it could not parse makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].filename", "[].location.row", "[].code") || h.Has("filename", "location.row", "code")
	},
	Clean: []string{"[]", ""},
	Read: func(in *reader.Input, s *fact.Sink) error {
		j := in.JSON()
		s.Named("ruff", "")
		for range j.Values() {
			if j.Kind() == '{' {
				ruffFinding(j, s)
				continue
			}
			for range j.Items() {
				ruffFinding(j, s)
			}
		}
		return j.Err()
	},
}

func ruffFinding(j *reader.JSON, s *fact.Sink) {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for key := range j.Fields() {
		switch key {
		case "code":
			f.Rule = j.Text()
		case "filename":
			f.Path = j.Text()
		case "location":
			place(j, &f, "", "row")
		case "message":
			f.Message = j.Text()
		}
	}
	// Older versions give a syntax error no code, E999, or put it in words.
	if f.Rule == "" || f.Rule == "E999" || f.Rule == "invalid-syntax" {
		s.Skip(f.Line, "%s: %s", f.Path, f.Message)
	}
	s.Finding(&f)
}
