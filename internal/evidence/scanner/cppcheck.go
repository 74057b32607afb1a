package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cppcheckFormat = reader.Format{
	Name: "cppcheck",
	Doc:  "Cppcheck's XML of version 2 (--xml), and of version 1 where it holds an error. error is high, warning medium, style, performance and portability low, information and debug info. A file that it could not analyse makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		current := slices.Contains(h.Children, "cppcheck") && (h.RootAttrs["version"] == "2" || h.RootAttrs["version"] == "3")
		first := len(h.RootAttrs) == 0 && slices.Equal(h.Children, []string{"error"}) && h.Line(` severity="`) && h.Line(` msg="`)
		return h.Root == "results" && (current || first)
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		failure := finding(layout{
			{"@id", rule},
			{"@severity", severity(reader.Severities{
				"error": fact.High, "warning": fact.Medium, "style": fact.Low, "performance": fact.Low, "portability": fact.Low,
				"information": fact.Info, "debug": fact.Info, "none": fact.Info,
			})},
			{"@msg", message},
			{"@cwe", weaknessNumber},
			{"@file", path},
			{"@line", line},
			{"location", firstPlace(layout{{"@file", path}, {"@line", line}})},
		}, unreadRule("syntaxError", "unknownMacro", "internalError", "internalAstError", "cppcheckError", "preprocessorErrorDirective"))
		return scan{list: "errors"}.read(in, s, layout{
			{"cppcheck.@", toolName},
			{"cppcheck.@version", toolVersion},
			{"errors", listed(failure)},
			{"error", enough(failure)}, // in version 1
		})
	},
}
