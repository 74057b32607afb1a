package scanner

import (
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// readVeracodeJSON reads one page of what the findings API answers.
func readVeracodeJSON(in *reader.Input, s *tally.Sink) error {
	shown, total := int64(0), int64(0)
	closed := false
	findings := listed(finding(layout{
		{"description", message},
		{"finding_status.status", func(v reader.Value, _ *report) { closed = v.Text() == "CLOSED" }},
		{"finding_status.resolution", words{"MITIGATED": accept}.read},
		{"finding_details.severity", severity(veracodeSeverities)},
		{"finding_details.cwe.id", func(v reader.Value, r *report) {
			if r.CWE = weaknessIDs("CWE-" + v.Text()); r.Rule == "" && len(r.CWE) > 0 {
				r.Rule = r.CWE[0]
			}
		}},
		{"finding_details.cve.name", func(v reader.Value, r *report) {
			if id := v.Text(); id != "" {
				r.Rule, r.CVE = id, []string{id}
			}
		}},
		{"finding_details.file_path", path},
		{"finding_details.url", path},
		{"finding_details.file_line_number", line},
		{"finding_details.component_filename", pkg},
		{"finding_details.version", version},
	}, func(_ reader.Value, r *report) {
		r.none = closed && !r.Suppressed
		closed = false
		shown++
	}))
	err := scan{tool: "veracode", list: "findings"}.read(in, s, layout{
		{"findings", findings},
		{"_embedded.findings", findings},
		{"page.total_elements", func(v reader.Value, r *report) {
			total, r.list = v.Int(), true // a page without findings has no list of them
		}},
	})
	if total > shown {
		s.Incomplete(1, "%d of %d findings are on this page", shown, total)
	}
	return err
}
