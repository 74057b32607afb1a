package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var staticcheckFormat = reader.Format{
	Name: "staticcheck",
	Doc:  "Staticcheck's JSON lines (-f json). error is high, warning medium, ignored suppressed. A package that does not compile makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("code", "severity", "location.file")
	},
	Clean: []string{""},
	Read:  readStaticcheck,
}

var staticcheckSeverities = reader.Severities{"error": fact.High, "warning": fact.Medium, "ignored": fact.Info}

func readStaticcheck(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("staticcheck", "")
	for range j.Values() {
		f := fact.Finding{Line: j.Line()}
		for key := range j.Fields() {
			switch key {
			case "code":
				f.Rule = j.Text()
			case "severity":
				word := j.Text()
				f.Suppressed = word == "ignored"
				f.Severity = staticcheckSeverities.Word(word, j.Fail)
			case "message":
				f.Message = j.Text()
			case "location":
				place(j, &f, "file", "line")
			}
		}
		if f.Rule == "compile" {
			s.Skip(f.Line, "%s: %s", f.Path, f.Message)
		}
		s.Finding(&f)
	}
	return j.Err()
}
