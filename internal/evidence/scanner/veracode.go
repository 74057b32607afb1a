package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var veracodeFormat = reader.Format{
	Name:   "veracode",
	Doc:    "Veracode's detailed XML report (static, dynamic and manual flaws and the vulnerabilities of components) and the JSON of its findings API, of which a page that does not hold all is incomplete. Severity 5 is critical, 4 high, 3 medium, 2 and 1 low, 0 info. Fixed flaws are not findings, accepted mitigations are suppressed.",
	Kind:   fact.Scanner,
	Totals: "flaws_not_mitigated, where none is listed, and the total of pages",
	Claims: func(h *reader.Head) bool {
		return h.Root == "detailedreport" || h.Has("_embedded.findings[].finding_details") || h.Has("_embedded.findings", "page") || h.Has("findings[].finding_details")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if in.Head.JSON() {
			return readVeracodeJSON(in, s)
		}
		flaw := finding(layout{
			{"@cweid", func(v reader.Value, r *report) {
				r.Rule = "CWE-" + v.Text()
				r.CWE = []string{r.Rule}
			}},
			{"@severity", severity(veracodeSeverities)},
			{"@description", message},
			{"@sourcefilepath", path},
			{"@sourcefile", func(v reader.Value, r *report) { r.Path += v.Text() }},
			{"@url", ownPath},
			{"@line", line},
			{"@remediation_status", words{"Fixed": none, "Mitigated": accept}.read},
			{"@mitigation_status", words{"accepted": accept}.read},
		})
		component := within(layout{
			{"@library", pkg},
			{"@version", version},
			{"vulnerabilities.vulnerability", finding(layout{
				{"@cve_id", advisory},
				{"@cwe_id", weaknesses},
				{"@severity", severity(veracodeSeverities)},
				{"@cve_summary", message},
				{"@mitigation", words{"true": accept}.read},
			})},
		})
		return scan{tool: "veracode", list: "severity"}.read(in, s, layout{
			// Flaws stand by category, weakness and the kind of analysis.
			{"severity", listed(layout{{"cwe.*.flaw", flaw}}.Reader())},
			{"software_composition_analysis", listed(layout{{"component", component}}.Reader())},
			{"@generation_date", dated},
			{"@flaws_not_mitigated", statedSome("flaws")},
		})
	},
}

var veracodeSeverities = reader.Severities{
	"5": fact.Critical, "4": fact.High, "3": fact.Medium, "2": fact.Low, "1": fact.Low, "0": fact.Info,
}
