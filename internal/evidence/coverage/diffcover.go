package coverage

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var diffCoverFormat = reader.Format{
	Name:   "diff-cover",
	Doc:    "diff-cover's JSON (--json-report, version 8 on, --format json): the lines of a change that a coverage report knows. covered_lines are covered, violation_lines are not; what diff-quality writes in this shape is refused, and the headline is total_percent_covered.",
	Kind:   fact.Coverage,
	Totals: "total_num_lines",
	Claims: func(h *reader.Head) bool {
		return h.Has("src_stats", "diff_name", "total_num_violations")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("diff-cover", "")
		lists := 0
		line := func(hit bool) setter {
			each := layout{{"[]", func(v reader.Value, r *report) { r.add(fact.Lines, uint64(max(v.Int(), 0)), hit) }}}.Reader()
			return func(v reader.Value, r *report) {
				if v.Kind() == '[' {
					lists++
				}
				each(v, r)
			}
		}
		return read(in, s, layout{
			{"report_name", func(v reader.Value, _ *report) {
				if name := v.Text(); name != "XML" && name != "LCOV" {
					v.Fail("expected a report of coverage (XML, LCOV), found one of diff-quality by %.40q", name)
				}
			}},
			{"src_stats.*.@", path},
			{"src_stats.*", file(layout{
				{"covered_lines", line(true)},
				{"violation_lines", line(false)},
			}, func(v reader.Value, r *report) {
				if lists < 2 {
					v.Fail("expected the covered_lines and violation_lines of %.80q, as version 8 writes them", r.path)
				}
				lists = 0
			})},
			{"total_num_lines", declares(fact.Lines)},
			{"total_percent_covered", headline},
		})
	},
}
