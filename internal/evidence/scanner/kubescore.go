package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var kubeScoreFormat = reader.Format{
	Name: "kube-score",
	Doc:  "kube-score's JSON (score -o json): one finding for each check of an object that is not all OK. Grade 1 is critical, 5 (a warning) medium, 7 (almost OK) low. A skipped check is not a finding. Without an object nothing was looked at.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].object_name", "[].checks") || h.Has("[].checks[].grade", "[].type_meta")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		objects, grade, skipped := int64(0), int64(0), false
		check := finding(layout{
			{"check.id", rule},
			{"check.name", message},
			{"grade", func(v reader.Value, _ *report) { grade = v.Int() }},
			{"skipped", func(v reader.Value, _ *report) { skipped = v.Bool() }},
		}, func(v reader.Value, r *report) {
			switch {
			case skipped, grade == 10:
				r.none = true
			case grade == 1, grade == 5, grade == 7:
				r.Severity, r.word = map[int64]fact.Severity{1: fact.Critical, 5: fact.Medium, 7: fact.Low}[grade], true
			default:
				v.Fail("unknown grade %d", grade)
			}
			grade, skipped = 0, false
		})
		object := holding("checks of an object", layout{
			{"^object_name", ranked(ofPath, 1)},
			{"^file_name", ranked(ofPath, 2)},
			{"checks", listed(counted("checks", check))},
		})
		err := scan{tool: "kube-score"}.read(in, s, layout{{"[]", func(v reader.Value, r *report) {
			objects++
			object(v, r)
		}}})
		if objects == 0 && err == nil {
			s.Incomplete(1, "no object: nothing was looked at")
		}
		return err
	},
}
