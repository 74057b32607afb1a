package scanner

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cklFormat = reader.Format{
	Name: "ckl",
	Doc:  "Checklists of DISA's STIG Viewer: CKL (XML, version 2) and CKLB (JSON, version 3). One finding for each rule that is open, by its severity or what overrides it. One that was not reviewed makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "CHECKLIST" && slices.Contains(h.Children, "STIGS") || h.Has("cklb_version") || h.Has("stigs[].rules", "target_data")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		rules := int64(0)
		err := scan{tool: "STIG Viewer", list: "STIGS.iSTIG or stigs"}.read(in, s, layout{
			{"ASSET.HOST_NAME", path},
			{"^target_data.host_name", path},
			{"STIGS.iSTIG", enough(closed(layout{{"VULN", cklVuln(&rules)}}, "STIG_INFO").Reader())},
			{"stigs", listed(holding("rules of a STIG", layout{{"rules", listed(cklbRule(&rules))}}))},
		})
		s.Saw("rules", rules)
		if s.None(); rules == 0 && err == nil {
			s.Incomplete(1, "no rule: nothing was looked at")
		}
		return err
	},
}

var cklWords = reader.Severities{"high": fact.High, "medium": fact.Medium, "low": fact.Low}

// cklState decides by the status of a rule.
func cklState(v reader.Value, r *report, status string) {
	switch status {
	case "Open", "open":
	case "NotAFinding", "not_a_finding", "Not_Applicable", "not_applicable":
		r.none = true
	case "Not_Reviewed", "not_reviewed":
		r.none = true
		r.sink.Skip(r.Line, "%s was not reviewed", r.Rule)
	default:
		v.Fail("unknown status %.40q of a rule", status)
	}
}

// cklVuln reads a rule, of which most is in pairs of a name and a value.
func cklVuln(rules *int64) setter {
	var name, value, status, override string
	data := map[string]string{}
	return finding(closed(layout{
		{"STIG_DATA", func(v reader.Value, r *report) {
			layout{{"VULN_ATTRIBUTE", into(&name)}, {"ATTRIBUTE_DATA", into(&value)}}.Reader()(v, r)
			data[name] = strings.TrimSpace(value)
			name, value = "", ""
		}},
		{"STATUS", into(&status)},
		{"SEVERITY_OVERRIDE", into(&override)},
	}, "FINDING_DETAILS", "COMMENTS", "SEVERITY_JUSTIFICATION"), func(v reader.Value, r *report) {
		*rules++
		r.Rule, r.Message = data["Vuln_Num"], data["Rule_Title"]
		r.Severity = cklWords.Word(cmp.Or(strings.TrimSpace(override), data["Severity"]), v.Fail)
		r.word = r.Severity != fact.NoSeverity
		cklState(v, r, strings.TrimSpace(status))
		status, override = "", ""
		clear(data)
	})
}

func cklbRule(rules *int64) setter {
	var status, override string
	return finding(layout{
		{"group_id", ranked(ofRule, 2)},
		{"rule_id", ranked(ofRule, 1)},
		{"rule_title", message},
		{"severity", severity(cklWords)},
		{"status", into(&status)},
		{"overrides.severity.severity", into(&override)},
	}, func(v reader.Value, r *report) {
		*rules++
		if override != "" {
			r.Severity, r.word = cklWords.Word(override, v.Fail), true
		}
		cklState(v, r, status)
		status, override = "", ""
	})
}
