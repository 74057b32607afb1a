package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var safetyFormat = reader.Format{
	Name:   "safety",
	Doc:    "Safety's JSON: the list of version 1 (--json), the report of safety check (--output json, versions 2 and 3) and that of safety scan. The CVSS 3 score of a vulnerability by its bands; the report of safety check has a place for it, and one without is unrated; version 1 and safety scan state none: medium. Ignored ones are suppressed. A banner around the JSON is refused.",
	Kind:   fact.Scanner,
	Totals: "vulnerabilities_found, of those that are not ignored",
	Codes:  []int{0, 1, 64},
	Claims: func(h *reader.Head) bool {
		return h.Has("report_meta") && h.Has("vulnerabilities") || h.Has("report_meta", "scanned_packages") ||
			h.Has("scan_results.projects") || h.Kind("[]") == '[' && h.Kind("[][]") == '"'
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		found := ownTotal{what: "vulnerabilities"}
		vulnerability := finding(layout{
			{"vulnerability_id", rule},
			{"package_name", pkg},
			{"analyzed_version", version},
			{"advisory", message},
			{"CVE", advisories},
			{"CVE.name", advisories},
			{"ignored", accepted},
			{"severity.cvssv3.base_score", score(31)},
		}, found.active)
		return scan{tool: "safety", list: "vulnerabilities or scan_results.projects"}.read(in, s, layout{{"", found.within(layout{
			{"", listed(safetyTuple())},
			{"vulnerabilities", listed(vulnerability)},
			{"ignored_vulnerabilities[]", suppressed(vulnerability)},
			{"scan_results.projects", listed(holding("files of a project", layout{{"files", listed(safetyFile())}}))},
			{"report_meta.safety_version", toolVersion},
			{"report_meta.timestamp", dated},
			{"report_meta.packages_found", saw("packages")},
			{"report_meta.vulnerabilities_found", found.total},
			{"meta.version", toolVersion},
			{"meta.timestamp", dated},
		}.Reader())}})
	},
}

// neverRated gives a finding the severity of a format that has no place for one.
func neverRated(severity fact.Severity) setter {
	return func(_ reader.Value, r *report) { r.Severity = severity }
}

// safetyTuple reads a vulnerability of version 1: package, affected versions,
// installed version, advisory, identifier, and since 1.10 its CVSS scores.
func safetyTuple() setter {
	return finding(layout{
		{"[0]", pkg},
		{"[2]", version},
		{"[3]", func(v reader.Value, r *report) {
			r.Message = v.Text()
			r.CVE = vulnerabilityIDs(r.Message)
		}},
		{"[4]", rule},
	}, neverRated(fact.Medium), func(v reader.Value, r *report) {
		if r.Rule == "" {
			v.Fail("expected package, versions, version, advisory and identifier of a vulnerability")
		}
	})
}

// safetyFile reads what safety scan found in one file of a project.
func safetyFile() setter {
	return holding("results.dependencies of a file", layout{
		{"^location", path},
		{"results.dependencies", listed(counted("packages", holding("specifications of a dependency", layout{
			{"^name", pkg},
			{"specifications", listed(holding("vulnerabilities.known_vulnerabilities of a specification", layout{
				{"^raw", version},
				{"vulnerabilities.known_vulnerabilities", listed(finding(layout{
					{"id", rule},
					{"ignored", func(v reader.Value, r *report) { r.Suppressed = v.Kind() == '{' || v.Kind() == 't' }},
				}, neverRated(fact.Medium)))},
			}))},
		})))},
	})
}
