package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var phpstanFormat = reader.Format{
	Name:   "phpstan",
	Doc:    "PHPStan's JSON (phpstan analyse --error-format=json). It states no severity and calls them errors: they are high, also those of no file. A file that it could not parse and its internal errors make the run incomplete.",
	Kind:   fact.Scanner,
	Totals: "its two totals together, and the errors of each file",
	Claims: func(h *reader.Head) bool {
		return h.Has("totals.file_errors", "files", "errors")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var stated, found int64 // messages of the file
		problem := finding(layout{
			{"message", message},
			{"line", line},
			{"identifier", rule},
		}, unreadRule("phpstan.parse"))
		file := holding("messages of a file", layout{
			{"errors", func(v reader.Value, _ *report) { stated = v.Int() }},
			{"messages", listed(func(v reader.Value, r *report) {
				found++
				problem(v, r)
			})},
		})
		files := layout{
			{"*.@", path},
			{"*", func(v reader.Value, r *report) {
				line := v.Line()
				stated, found = 0, 0
				if file(v, r); found < stated {
					r.sink.Short(line, found, stated, "errors of a file")
				}
			}},
			{"[]", func(v reader.Value, _ *report) { v.Fail("expected files by their path, found a list") }}, // but for none
		}.Reader()
		return scan{tool: "phpstan", list: "files", severity: fact.High}.read(in, s, layout{
			{"totals", summed(nil, "errors", "file_errors")},
			{"files", func(v reader.Value, r *report) {
				r.list.note(v)
				outer := r.Path
				files(v, r)
				r.Path = outer
			}},
			{"errors[]", finding(layout{{"", message}}, func(_ reader.Value, r *report) {
				r.unread = phpstanBroke().MatchString(r.Message)
			})},
		})
	},
}

// phpstanBroke matches the errors of no file that are PHPStan's own.
var phpstanBroke = lazy.Regexp(`(?i)internal error|^child process|^while running parallel worker|^result is incomplete`)
