package coverage

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var tarpaulinFormat = reader.Format{
	Name:   "tarpaulin",
	Doc:    "cargo-tarpaulin's JSON (--out Json): the lines of each file.",
	Kind:   fact.Coverage,
	Totals: "coverable of each file",
	Claims: func(h *reader.Head) bool {
		return h.Has("files[].traces", "files[].coverable")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("tarpaulin", "")
		var coverable, reached int64
		given := false // the lines of the file
		each := layout{{"[]", one(layout{
			{"line", number},
			{"stats.Line", hits},
		}, func(v reader.Value, r *report) {
			if r.line.number < 1 {
				v.Fail("expected the line of a trace, found none")
			}
			addLine(v, r)
		})}}.Reader()
		return read(in, s, layout{{"files[]", file(layout{
			{"path", func(v reader.Value, r *report) { r.path = tarpaulinPath(v.Texts()) }},
			{"traces", func(v reader.Value, r *report) {
				given = v.Kind() == '['
				each(v, r)
			}},
			{"covered", func(v reader.Value, _ *report) { reached = v.Int() }},
			{"coverable", func(v reader.Value, _ *report) { coverable = v.Int() }},
		}, func(v reader.Value, r *report) {
			hit := int64(0)
			for _, l := range r.lines {
				if l.hit {
					hit++
				}
			}
			switch n := int64(len(r.lines)); {
			case !given:
				v.Fail("expected the traces of %.80q, found none", r.path)
			case n < coverable:
				s.Short(r.at, n, coverable, "lines of a file")
			case hit > reached:
				s.Differs(r.at, hit, reached, "covered lines of a file")
			}
			coverable, reached, given = 0, 0, false
		})}})
	},
}

// tarpaulinPath joins the parts of a path, whose first may be the root.
func tarpaulinPath(parts []string) string {
	return strings.Replace(strings.Join(parts, "/"), "//", "/", 1)
}
