package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var neuVectorFormat = reader.Format{
	Name: "neuvector",
	Doc:  "NeuVector's scan report as JSON: vulnerabilities in its own severities; checks, of which WARN is medium and INFO and NOTE are info; secrets, which are high. An error message makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("report.vulnerabilities", "report.modules") || h.Has("report.vulnerabilities[].feed_rating") || h.Has("report.cvedb_version")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "NeuVector", list: "report.vulnerabilities"}.read(in, s, layout{{"error_message", incomplete}, {"report", closed(layout{
			{"^repository", path},
			{"digest", artefact},
			{"vulnerabilities", listed(finding(layout{
				{"name", identified},
				{"severity", severity(ratings)},
				{"vectors_v3", vector},
				{"score_v3", func(v reader.Value, r *report) {
					if text := v.Text(); text != "0" { // not scored
						scoredText(text, r)
					}
				}},
				{"package_name", pkg},
				{"package_version", version},
				{"description", message},
				{"cves", aliases},
			}))},
			{"checks[]", finding(layout{
				{"test_number", rule},
				{"description", message},
				{"level", words{"PASS": none}.or(severity(neuVectorLevels))},
			})},
			{"secrets[]", finding(layout{
				{"type", rule},
				{"path", path},
			}, func(_ reader.Value, r *report) { r.Severity, r.word, r.Message = fact.High, true, "a secret" })},
		}, "modules", "envs", "cmds", "labels", "layers", "setid_perms", "signature_data").Reader()}})
	},
}

// neuVectorLevels are those of checks.
var neuVectorLevels = reader.Severities{"warn": fact.Medium, "info": fact.Info, "note": fact.Info, "error": fact.High, "high": fact.High}
