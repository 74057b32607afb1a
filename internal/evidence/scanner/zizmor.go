package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var zizmorFormat = reader.Format{
	Name:  "zizmor",
	Doc:   "zizmor's JSON (--format json, json-v1). High is high, Medium medium, Low low, Informational info; Unknown is unrated. What its configuration or a comment ignores is suppressed.",
	Kind:  fact.Scanner,
	Codes: []int{0, 10, 11, 12, 13, 14},
	Claims: func(h *reader.Head) bool {
		return h.Has("[].ident", "[].determinations.severity")
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var kind string
		var at struct {
			path string
			line int
		}
		file := func(v reader.Value, _ *report) { at.path = v.Text() }
		place := layout{
			{"symbolic.kind", into(&kind)},
			{"symbolic.key.*.verbatim_path", file},
			{"symbolic.key.*.given_path", file},
			{"symbolic.key.*.path", file},
			{"concrete.location.start_point.row", func(v reader.Value, _ *report) { at.line = int(v.Int()) + 1 }},
		}.Reader()
		return scan{tool: "zizmor"}.read(in, s, layout{
			{"[]", finding(layout{
				{"ident", rule},
				{"desc", message},
				{"determinations.severity", severity(ratings)},
				{"ignored", accepted},
				{"locations[]", func(v reader.Value, r *report) {
					kind, at.path, at.line = "", "", 0
					if place(v, r); r.Path == "" || kind == "Primary" {
						r.Path, r.At = at.path, at.line
					}
				}},
			})},
		})
	},
}
