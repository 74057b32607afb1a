package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var nessusFormat = reader.Format{
	Name:      "nessus",
	Doc:       "Nessus' reports (.nessus, version 2) and the CSV of Nessus, Tenable.sc and Tenable Vulnerability Management: one finding for each item of a host, or each row, since the CSV repeats a plugin for each of its CVEs. Severities are Tenable's own (4 critical to 0 info). Of a compliance check a pass is not a finding, a warning undecided, an error a skipped input. Without a host nothing was scanned.",
	Kind:      fact.Scanner,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		has := func(columns ...string) bool {
			return h.Container == reader.CSVTable && !slices.ContainsFunc(columns, func(c string) bool { return !slices.Contains(h.Columns, c) })
		}
		return h.Root == "NessusClientData_v2" || has("Plugin ID", "Risk", "Host", "Plugin Output") ||
			has("Plugin", "Plugin Name", "Severity", "IP Address") || has("definition.id", "definition.name", "severity")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if in.Head.Container != reader.XMLDocument {
			return nessusTable(in, s)
		}
		hosts := int64(0)
		name, result := "", ""
		item := finding(layout{
			{"@pluginID", rule},
			{"@pluginName", ranked(ofMessage, 1)},
			{"@severity", severity(nessusLevels)},
			{"cve", aliases},
			{"cwe", weaknessNumber},
			{"xref", weaknesses},
			{"compliance-result", into(&result)},
			{"compliance-check-name", ranked(ofMessage, 2)},
		}, func(v reader.Value, r *report) {
			nessusCheck(result, v, r)
			result = ""
		})
		err := scan{tool: "nessus"}.read(in, s, layout{
			{"Report.ReportHost", within(closed(layout{
				{"@name", func(v reader.Value, r *report) {
					hosts++
					path(v, r)
				}},
				{"HostProperties.tag", func(v reader.Value, r *report) {
					layout{{"@name", into(&name)}, {"", func(v reader.Value, r *report) {
						if name == "HOST_END" {
							dated(v, r)
						}
					}}}.Reader()(v, r)
				}},
				{"ReportItem", item},
			}))},
		})
		if s.Saw("targets", hosts); hosts > 0 {
			s.None() // a host without an item is clean
		}
		return err
	},
}

var nessusLevels = reader.Severities{
	"4": fact.Critical, "3": fact.High, "2": fact.Medium, "1": fact.Low, "0": fact.Info,
}

// nessusCheck decides by the result of a compliance check, "" for other items.
func nessusCheck(result string, v reader.Value, r *report) {
	switch result {
	case "", "FAILED":
	case "PASSED":
		r.none = true
	case "WARNING":
		r.Undecided = true
	case "ERROR":
		r.none = true
		r.sink.Skip(r.Line, "%s: the check met an error", r.Message)
	default:
		v.Fail("unknown compliance result %.40q", result)
	}
}

// nessusTable reads the CSV of three products, which call their columns
// otherwise.
func nessusTable(in *reader.Input, s *tally.Sink) error {
	return scan{tool: "nessus"}.readTable(in, s, columns{
		{"!Plugin ID|Plugin|definition.id", rule},
		{"!Risk|Severity|severity", severity(ratings)},
		{"Name|Plugin Name|definition.name", message},
		{"!Host|IP Address|asset.name", path},
		{"CVE|definition.cve", advisories},
		{"definition.cwe", weaknesses},
		{"CVSS V3 Vector|CVSS3 Vector|definition.cvss3.base_vector", vector},
		{"Last Observed|Host End|last_seen", dated},
	})
}
