package scanner

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/cvss"
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dependencyCheckFormat = reader.Format{
	Name:  "dependency-check",
	Doc:   "OWASP Dependency-Check's JSON and XML: one finding for each vulnerability of a dependency, suppressed where a suppression file says so. Severities are those of its sources; moderate is medium, unknown info, a number is a CVSS score. An analyzer that failed makes the run incomplete.",
	Kind:  fact.Scanner,
	Codes: []int{0, 1, 15},
	Claims: func(h *reader.Head) bool {
		return h.Root == "analysis" && slices.Contains(h.Children, "projectInfo") ||
			h.Has("scanInfo", "projectInfo") || h.Has("dependencies[].fileName", "dependencies[].evidenceCollected")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		vulnerability := finding(layout{
			{"name", identified},
			{"severity", dependencyCheckSeverity},
			{"cvssv4.baseScore", score(40)},
			{"cvssv3.baseScore", score(31)},
			{"cvssV4.baseScore", score(40)}, // in XML
			{"cvssV3.baseScore", score(31)},
			{"cvssv2.score", score(20)},
			{"cvssV2.score", score(20)},
			{"cwe", weaknesses}, // in XML, before there were cwes
			{"cwes[]", weaknesses},
			{"description", message},
		})
		dependency := counted("dependencies", within(closed(layout{
			{"^fileName", pkg},
			{"^filePath", path},
			{"vulnerabilities[]", vulnerability},
			{"suppressedVulnerabilities[]", suppressed(vulnerability)},             // in JSON
			{"vulnerabilities.suppressedVulnerability", suppressed(vulnerability)}, // in XML
		}, "hashes", "packages", "evidenceCollected", "relatedDependencies", "projectReferences", "includedBy", "licenses",
			"vulnerabilityIds", "suppressedVulnerabilityIds", "availableVersions", "identifiers", "md5", "sha1", "sha256", "license",
			"description", "isVirtual", "fileName", "filePath", "ecosystem")))
		return scan{tool: "dependency-check", list: "dependencies"}.read(in, s, layout{
			{"dependencies", listed(dependency)},
			{"projectInfo.reportDate", dated},
			{"scanInfo.engineVersion", toolVersion},
			{"scanInfo.analysisExceptions[]", skipped(layout{{"exception.message", message}, {"", message}})},
		})
	},
}

// dependencyCheckSeverity reads a word or, of sources that have no word, a
// score, which is 0.0 where they have none either.
func dependencyCheckSeverity(v reader.Value, r *report) {
	text := strings.TrimSpace(v.Text())
	score, err := strconv.ParseFloat(text, 64)
	switch {
	case err == nil && score == 0:
	case err == nil && score > 0 && score <= 10:
		r.scored(cvss.Rating{Version: 30, Tenths: int(math.Round(10 * score))})
	default:
		if s := ratings.Word(text, v.Fail); s != fact.NoSeverity {
			r.Severity, r.word = s, true
		}
	}
}
