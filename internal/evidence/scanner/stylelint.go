package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var stylelintFormat = reader.Format{
	Name:  "stylelint",
	Doc:   "Stylelint's JSON (stylelint -f json). error is high, warning medium. A file that it could not parse (CssSyntaxError, parseErrors) and a rule with an option that it does not know make the run incomplete; a file that is called errored and lists nothing is short.",
	Kind:  fact.Scanner,
	Codes: []int{0, 2},
	Claims: func(h *reader.Head) bool {
		return h.Has("[].source", "[].warnings", "[].invalidOptionWarnings")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var stated bool
		var found int // problems of the file
		problem := finding(layout{
			{"rule", rule},
			{"severity", severity(levels)},
			{"text", message},
			{"line", line},
		}, unreadRule("CssSyntaxError"))
		skip := skipped(layout{{"text", message}, {"line", line}})
		wrong := func(v reader.Value, r *report) {
			found++
			skip(v, r)
		}
		file := holding("warnings of a file", layout{
			{"^source", path},
			{"warnings", listed(func(v reader.Value, r *report) {
				found++
				problem(v, r)
			})},
			{"parseErrors[]", wrong},
			{"invalidOptionWarnings[]", wrong},
			{"errored", func(v reader.Value, _ *report) { stated = v.Bool() }},
		})
		return scan{tool: "stylelint", list: "files"}.read(in, s, layout{{"", listed(counted("files", func(v reader.Value, r *report) {
			line := v.Line()
			stated, found = false, 0
			if file(v, r); stated && found == 0 {
				r.sink.Short(line, 0, 1, "or more problems")
			}
		}))}})
	},
}
