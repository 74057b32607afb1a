package scanner

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var npmAuditFormat = reader.Format{
	Name:   "npm-audit",
	Doc:    "npm audit --json: advisories of npm 6 (also pnpm audit), vulnerable packages of npm 7 and later, each counted once, whatever the paths that metadata counts. moderate is medium. The error that stands in place of a report makes the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "a severity that is counted and of which none is listed, since npm 6 counts paths",
	Claims: func(h *reader.Head) bool {
		return h.Has("auditReportVersion") || h.Has("advisories", "metadata") || h.Has("advisories", "actions") ||
			h.Has("error.summary", "error.detail") || h.Has("error.summary", "error.code") || strings.HasPrefix(h.Text("error.code"), "ERR_PNPM_")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		vulnerability := finding(layout{ // of npm 7
			{"name", pkg},
			{"severity", severity(ratings)},
			{"range", version},
			{"via[]", ignored}, // the name of another package
			{"via[].title", message},
			{"via[].url", advisories},
			{"via[].cwe", weaknesses},
		}, func(_ reader.Value, r *report) {
			if r.Rule = r.Package; len(r.CVE) > 0 {
				r.Rule = r.CVE[0]
			}
		})
		failure := part(layout{
			{"summary", orElse(messageOf)},
			{"message", orElse(messageOf)},
		}, func(_ reader.Value, r *report) {
			r.sink.Incomplete(r.Line, "%s", cmp.Or(r.Message, "npm audit failed"))
		})
		return scan{tool: "npm audit", list: "advisories or vulnerabilities"}.read(in, s, layout{
			{"advisories", listedByName(npmAdvisory())},
			{"vulnerabilities", listedByName(vulnerability)},
			{"error", enough(failure)},
			{"metadata.totalDependencies", saw("dependencies")},
			// npm 6 counts paths where the list has advisories.
			{"metadata.vulnerabilities", totals(map[string]setter{
				"critical": statedOf(fact.Critical), "high": statedOf(fact.High), "moderate": statedOf(fact.Medium), "low": statedOf(fact.Low),
				"total": statedSome("vulnerabilities"),
			}).Reader()},
		})
	},
}

// npmAdvisory reads an advisory as npm 6 and yarn 1 write them.
func npmAdvisory() setter {
	return finding(layout{
		{"id", rule},
		{"github_advisory_id", advisories},
		{"module_name", pkg},
		{"title", message},
		{"severity", severity(ratings)},
		{"cves", aliases},
		{"cwe", weaknesses},
	})
}
