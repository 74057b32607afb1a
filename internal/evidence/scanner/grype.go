package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var grypeFormat = reader.Format{
	Name:  "grype",
	Doc:   "Grype's JSON report (-o json). Severities are Grype's own; Negligible is info, Unknown unrated unless a CVSS vector stands next to it. ignoredMatches are suppressed.",
	Kind:  fact.Scanner,
	Codes: []int{0, 1, 2},
	Claims: func(h *reader.Head) bool {
		// Xeol, of the same house, has the same shape with another descriptor.
		name := h.Text("descriptor.name")
		return h.Has("matches") && name == "grype" || name == "" && h.Has("matches[].vulnerability.severity", "matches[].artifact")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		match := finding(layout{
			{"vulnerability.id", advisory},
			{"vulnerability.severity", severity(reader.Severities{
				"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low,
				"negligible": fact.Info,
			})},
			{"vulnerability.cvss[].vector", vector},
			{"vulnerability.description", message},
			{"relatedVulnerabilities[].id", aliases},
			{"artifact.name", pkg},
			{"artifact.version", version},
			{"artifact.locations[].path", orElse(pathOf)},
		})
		return scan{tool: "grype", list: "matches"}.read(in, s, layout{
			{"matches", listed(match)},
			{"ignoredMatches[]", suppressed(match)},
			{"source.target", artefact}, // of a folder it is its path
			{"source.target.imageID", artefact},
			{"source.target.manifestDigest", artefact},
			{"source.target.repoDigests[]", artefact},
			{"descriptor.version", toolVersion},
			{"descriptor.timestamp", dated},
		})
	},
}
