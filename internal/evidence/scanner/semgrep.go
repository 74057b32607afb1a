package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var semgrepFormat = reader.Format{
	Name: "semgrep",
	Doc:  "Semgrep's JSON (--json), and the vulns that its API lists for a deployment. CRITICAL, HIGH, MEDIUM and LOW are themselves, ERROR is high, WARNING medium, INFO low, INVENTORY and EXPERIMENT info. Findings with nosemgrep are suppressed; errors and files that it could not parse make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].check_id") || h.Has("results", "errors", "paths.scanned") || h.Has("results", "paths", "version") ||
			h.Has("vulns[].advisory.ruleId", "vulns[].matchedDependency")
	},
	Clean: []string{`{"results":[],"errors":[]}`},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "semgrep", list: "results"}.read(in, s, layout{
			{"results", listed(finding(layout{
				{"check_id", rule},
				{"path", path},
				{"start.line", line},
				{"extra.message", message},
				{"extra.severity", severity(semgrepSeverities)},
				{"extra.is_ignored", accepted},
				{"extra.metadata.cwe", weaknesses},
			}))},
			{"vulns", listed(finding(layout{ // as its API lists them
				{"title", message},
				{"advisory.ruleId", rule},
				{"advisory.severity", severity(semgrepSeverities)},
				{"advisory.references.cveIds", aliases},
				{"advisory.references.cweIds", weaknesses},
				{"matchedDependency.name", pkg},
				{"matchedDependency.versionSpecifier", version},
				{"dependencyFileLocation.path", path},
				{"dependencyFileLocation.startLine", line},
				{"triage.status", words{"IGNORED": accept, "FIXED": accept}.read},
			}))},
			{"errors[]", skipped(layout{
				{"path", path},
				{"message", message},
				{"long_msg", message},
			})},
			{"paths.scanned[]", counted("files", ignored)},
			{"version", toolVersion},
		})
	},
}

var semgrepSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "moderate": fact.Medium, "low": fact.Low,
	"error": fact.High, "warning": fact.Medium, "info": fact.Low, "inventory": fact.Info, "experiment": fact.Info,
}
