package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var eslintFormat = reader.Format{
	Name:   "eslint",
	Doc:    "ESLint's JSON (-f json, json-with-metadata). Severity 2 is high, 1 is medium. A file that it could not parse makes the run incomplete; messages suppressed in the source are suppressed.",
	Kind:   fact.Scanner,
	Totals: "errors and warnings of each file",
	Claims: func(h *reader.Head) bool {
		return h.Has("[].filePath", "[].messages", "[].errorCount") || h.Has("results[].filePath", "results[].messages", "results[].errorCount")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		problem := finding(layout{
			{"ruleId", rule},
			{"severity", severity(reader.Severities{"2": fact.High, "1": fact.Medium, "0": fact.Info})},
			{"message", message},
			{"line", line},
			{"fatal", func(v reader.Value, r *report) { r.unread = v.Bool() }},
		})
		var stated, found int64 // problems of the file
		tally := func(v reader.Value, _ *report) { stated += whole(v) }
		file := holding("messages of a file", layout{
			{"^filePath", path},
			{"messages", listed(func(v reader.Value, r *report) {
				found++
				problem(v, r)
			})},
			{"suppressedMessages[]", suppressed(problem)},
			{"errorCount", tally},
			{"warningCount", tally},
		})
		files := listed(counted("files", func(v reader.Value, r *report) {
			line := v.Line()
			stated, found = 0, 0
			if file(v, r); found < stated {
				r.sink.Short(line, found, stated, "problems")
			}
		}))
		return scan{tool: "eslint", list: "results"}.read(in, s, layout{{"", files}, {"results", files}})
	},
}
