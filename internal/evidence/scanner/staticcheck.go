package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var staticcheckFormat = reader.Format{
	Name:      "staticcheck",
	CutUnseen: true,
	Doc:       "Staticcheck's JSON lines (-f json). error is high, warning medium, ignored suppressed. A package that does not compile makes the run incomplete.",
	Kind:      fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("code", "severity", "location.file")
	},
	Clean: []string{""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "staticcheck"}.readEach(in, s, layout{
			{"", finding(layout{
				{"code", rule},
				{"severity", func(v reader.Value, r *report) {
					word := v.Text()
					r.Severity, r.Suppressed = staticcheckSeverities.Word(word, v.Fail), word == "ignored"
				}},
				{"message", message},
				{"location.file", path},
				{"location.line", line},
			}, unreadRule("compile"))},
		})
	},
}

var staticcheckSeverities = reader.Severities{"error": fact.High, "warning": fact.Medium, "ignored": fact.Info}
