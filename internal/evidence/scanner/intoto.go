package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var inTotoFormat = reader.Format{
	Name:      "in-toto",
	CutUnseen: true,
	Doc:       "in-toto statements of vulnerabilities (vulns 0.1 and 0.2, and cosign's vuln/v1 around Trivy's report), alone, in DSSE envelopes or in sigstore bundles. The severity is a word, else the score, of any method; a finding without one is unrated. A statement is about the artefacts that it names by SHA-256. No signature is verified here.",
	Kind:      fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return vulnerabilities(h.Predicate()) != nil
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return in.Predicates(s, "vulnerabilities", vulnerabilities)
	},
}

// vulnerabilities gives what reads predicates of a type, nil for none.
func vulnerabilities(kind string) func(in *reader.Input, s *tally.Sink) error {
	for _, begins := range []string{
		"https://in-toto.io/attestation/vulns/v0.", "https://in-toto.io/attestation/vuln/v0.", "https://cosign.sigstore.dev/attestation/vuln/v1",
	} {
		if strings.HasPrefix(kind, begins) {
			return readVulnerabilities
		}
	}
	return nil
}

func readVulnerabilities(in *reader.Input, s *tally.Sink) error {
	if in.Head.Has("scanner.result.SchemaVersion") {
		return scan{tool: "trivy", list: "scanner.result.Results"}.read(in, s, layout{
			{"scanner.result", enough(trivyReport().Reader())},
			{"metadata.scanFinishedOn", dated},
		})
	}
	score := func(v reader.Value, r *report) {
		text := v.Text()
		if s, ok := ratings[strings.ToLower(text)]; ok {
			r.Severity, r.word = s, true
			return
		}
		scoredText(text, r)
	}
	return scan{list: "scanner.result"}.read(in, s, layout{
		{"^scanner.uri", toolName},
		{"scanner.version", toolVersion},
		{"scanner.result", listed(finding(layout{
			{"id", advisory},
			{"severity[].score", score},
		}))},
		{"metadata.scanFinishedOn", dated},
	})
}
