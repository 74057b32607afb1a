package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var yarnAuditFormat = reader.Format{
	Name:      "yarn-audit",
	CutUnseen: true,
	Doc:       "yarn audit --json of yarn 1, one finding a line of type auditAdvisory, and yarn npm audit --json of yarn 4, one finding a line. As yarn prints them, each vulnerable path counts; moderate is medium. An error, and a run of yarn 1 without its summary, are incomplete.",
	Kind:      fact.Scanner,
	Totals:    "the vulnerabilities of the summary",
	Codes:     reader.UpTo(31),
	Claims: func(h *reader.Head) bool {
		kind := h.Text("type")
		return kind == "auditAdvisory" || kind == "auditSummary" || h.Kind("data") == '"' && slices.Contains(yarnReports, kind) || h.Has("data.advisory", "data.resolution") ||
			h.Has("data.vulnerabilities", "data.totalDependencies") || h.Has("value", "children.Severity")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		audited, four, kind := false, false, ""
		listed := int64(0)
		one := npmAdvisory(nil)
		advisory := layout{{"advisory", func(v reader.Value, r *report) {
			listed++
			one(v, r)
		}}}.Reader()
		stated := int64(0)
		summary := layout{
			{"totalDependencies", saw("dependencies")},
			{"vulnerabilities.*", func(v reader.Value, _ *report) { stated += whole(v) }},
		}.Reader()
		line := within(layout{
			{"^type", into(&kind)},
			{"data", func(v reader.Value, r *report) {
				switch kind {
				case "error":
					r.sink.Incomplete(v.Line(), "%s", v.Text())
				case "auditAdvisory":
					before := listed
					if advisory(v, r); listed == before {
						v.Fail("expected the advisory of a line, found none")
					}
				case "auditSummary":
					audited = true
					summary(v, r)
				}
			}},
			{"^value", func(v reader.Value, r *report) {
				four = true
				pkg(v, r)
			}},
			{"children.@", func(reader.Value, *report) { audited, four = true, false }},
			{"children", finding(layout{ // of yarn 4
				{"ID", rule},
				{"Issue", message},
				{"URL", advisories},
				{"Severity", severity(ratings)},
			})},
		})
		err := scan{tool: "yarn audit"}.readEach(in, s, layout{{"", func(v reader.Value, r *report) {
			kind, four = "", false
			switch line(v, r); {
			case v.Err() != nil:
			case four:
				v.Fail("expected the children of %.80q, found none", r.Package)
			case kind == "" && r.Package == "" && !audited:
				v.Fail("expected the type of a line, found none")
			}
		}}})
		if listed < stated {
			s.Short(1, listed, stated, "vulnerabilities")
		}
		if !audited && in.Head.Container != reader.Empty {
			s.Incomplete(1, "no summary: the audit did not end")
		}
		return err
	},
}

// yarnReports are the types of the lines of yarn 1 that are not results.
var yarnReports = []string{"info", "warning", "error", "verbose", "activityStart", "step"}
