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
	Totals: "the total, of npm 6 in paths; a severity that is counted and of which none is listed",
	Claims: func(h *reader.Head) bool {
		return h.Has("auditReportVersion") || h.Has("advisories", "metadata") || h.Has("advisories", "actions") ||
			h.Has("error.summary", "error.detail") || h.Has("error.summary", "error.code") || strings.HasPrefix(h.Text("error.code"), "ERR_PNPM_")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		total := ownTotal{what: "vulnerabilities"}
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
		}, total.one)
		failure := part(layout{
			{"summary", orElse(messageOf)},
			{"message", orElse(messageOf)},
		}, func(_ reader.Value, r *report) {
			r.sink.Incomplete(r.Line, "%s", cmp.Or(r.Message, "npm audit failed"))
		})
		// npm 6 counts paths, an advisory without one as one.
		paths := int64(0)
		advisory := npmAdvisory(layout{{"findings[].paths[]", func(reader.Value, *report) { paths++ }}}, func(reader.Value, *report) {
			total.listed += max(paths, 1)
			paths = 0
		})
		return scan{tool: "npm audit", list: "advisories or vulnerabilities"}.read(in, s, layout{{"", total.within(layout{
			{"advisories", listedByName(advisory)},
			{"vulnerabilities", listedByName(vulnerability)},
			{"error", enough(failure)},
			{"metadata.totalDependencies", saw("dependencies")},
			{"metadata.vulnerabilities", totals(map[string]setter{
				"critical": total.class(fact.Critical), "high": total.class(fact.High), "moderate": total.class(fact.Medium), "low": total.class(fact.Low),
				"info": total.class(fact.Info), "total": total.total,
			}).Reader()},
		}.Reader())}})
	},
}

// npmAdvisory reads an advisory as npm 6 and yarn 1 write them.
func npmAdvisory(more layout, ends ...setter) setter {
	return finding(append(layout{
		{"id", rule},
		{"github_advisory_id", advisories},
		{"module_name", pkg},
		{"title", message},
		{"severity", severity(ratings)},
		{"cves", aliases},
		{"cwe", weaknesses},
	}, more...), ends...)
}
