package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var checkstyleFormat = reader.Format{
	Name: "checkstyle",
	Doc:  "Checkstyle's XML, of Checkstyle and of the many linters that write it. error is high, warning medium, info low, ignore info; no severity is an error. A file that Checkstyle failed on makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "checkstyle"
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		exception := skipped(layout{{"", message}})
		return scan{severity: fact.High}.read(in, s, layout{
			{"file", counted("files", within(layout{
				{"@name", path},
				{"error", finding(layout{
					{"@source", rule},
					{"@severity", severity(reader.Severities{
						"": fact.High, "fatal": fact.High, "error": fact.High, "warning": fact.Medium, "info": fact.Low, "ignore": fact.Info,
						"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "note": fact.Low, "style": fact.Info,
					})},
					{"@message", message},
					{"@line", line},
				})},
				{"exception", exception},
			}))},
			{"exception", exception},
		})
	},
}
