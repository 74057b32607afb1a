package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var hdfResultsFormat = reader.Format{
	Name: "hdf-results",
	Doc:  "Heimdall Data Format, results from version 2 (baselines and requirements): one finding for each requirement with a failed result, by its impact: 0.9 critical, 0.7 high, 0.4 medium, above 0 low. A requirement of impact 0, or not applicable, is none; one whose effectiveStatus an override changed is suppressed. A requirement that was not reviewed or met an error makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("baselines[].requirements") && !h.Has("profiles")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		effective := ""
		requirement := hdfControl("requirements", []string{"passed", "failed", "notApplicable", "notReviewed", "error"}, func() { effective = "" }, layout{
			{"sourceLocation.ref", path},
			{"sourceLocation.line", line},
			{"effectiveStatus", func(v reader.Value, r *report) { effective = v.Text() }},
		}, func(results map[string]int, r *report) {
			switch {
			case results["failed"] > 0:
				r.none, r.Suppressed = false, effective != "" && effective != "failed" && effective != "error"
			case results["passed"] == 0 && results["notReviewed"] > 0:
				r.sink.Skip(r.Line, "%s was not reviewed", r.Rule)
			}
		})
		return scan{tool: "hdf", list: "baselines[].requirements"}.read(in, s, layout{
			{"timestamp", dated},
			{"baselines[].requirements", requirement},
		})
	},
}
