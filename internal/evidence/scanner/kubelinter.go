package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubeLinterFormat = reader.Format{
	Name: "kube-linter",
	Doc:  "KubeLinter's JSON (kube-linter lint --format json). It states no severity: a finding is medium. A run that says it failed must list a finding.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Summary.KubeLinterVersion") || h.Has("Reports[].Diagnostic", "Reports[].Check")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "kube-linter", severity: fact.Medium, list: "Reports"}.read(in, s, layout{
			{"Reports", enough(layout{{"[]", finding(layout{
				{"Check", rule},
				{"Diagnostic.Message", message},
				{"Object.Metadata.FilePath", ranked(ofPath, 2)},
				{"Object.K8sObject.Name", ranked(ofPath, 1)},
			})}}.Reader())},
			{"Checks[]", counted("checks", ignored)},
			{"Summary.KubeLinterVersion", toolVersion},
			{"Summary.CheckEndTime", dated},
			{"Summary.ChecksStatus", words{"Failed": func(v reader.Value, r *report) {
				r.sink.DeclaresSome(v.Line(), "findings of a run that failed", 1)
			}}.read},
		})
	},
}
