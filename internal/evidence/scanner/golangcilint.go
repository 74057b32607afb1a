package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var golangciLintFormat = reader.Format{
	Name:   "golangci-lint",
	Doc:    "golangci-lint's JSON (--output.json.path, --out-format json), also with the counts that version 2 prints behind it. A finding has the severity that its configuration gives: error is high, warning medium, info low, none medium. Its own error, a linter that could not run and code that does not compile (typecheck) make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "the number of issues behind the report of version 2",
	Claims: func(h *reader.Head) bool {
		return h.Has("Issues", "Report") || h.Has("Issues[].FromLinter")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		issues := 0
		lint := scan{tool: "golangci-lint", list: "Issues", severity: fact.Medium}
		report := lint.document(layout{
			{"Issues", enough(listed(finding(layout{ // null without findings
				{"FromLinter", analyzer},
				{"Text", message},
				{"Severity", severity(reader.Severities{
					"blocker": fact.Critical, "critical": fact.Critical, "high": fact.High, "error": fact.High, "medium": fact.Medium, "warning": fact.Medium,
					"": fact.Medium, "low": fact.Low, "info": fact.Low, "note": fact.Low, "minor": fact.Low, "major": fact.Medium,
				})},
				{"Pos.Filename", path},
				{"Pos.Line", line},
			}, func(_ reader.Value, r *report) {
				issues++
				r.Rule = r.Tool
				r.unread = r.Tool == "typecheck"
			})))},
			{"Report.Error", incomplete},
			// Only these of its warnings leave something out.
			{"Report.Warnings[]", part(layout{{"Text", message}}, func(_ reader.Value, r *report) {
				r.unread = strings.HasPrefix(r.Message, "Can't run linter")
			})},
		})
		j, r := in.JSON(), lint.begin(s)
		for i := range j.Values() {
			if i > 0 {
				return golangciStats(in.Lines(), issues)
			}
			if report(j, &r); j.Err() != nil {
				return j.Err()
			}
		}
		return j.Err()
	},
}
