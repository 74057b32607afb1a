package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var xrayFormat = reader.Format{
	Name: "xray",
	Doc:  "JFrog Xray's reports: the export of a component's issues (data), a vulnerabilities report (rows) and an artifact summary (artifacts). Severities are Xray's own; Unknown goes by CVSS, else it is unrated. total_count and total_rows are compared with the list.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("total_count", "data") && (h.Has("data[].component_versions") || h.Has("data[].source_comp_id")) ||
			h.Has("total_rows", "rows") || h.Has("artifacts[].issues", "artifacts[].general")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		component := func(v reader.Value, r *report) {
			text := v.Text()
			if _, rest, ok := strings.Cut(text, "://"); ok {
				text = rest
			}
			if i := strings.LastIndexByte(text, ':'); i > 0 && r.Version == "" {
				r.Package, r.Version = text[:i], text[i+1:]
			}
		}
		identifiers := func(at string) layout {
			return layout{
				{at + "[].cve", aliases},
				{at + "[].cwe", weaknesses},
				{at + "[].cvss_v3", xrayVector},
				{at + "[].cvss_v2", xrayVector},
				{at + "[].cvss_v3_vector", xrayVector},
				{at + "[].cvss_v3_score", score(31)},
			}
		}
		issue := finding(append(append(layout{
			{"id", ranked(ofRule, 1)},
			{"issue_id", ranked(ofRule, 2)},
			{"severity", words{"Information": func(_ reader.Value, r *report) { r.Severity, r.word = fact.Info, true }}.or(severity(ratings))},
			{"summary", message},
			{"source_comp_id", component},
			{"vulnerable_component", component},
			{"impacted_artifact", path},
		}, identifiers("component_versions.more_details.cves")...), identifiers("cves")...), func(v reader.Value, r *report) {
			if r.Rule == "" && len(r.CVE) > 0 {
				r.Rule = r.CVE[0]
			}
		})
		return scan{tool: "Xray", list: "data, rows or artifacts"}.read(in, s, layout{
			{"total_count", stated},
			{"total_rows", stated},
			{"data", listed(issue)},
			{"rows", listed(issue)},
			{"artifacts", listed(holding("issues of an artifact", layout{
				{"^general.path", path},
				{"issues", listed(issue)},
				{"licenses[]", ignored},
			}))},
		})
	},
}

// xrayVector reads a vector that may stand behind its score, "7.5/CVSS:3.0/…".
func xrayVector(v reader.Value, r *report) {
	text := v.Text()
	if number, rest, ok := strings.Cut(text, "/"); ok && strings.Trim(number, "0123456789.") == "" {
		text = rest
	}
	vector(known{v, text}, r)
}
