package scanner

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gitleaksFormat = reader.Format{
	Name: "gitleaks",
	Doc:  "Gitleaks' JSON (-f json) of version 8, and the list of version 7. It states no severity: a secret is high. The secret itself is never kept.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].RuleID", "[].Secret") || h.Has("[].Secret", "[].Match") || h.Has("[].offender", "[].leakURL") || h.Has("[].offender", "[].rule")
	},
	Clean: []string{"[]", "null"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "gitleaks", severity: fact.High}.read(in, s, layout{
			{"[]", finding(layout{
				{"RuleID", rule},
				{"rule", rule}, // in version 7, as the other names in lower case
				{"Description", message},
				{"File", path},
				{"file", path},
				{"StartLine", line},
				{"lineNumber", line},
			}, func(_ reader.Value, r *report) {
				r.CWE = []string{"CWE-798"}
				r.Rule = cmp.Or(r.Rule, r.Message)
			})},
		})
	},
}
