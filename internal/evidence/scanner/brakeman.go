package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var brakemanFormat = reader.Format{
	Name:   "brakeman",
	Doc:    "Brakeman's JSON (-f json). It states a confidence and no severity: High is high, Medium medium, Weak low. Ignored warnings are suppressed; its errors make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "security_warnings",
	Codes:  []int{0, 3},
	Claims: func(h *reader.Head) bool {
		return h.Has("warnings") && (h.Has("scan_info.brakeman_version") || h.Has("ignored_warnings"))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		warning := finding(layout{
			{"check_name", rule},
			{"message", message},
			{"confidence", severity(reader.Severities{"high": fact.High, "medium": fact.Medium, "weak": fact.Low})},
			{"file", path},
			{"line", line},
			{"cwe_id", weaknessNumber},
		})
		return scan{tool: "brakeman", list: "warnings"}.read(in, s, layout{
			{"warnings", listed(warning)},
			{"ignored_warnings[]", suppressed(warning)},
			{"errors[]", skipped(layout{{"error", message}})},
			{"scan_info.brakeman_version", toolVersion},
			{"scan_info.security_warnings", stated},
			{"scan_info.start_time", dated},
			{"scan_info.end_time", dated},
		})
	},
}
