package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cargoAuditFormat = reader.Format{
	Name:   "cargo-audit",
	Doc:    "cargo-audit's JSON (--json): one finding for each vulnerability of a package, by the score of its CVSS vector, unrated without one. Its warnings (unmaintained, unsound, yanked) are not vulnerabilities and only noted.",
	Kind:   fact.Scanner,
	Totals: "the count of vulnerabilities",
	Claims: func(h *reader.Head) bool {
		return h.Has("lockfile", "vulnerabilities.list") || h.Has("database.advisory-count", "vulnerabilities")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		vulnerabilities := listed(finding(layout{
			{"advisory.id", rule},
			{"advisory.aliases", aliases},
			{"advisory.title", message},
			{"advisory.cvss", vector},
			{"package.name", pkg},
			{"package.version", version},
		}))
		warning := counted("warnings", ignored)
		return scan{tool: "cargo-audit", list: "vulnerabilities.list"}.read(in, s, layout{
			{"vulnerabilities", vulnerabilities},
			{"vulnerabilities.list", vulnerabilities},
			{"lockfile.dependency-count", saw("dependencies")},
			{"vulnerabilities.count", stated},
			{"warnings[]", warning},
			{"warnings.*[]", warning}, // in later versions, by kind
		})
	},
}
