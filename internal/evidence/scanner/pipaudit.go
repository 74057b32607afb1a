package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pipAuditFormat = reader.Format{
	Name: "pip-audit",
	Doc:  "pip-audit's JSON (-f json), as an object with dependencies or the list of older versions. It states no severity: findings are medium. A skipped dependency makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("dependencies[].vulns") || h.Has("[].name", "[].version", "[].vulns") ||
			h.Has("dependencies[].skip_reason") || h.Has("dependencies", "fixes")
	},
	Clean: []string{"[]", `{"dependencies":[]}`},
	Hints: []string{"pip_audit", "pipaudit"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		dependencies := listed(counted("dependencies", holding("vulns of a dependency", layout{
			{"^name", pkg},
			{"^version", version},
			{"vulns", listed(finding(layout{
				{"id", advisory},
				{"aliases", aliases},
				{"description", message},
			}))},
			{"skip_reason", enough(func(v reader.Value, r *report) {
				r.sink.Skip(v.Line(), "%s: %s", r.Package, v.Text())
			})},
		})))
		return scan{tool: "pip-audit", list: "dependencies", severity: fact.Medium}.read(in, s, layout{
			{"", dependencies},
			{"dependencies", dependencies},
		})
	},
}
