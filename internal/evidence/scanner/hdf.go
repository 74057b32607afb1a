package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var hdfFormat = reader.Format{
	Name:  "hdf",
	Doc:   "Heimdall Data Format, and InSpec's JSON (exec --reporter json): one finding for each control with a failed result, by its impact: 0.9 critical, 0.7 high, 0.4 medium, above 0 low. A control of impact 0 does not apply; a waived one is suppressed. A control that was skipped or met an error makes the run incomplete.",
	Kind:  fact.Scanner,
	Codes: []int{0, 100, 101},
	Claims: func(h *reader.Head) bool {
		return h.Has("profiles[].controls") && (h.Has("platform") || h.Has("statistics")) || h.Has("profiles", "platform", "statistics")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		waived := false
		control := hdfControl("controls", []string{"passed", "failed", "skipped", "error"}, func() { waived = false }, layout{
			{"source_location", ignored}, // the name of a host, as Heimdall Tools writes it
			{"source_location.ref", path},
			{"source_location.line", line},
			{"waiver_data.skipped_due_to_waiver", func(v reader.Value, r *report) {
				word := v.Text() // false: the waiver has expired
				waived = word != "" && word != "false"
			}},
		}, func(results map[string]int, r *report) {
			switch {
			case results["failed"] > 0:
				r.none, r.Suppressed = false, waived
			case len(results) == 0 && !waived:
				r.sink.Skip(r.Line, "%s has no result", r.Rule)
			case results["passed"] == 0 && results["skipped"] > 0 && !waived:
				r.sink.Skip(r.Line, "%s was skipped", r.Rule)
			}
		})
		return scan{tool: "hdf", list: "profiles[].controls"}.read(in, s, layout{{"profiles[].controls", control}})
	},
}

// hdfControl reads the controls of either version: the statuses that a result may
// have, what is forgotten where one begins, what else is read of it, and what its
// results mean where it applies and none is an error.
func hdfControl(what string, statuses []string, begin func(), l layout, judge func(results map[string]int, r *report)) setter {
	var results map[string]int // of the control, by their status
	control := finding(append(layout{
		{"id", rule},
		{"title", message},
		{"impact", impact},
		{"results[]", hdfResult(func(v reader.Value, r *report) {
			status := v.Text()
			if !slices.Contains(statuses, status) {
				v.Fail("unknown status %.40q", status)
			}
			results[status]++
		})},
	}, l...), func(_ reader.Value, r *report) {
		r.none = true
		switch {
		case r.Severity == fact.Info:
		case results["error"] > 0:
			r.sink.Skip(r.Line, "%s met an error", r.Rule)
		default:
			judge(results, r)
		}
	})
	return listed(counted(what, func(v reader.Value, r *report) {
		results = map[string]int{}
		begin()
		control(v, r)
	}))
}

// hdfResult reads a result of a control, which must have a status.
func hdfResult(status setter) setter {
	told := false
	read := layout{
		{"start_time", dated},
		{"startTime", dated},
		{"status", func(v reader.Value, r *report) {
			told = true
			status(v, r)
		}},
	}.Reader()
	return func(v reader.Value, r *report) {
		told = false
		if read(v, r); !told && v.Err() == nil {
			v.Fail("expected the status of a result, found none")
		}
	}
}
