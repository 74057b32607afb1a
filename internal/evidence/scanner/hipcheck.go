package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var hipcheckFormat = reader.Format{
	Name: "hipcheck",
	Doc:  "Hipcheck's JSON (hc check --format json): one finding for each analysis that failed. It states no severity: each is medium. An analysis that met an error makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("hipcheck_version", "failing")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		analyses := layout{{"name", rule}, {"message", message}}
		return scan{tool: "Hipcheck", severity: fact.Medium, list: "failing"}.read(in, s, layout{
			{"hipcheck_version", toolVersion},
			{"analyzed_at", dated},
			{"repo_head", func(v reader.Value, r *report) { r.sink.Commit(v.Text()) }},
			{"passing[]", counted("analyses", ignored)},
			{"failing", listed(counted("analyses", finding(analyses)))},
			{"errored[]", counted("analyses", part(analyses, func(_ reader.Value, r *report) {
				r.sink.Skip(r.Line, "%s met an error", r.Rule)
			}))},
			{"recommendation.kind", words{"Investigate": func(v reader.Value, r *report) {
				r.sink.DeclaresSome(v.Line(), "analyses that failed", 1)
			}}.read},
		})
	},
}
