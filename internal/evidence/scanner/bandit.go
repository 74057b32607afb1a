package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var banditFormat = reader.Format{
	Name:   "bandit",
	Doc:    "Bandit's JSON report (-f json). Severities are Bandit's own; UNDEFINED is unrated. Files it could not parse make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "of its metrics a severity that is counted and of which no result is listed",
	Claims: func(h *reader.Head) bool {
		return h.Has("errors", "generated_at", "metrics") || h.Has("results[].issue_severity", "results[].test_id")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "bandit", list: "results"}.read(in, s, layout{
			{"results", listed(finding(layout{
				{"test_id", rule},
				{"issue_severity", severity(ratings)},
				{"issue_text", message},
				{"filename", path},
				{"line_number", line},
				{"issue_cwe.id", weaknessNumber},
			}))},
			{"errors[]", skipped(layout{
				{"filename", path},
				{"reason", message},
			})},
			{"generated_at", dated},
			{"metrics._totals", totals(map[string]setter{
				"loc": saw("lines"), "nosec": saw("nosec"), "skipped_tests": saw("skipped_tests"),
				"SEVERITY.HIGH": statedOf(fact.High), "SEVERITY.MEDIUM": statedOf(fact.Medium), "SEVERITY.LOW": statedOf(fact.Low),
			}).Reader()},
		})
	},
}
