package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var composerAuditFormat = reader.Format{
	Name:  "composer-audit",
	Doc:   "composer audit --format=json: one finding for each advisory of a package, in its severities; one without is unrated. Ignored advisories are suppressed, an abandoned package is low.",
	Kind:  fact.Scanner,
	Codes: []int{0, 1, 2, 3},
	Claims: func(h *reader.Head) bool {
		return h.Has("advisories") && (h.Has("abandoned") || h.Has("advisories.*[].advisoryId")) && !h.Has("auditReportVersion") && !h.Has("metadata")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		advised := finding(layout{
			{"advisoryId", rule},
			{"packageName", pkg},
			{"title", message},
			{"cve", aliases},
			{"sources[].remoteId", advisories},
			{"severity", severity(ratings)},
		}, func(v reader.Value, r *report) {
			if r.Rule == "" {
				v.Fail("expected an advisory with its id")
			}
		})
		noList := func(v reader.Value, r *report) { v.Fail("expected the advisories of %s as a list", r.Package) }
		packages := layout{
			{"*.@", pkg},
			{"*", noList},
			{"*[]", advised},
			{"*.*", advised}, // a list with gaps is an object
			{"[][]", advised},
		}.Reader()
		abandoned := finding(layout{{"", message}}, func(_ reader.Value, r *report) {
			r.Rule, r.Severity = "abandoned", fact.Low
			if r.Message != "" {
				r.Message = "abandoned; instead of it: " + r.Message
			}
		})
		return scan{tool: "composer", list: "advisories"}.read(in, s, closed(layout{
			{"advisories", func(v reader.Value, r *report) {
				r.list.note(v)
				packages(v, r)
			}},
			{"ignored-advisories", suppressed(packages)},
			{"abandoned.*.@", pkg},
			{"abandoned.*", abandoned},
			{"abandoned[]", abandoned}, // there is none
			{"abandoned", noList},
		}, "filter"))
	},
}
