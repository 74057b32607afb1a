package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var trivyFormat = reader.Format{
	Name: "trivy",
	Doc:  "Trivy's JSON report (--format json), schema 2, the list of older versions, and the reports of a cluster (trivy k8s): vulnerabilities, failed misconfigurations, secrets and licences. Severities are Trivy's own; of UNKNOWN the newest CVSS of any source counts, else it is unrated. Findings that a .trivyignore or VEX removed are suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("SchemaVersion", "ArtifactName") || h.Has("ClusterName", "Resources") || h.Has("ClusterName", "Findings") || h.Has("ClusterName", "Vulnerabilities") || h.Has("ClusterName", "Misconfigurations") ||
			h.Has("[].Target", "[].Vulnerabilities") || h.Has("[].Target", "[].Type")
	},
	Clean: []string{"null", "[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "trivy"}.read(in, s, trivyReport())
	},
}

// trivyReport says where the findings of a report stand.
func trivyReport() layout {
	found := layout{ // of any class
		{"VulnerabilityID", identified},
		{"ID", identified},
		{"RuleID", identified},
		{"Name", orElse(ruleOf)},
		{"PkgName", pkg},
		{"InstalledVersion", version},
		{"PkgPath", ownPath},
		{"FilePath", ownPath},
		{"StartLine", line},
		{"^Title", message},
		{"Message", message},
		{"Severity", severity(ratings)},
		{"CVSS.*.V40Vector", vector},
		{"CVSS.*.V40Score", score(40)},
		{"CVSS.*.V3Vector", vector},
		{"CVSS.*.V3Score", score(31)},
		{"CVSS.*.V2Vector", vector},
		{"CVSS.*.V2Score", score(20)},
		{"CweIDs", weaknesses},
		{"Status", words{"PASS": none, "EXCEPTION": accept}.read}, // of a check
	}
	result := counted("targets", within(closed(layout{
		{"^Target", path},
		{"Vulnerabilities[]", finding(found)},
		{"Misconfigurations[]", finding(found)},
		{"Secrets[]", finding(found)},
		{"Licenses[]", finding(found)},
		{"ExperimentalModifiedFindings[]", suppressed(finding(layout{{"Finding", found.Reader()}}))},
	}, "Packages", "CustomResources", "MisconfSummary")))
	resource := layout{ // of a cluster
		{"Results[]", result},
		{"Error", leftOut},
	}.Reader()
	return layout{
		{"[]", result},
		{"Results[]", result},
		{"Resources[]", resource},
		{"Findings[]", resource},
		{"Vulnerabilities[]", resource},
		{"Misconfigurations[]", resource},
		{"CreatedAt", dated},
		{"Metadata.ImageID", artefact},
		{"Metadata.RepoDigests[]", artefact},
		{"Trivy.Version", toolVersion},
	}
}
