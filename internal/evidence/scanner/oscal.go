package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var oscalFormat = reader.Format{
	Name: "oscal",
	Doc:  "OSCAL assessment-results in JSON: one finding for each finding whose target is not satisfied, by the id of the target. The model has no severity, so each is high. Results without a finding and without an observation looked at nothing.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("assessment-results")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		looked := int64(0)
		found := finding(layout{
			{"title", message},
			{"target.target-id", rule},
			{"target.status.state", func(v reader.Value, r *report) {
				switch state := v.Text(); state {
				case "satisfied":
					r.none = true
				case "not-satisfied":
				default:
					v.Fail("unknown state %.40q", state)
				}
			}},
		})
		err := scan{tool: "oscal", severity: fact.High, list: "assessment-results.results"}.read(in, s, layout{
			{"assessment-results.metadata.last-modified", dated},
			{"assessment-results.results", listed(within(layout{
				{"end", dated},
				{"observations[]", func(reader.Value, *report) { looked++ }},
				{"findings[]", counted("findings", func(v reader.Value, r *report) {
					looked++
					found(v, r)
				})},
			}))},
		})
		if looked == 0 && err == nil {
			s.Incomplete(1, "no observation and no finding: nothing was looked at")
		}
		return err
	},
}
