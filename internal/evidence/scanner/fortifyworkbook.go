package scanner

import (
	"slices"

	"signoff/internal/reader"
	"signoff/internal/tally"
)

// isFortifyWorkbook recognises the report of Fortify's workbench as XML.
func isFortifyWorkbook(h *reader.Head) bool {
	return h.Root == "ReportDefinition" && slices.Contains(h.Children, "TemplateName") && slices.Contains(h.Children, "ReportSection")
}

// readFortifyWorkbook reads the issues of a report, and holds each group against
// what it says it counts.
func readFortifyWorkbook(in *reader.Input, s *tally.Sink) error {
	var stated, listed int64
	issue := finding(layout{
		{"Category", rule},
		{"Friority", severity(ratings)},
		{"Abstract", message},
		{"Primary.FilePath", path},
		{"Primary.LineStart", line},
	}, named, func(reader.Value, *report) { listed++ })
	members := layout{{"@count", func(v reader.Value, _ *report) { stated = whole(v) }}, {"Issue", issue}}.Reader()
	group := func(v reader.Value, r *report) {
		line := v.Line()
		stated, listed = 0, 0
		members(v, r)
		found := listed
		r.sink.Declares(line, "issues of a group", stated, func() int64 { return found })
	}
	return scan{tool: "Fortify", list: "ReportSection"}.read(in, s, layout{
		{"ReportSection", func(v reader.Value, r *report) {
			r.list.note(v)
			layout{{"SubSection.IssueListing.Chart.GroupingSection", group}}.Reader()(v, r)
		}},
	})
}
