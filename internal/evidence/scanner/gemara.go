package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gemaraFormat = reader.Format{
	Name: "gemara",
	Doc:  "Gemara's EvaluationLog in JSON: one finding for each control whose result is Failed, of high severity, since the model has none; Needs Review is an undecided one. A control that is Unknown or Not Run was not looked at, and makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Text("metadata.type") == "EvaluationLog" || h.Has("evaluations[].assessment-logs", "metadata.gemara-version")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		result := ""
		control := finding(layout{
			{"name", message},
			{"control.entry-id", rule},
			{"result", func(v reader.Value, r *report) {
				switch result = v.Text(); result {
				case "Passed", "Not Applicable":
					r.none = true
				case "Failed", "Unknown", "Not Run":
				case "Needs Review":
					r.Undecided = true
				default:
					v.Fail("unknown result %.40q", result)
				}
			}},
		}, func(_ reader.Value, r *report) {
			if result == "Unknown" || result == "Not Run" {
				r.none = true
				r.sink.Skip(r.Line, "%s was not looked at: %s", r.Rule, result)
			}
		})
		return scan{tool: "gemara", list: "evaluations", severity: fact.High}.read(in, s, layout{
			{"metadata.date", dated},
			{"metadata.author.version", toolVersion},
			{"evaluations", listed(counted("controls", control))},
		})
	},
}
