package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubeBenchFormat = reader.Format{
	Name: "kube-bench",
	Doc:  "kube-bench's JSON (--json): one finding for each check that did not pass. It states no severity: FAIL is high, WARN, which asks for a look by hand, is medium. Without a check nothing was scanned.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Controls", "Totals") || h.Has("Controls[].tests") || h.Has("[].tests[].results[].test_number") || h.Has("tests[].results[].test_number")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		checks := int64(0)
		check := finding(layout{
			{"test_number", rule},
			{"test_desc", message},
			{"status", func(v reader.Value, r *report) {
				if status := v.Text(); status != "PASS" && status != "INFO" {
					r.Severity = kubeBenchStates.Word(status, v.Fail)
				}
			}},
		}, func(_ reader.Value, r *report) {
			checks++
			r.none = r.Severity == fact.NoSeverity
		})
		failed := func(v reader.Value, _ *report) { s.DeclaresSome(v.Line(), "failed checks", whole(v)) }
		err := scan{tool: "kube-bench"}.readEach(in, s, layout{
			{"Controls[].tests[].results[]", check},
			{"Totals.total_fail", failed},
			{"total_fail", failed},
			{"tests[].results[]", check}, // older versions write one group by itself
		})
		if checks == 0 {
			s.Incomplete(1, "no check: nothing was scanned")
		}
		s.Saw("checks", checks)
		return err
	},
}

var kubeBenchStates = reader.Severities{"fail": fact.High, "warn": fact.Medium}
