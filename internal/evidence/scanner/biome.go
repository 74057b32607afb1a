package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var biomeFormat = reader.Format{
	Name:   "biome",
	Doc:    "Biome's JSON reporter (biome lint|check|ci --reporter=json). error and fatal are high, warning medium, information low, hint info. A file that it could not parse or read makes the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "the errors, warnings and infos of the summary together, those not printed among them",
	Claims: func(h *reader.Head) bool {
		return h.Has("diagnostics", "summary.suggestedFixesSkipped", "command") || h.Has("diagnostics", "summary.diagnosticsNotPrinted", "command")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		return scan{tool: "biome", list: "diagnostics"}.read(in, s, layout{
			{"diagnostics", listed(finding(layout{
				{"category", rule},
				{"severity", severity(reader.Severities{
					"fatal": fact.High, "error": fact.High, "warning": fact.Medium, "information": fact.Low, "info": fact.Low, "hint": fact.Info,
				})},
				{"description", message},
				{"message", func(v reader.Value, r *report) {
					if v.Kind() == '"' { // a list of styled parts in version 1
						message(v, r)
					}
				}},
				{"location.path", path},
				{"location.path.file", path},
				{"location.start.line", line},
			}, unreadRule("parse", "internalError/io", "internalError/fs")))},
			{"summary", summed(layout{
				{"changed", saw("files")},
				{"unchanged", saw("files")},
			}, "errors", "warnings", "infos")},
		})
	},
}
