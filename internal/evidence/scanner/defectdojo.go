package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var defectDojoFormat = reader.Format{
	Name: "defectdojo",
	Doc:  "DefectDojo's findings (/api/v2/findings/): one finding for each that is neither mitigated nor a duplicate. Severities are its own; a risk that is accepted, a false positive and what is out of scope are suppressed. count is compared with the list, and a page (next) is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("count", "results[].numerical_severity") || h.Has("results[].found_by", "results[].false_p")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		total := int64(0)
		inactive := false
		gone := func(v reader.Value, r *report) { r.none = v.Kind() != 'n' && v.Bool() || r.none }
		one := finding(layout{
			{"title", ranked(ofRule, 1)},
			{"vuln_id_from_tool", ranked(ofRule, 2)},
			{"severity", severity(ratings)},
			{"cvssv4", vector},
			{"cvssv3", vector},
			{"cwe", weaknessNumber},
			{"vulnerability_ids[].vulnerability_id", aliases},
			{"file_path", path},
			{"component_name", pkg},
			{"component_version", version},
			{"false_p", accepted},
			{"risk_accepted", accepted},
			{"out_of_scope", accepted},
			{"duplicate", gone},
			{"is_mitigated", gone},
			{"active", func(v reader.Value, r *report) {
				if v.Kind() == 'n' {
					v.Fail("expected whether a finding is active, found null")
				}
				inactive = !v.Bool()
			}},
			{"date", ignored},
		}, func(v reader.Value, r *report) {
			total++
			r.Message = r.Rule
			if r.Rule == "" {
				v.Fail("expected the title of a finding, found none")
			}
			r.Suppressed, inactive = r.Suppressed || inactive, false
		})
		return scan{tool: "DefectDojo", list: "results"}.read(in, s, layout{
			{"count", func(v reader.Value, r *report) {
				r.sink.Declares(v.Line(), "findings", whole(v), func() int64 { return total })
			}},
			{"results", listed(one)},
		})
	},
}
