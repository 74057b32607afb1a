package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pyrightFormat = reader.Format{
	Name:   "pyright",
	Doc:    "Pyright's JSON (pyright --outputjson, also basedpyright). error is high, warning medium, information low.",
	Kind:   fact.Scanner,
	Totals: "the counts of the summary together",
	Claims: func(h *reader.Head) bool {
		return h.Has("generalDiagnostics", "summary.filesAnalyzed")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "pyright", list: "generalDiagnostics"}.read(in, s, layout{
			{"version", toolVersion},
			{"time", dated},
			{"generalDiagnostics", listed(finding(layout{
				{"file", path},
				{"severity", severity(reader.Severities{"error": fact.High, "warning": fact.Medium, "information": fact.Low})},
				{"message", message},
				{"range.start.line", lineFromZero},
				{"rule", rule},
			}))},
			{"summary", summed(layout{{"filesAnalyzed", saw("files")}}, "errorCount", "warningCount", "informationCount")},
		})
	},
}
