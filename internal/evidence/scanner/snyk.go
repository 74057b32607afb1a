package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var snykFormat = reader.Format{
	Name:   "snyk",
	Doc:    "Snyk's JSON (snyk test, container test and iac test --json), of one project or of several: one finding for each vulnerable path, as the list in the file. Severities are Snyk's own; ignored vulnerabilities are suppressed.",
	Kind:   fact.Scanner,
	Totals: "uniqueCount, the distinct vulnerabilities of a project",
	Claims: func(h *reader.Head) bool {
		return h.Has("vulnerabilities", "dependencyCount") || h.Has("[].vulnerabilities", "[].dependencyCount") ||
			h.Has("infrastructureAsCodeIssues") || h.Has("[].infrastructureAsCodeIssues") ||
			h.Has("vulnerabilities", "licensesPolicy") || h.Has("vulnerabilities", "packageManager") || h.Has("[].vulnerabilities", "[].packageManager") ||
			h.Has("ok", "error", "path") || h.Has("[].ok", "[].error", "[].path")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		unique := ownTotal{what: "vulnerabilities"}
		vulnerability := finding(layout{
			{"id", rule},
			{"title", message},
			{"severity", severity(ratings)},
			{"isIgnored", accepted},
			{"lineNumber", func(v reader.Value, r *report) { r.At = int(max(v.Int(), 0)) }},
			{"packageName", pkg},
			{"moduleName", pkg},
			{"version", version},
			{"identifiers.CVE", aliases},
			{"identifiers.GHSA", aliases},
			{"identifiers.CWE", weaknesses},
		}, unique.rule)
		var project setter
		project = unique.within(holding("vulnerabilities", layout{
			{"vulnerabilities", listed(vulnerability)},
			{"infrastructureAsCodeIssues", listed(vulnerability)},
			{"filtered.ignore[]", suppressed(vulnerability)},
			{"dependencyCount", saw("dependencies")},
			{"uniqueCount", unique.total},
			{"applications[]", func(v reader.Value, r *report) { project(v, r) }},
			{"error", func(v reader.Value, r *report) {
				if line, text := v.Line(), v.Text(); text != "" {
					r.list = true // the error stands in its place
					r.sink.Incomplete(line, "%s", text)
				}
			}},
		}))
		return scan{tool: "snyk"}.read(in, s, layout{{"[]", project}, {"", project}})
	},
}
