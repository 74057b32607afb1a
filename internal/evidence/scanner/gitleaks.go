package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var gitleaksFormat = reader.Format{
	Name: "gitleaks",
	Doc:  "Gitleaks' JSON (-f json) of version 8, and the list of version 7. It states no severity: a secret is high. The secret itself is never kept.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].RuleID", "[].Secret") || h.Has("[].Secret", "[].Match") || h.Has("[].offender", "[].leakURL") || h.Has("[].offender", "[].rule")
	},
	Clean: []string{"[]", "null"},
	Read:  readGitleaks,
}

func readGitleaks(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("gitleaks", "")
	for range j.Items() {
		f := fact.Finding{Line: j.Line(), Severity: fact.High, CWE: []string{"CWE-798"}}
		for key := range j.Fields() {
			switch key {
			case "RuleID", "rule":
				f.Rule = j.Text()
			case "Description":
				f.Message = j.Text()
			case "File", "file":
				f.Path = j.Text()
			case "StartLine", "lineNumber":
				f.At = int(j.Int())
			}
		}
		if f.Rule == "" {
			f.Rule = f.Message
		}
		s.Finding(&f)
	}
	return j.Err()
}
