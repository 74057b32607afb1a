package scanner

import (
	"maps"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubeBenchFormat = reader.Format{
	Name:   "kube-bench",
	Doc:    "kube-bench's JSON (--json): one finding for each check that did not pass. It states no severity: FAIL is high, WARN, which asks for a look by hand, is medium. Without a check nothing was scanned.",
	Kind:   fact.Scanner,
	Totals: "failed checks at each level",
	Claims: func(h *reader.Head) bool {
		return h.Has("Controls", "Totals") || h.Has("Controls[].tests") || h.Has("[].tests[].results[].test_number") || h.Has("tests[].results[].test_number")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		checks, failed := int64(0), int64(0)
		check := finding(layout{
			{"test_number", rule},
			{"test_desc", message},
			{"status", func(v reader.Value, r *report) {
				status := v.Text()
				if status == "FAIL" {
					failed++
				}
				if status != "PASS" && status != "INFO" {
					r.Severity = kubeBenchStates.Word(status, v.Fail)
				}
			}},
		}, func(_ reader.Value, r *report) {
			checks++
			r.none = r.Severity == fact.NoSeverity
		})
		// Each level of the report counts what failed in it, so each sum is that of all.
		held := map[string]*int64{}
		total := func(level string) setter {
			stated := new(int64)
			held[level] = stated
			return func(v reader.Value, _ *report) { *stated += whole(v) }
		}
		err := scan{tool: "kube-bench"}.readEach(in, s, layout{
			{"Controls[].tests[].results[]", check},
			{"Controls[].tests[].fail", total("tests")},
			{"Controls[].total_fail", total("controls")},
			{"Totals.total_fail", total("totals")},
			{"total_fail", total("group")},
			{"tests[].fail", total("tests of a group")},
			{"tests[].results[]", check}, // older versions write one group by itself
		})
		for _, level := range slices.Sorted(maps.Keys(held)) {
			if failed < *held[level] {
				s.Short(1, failed, *held[level], "failed checks")
			}
		}
		if checks == 0 {
			s.Incomplete(1, "no check: nothing was scanned")
		}
		s.Saw("checks", checks)
		return err
	},
}

var kubeBenchStates = reader.Severities{"fail": fact.High, "warn": fact.Medium}
