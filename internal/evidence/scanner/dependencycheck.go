package scanner

import (
	"slices"
	"strconv"
	"strings"

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
			{"cwe", weaknesses}, // in XML, before there were cwes
			{"cwes[]", weaknesses},
			{"description", message},
		})
		dependency := counted("dependencies", within(layout{
			{"^fileName", pkg},
			{"^filePath", path},
			{"vulnerabilities[]", vulnerability},
			{"suppressedVulnerabilities[]", suppressed(vulnerability)},             // in JSON
			{"vulnerabilities.suppressedVulnerability", suppressed(vulnerability)}, // in XML
		}))
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
	case text == "", err == nil && score == 0:
		r.Severity = fact.Info
	case err == nil && score > 0 && score <= 10:
		r.Severity = fact.CVSS(score)
	default:
		r.Severity = ratings.Word(text, v.Fail)
	}
}
