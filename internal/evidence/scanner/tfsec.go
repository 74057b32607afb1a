package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var tfsecFormat = reader.Format{
	Name: "tfsec",
	Doc:  "tfsec's JSON (-f json). Severities are tfsec's own; ERROR of older versions is high, WARNING medium, INFO low. Passed results are not findings, ignored ones suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].rule_id", "results[].location.filename")
	},
	Clean: []string{`{"results":null}`, `{"results":[]}`},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "tfsec", list: "results"}.read(in, s, layout{
			{"results", enough(listed(finding(layout{ // null without findings
				{"long_id", rule},
				{"rule_id", orElse(ruleOf)},
				{"description", message},
				{"severity", severity(reader.Severities{
					"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "none": fact.Info,
					"error": fact.High, "warning": fact.Medium, "info": fact.Low,
				})},
				{"location.filename", path},
				{"location.start_line", line},
				{"passed", func(v reader.Value, r *report) { r.none = v.Bool() || r.none }},
				{"status", tfsecStatus},
			})))},
		})
	},
}

func tfsecStatus(v reader.Value, r *report) {
	switch status := v.Text(); status {
	case "", "failed", "0":
	case "passed", "1":
		r.none = true
	case "ignored", "2":
		r.Suppressed = true
	default:
		v.Fail("unknown status %.40q", status)
	}
}
