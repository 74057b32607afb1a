package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gosecFormat = reader.Format{
	Name:   "gosec",
	Doc:    "gosec's JSON report (-fmt=json). Severities are gosec's own; #nosec and suppressed issues are not findings. Packages it could not load make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "Stats.found, of the issues that are not suppressed",
	Claims: func(h *reader.Head) bool {
		return h.Has("Issues", "Stats.nosec") || h.Has("Issues[].rule_id", "Issues[].severity", "Issues[].confidence")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		issues := ownTotal{what: "findings"}
		return scan{tool: "gosec", list: "Issues"}.read(in, s, layout{{"", issues.within(layout{
			{"Issues", enough(listed(finding(layout{ // null without findings
				{"rule_id", rule},
				{"severity", severity(ratings)},
				{"details", message},
				{"file", path},
				{"line", firstLine},
				{"nosec", accepted},
				{"suppressions[]", accept},
				{"cwe.id", weaknessNumber},
				{"cwe.ID", weaknessNumber},
			}, issues.active)))},
			{"Golang errors.*.@", func(v reader.Value, r *report) {
				r.sink.Skip(v.Line(), "%s could not be loaded", v.Text())
			}},
			{"Stats.files", saw("files")},
			{"Stats.lines", saw("lines")},
			{"Stats.nosec", saw("nosec")},
			{"Stats.found", issues.total},
			{"GosecVersion", toolVersion},
		}.Reader())}})
	},
}
