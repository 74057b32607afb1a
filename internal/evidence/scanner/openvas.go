package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var openVASFormat = reader.Format{
	Name:      "openvas",
	Doc:       "OpenVAS' (Greenbone's) report as XML and CSV: one finding for each result. The severity is the threat: Critical, High, Medium, Low; Log and Debug are info, a False Positive is suppressed. Where there is no threat the CVSS counts. The XML's filtered results are compared with its list; a scan that is not Done is incomplete.",
	Kind:      fact.Scanner,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		has := func(c string) bool { return slices.Contains(h.Columns, c) }
		return h.Root == "report" && h.RootAttrs["format_id"] != "" || h.Root == "get_reports_response" ||
			h.Container == reader.CSVTable && has("NVT Name") && has("NVT OID")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if in.Head.Container != reader.XMLDocument {
			return scan{tool: "OpenVAS"}.readTable(in, s, columns{
				{"!NVT OID", rule},
				{"!NVT Name", message},
				{"!Severity", openVASThreat},
				{"IP", path},
				{"CVEs", advisories},
				{"CVSS", filled(score(31))},
				{"Timestamp", dated},
			})
		}
		return scan{tool: "OpenVAS"}.read(in, s, openVASReport(s))
	},
}

// openVASReport reads a report, which stands in another, that in an answer.
func openVASReport(s *tally.Sink) layout {
	listed, word, stated := int64(0), "", int64(-1)
	result := openVASResult()
	var nested setter
	inside := func(v reader.Value, r *report) { nested(v, r) }
	inner := layout{
		{"report", inside},
		{"gmp.version", toolVersion},
		{"scan_run_status", into(&word)},
		{"scan_end", dated},
		{"scan_start", dated},
		{"results", func(v reader.Value, r *report) {
			s.None()
			layout{{"result", func(v reader.Value, r *report) {
				listed++
				result(v, r)
			}}}.Reader()(v, r)
		}},
		{"result_count.filtered", func(v reader.Value, _ *report) { stated = whole(v) }},
	}
	read := inner.Reader()
	nested = func(v reader.Value, r *report) {
		line := v.Line()
		read(v, r)
		if stated >= 0 {
			n := listed
			r.sink.Declares(line, "results", stated, func() int64 { return n })
		}
		if word != "" && word != "Done" {
			r.sink.Incomplete(line, "the scan is %.40q", word)
		}
		word, stated = "", -1
	}
	return inner
}

func openVASResult() setter {
	kind := ""
	return finding(layout{
		{"name", message},
		{"host", func(v reader.Value, r *report) { r.Path = strings.TrimSpace(v.Text()) }},
		{"nvt", layout{
			{"@oid", rule},
			{"refs.ref", layout{{"@type", into(&kind)}, {"@id", func(v reader.Value, r *report) {
				if kind == "cve" {
					aliases(v, r)
				}
			}}}.Reader()},
		}.Reader()},
		{"threat", openVASThreat},
		{"severity", func(v reader.Value, r *report) { scoredText(v.Text(), r) }},
	})
}

var openVASThreat = words{"False Positive": accept}.or(severity(reader.Severities{
	"critical": fact.Critical, "alarm": fact.High, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "log": fact.Info, "debug": fact.Info,
}))
