package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var assemblylineFormat = reader.Format{
	Name: "assemblyline",
	Doc:  "The results of a submission to AssemblyLine, and so of Conveyor (/api/v4/submission/full): one finding for each result of a service with a score above 0, by Assemblyline's bands: 1,000 malicious is critical, 700 highly suspicious high, 300 suspicious medium, less low. An error of a service makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("api_response.results", "api_response.file_count") || h.Has("results", "file_infos", "missing_result_keys")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		points, told := int64(0), false
		result := finding(layout{
			{"response.service_name", rule},
			{"result.sections[0].title_text", message},
			{"sha256", path},
			{"result.score", func(v reader.Value, _ *report) {
				told = v.Kind() != 'n'
				points = whole(v)
			}},
		}, func(v reader.Value, r *report) {
			if !told {
				v.Fail("expected the score of a result, found none")
			}
			r.Severity, r.word, r.none = assemblyScore(points), true, points <= 0
			points, told = 0, false
		})
		errors := part(layout{
			{"response.service_name", rule},
			{"response.message", message},
		}, func(_ reader.Value, r *report) { r.sink.Skip(r.Line, "%s met an error", r.Rule) })
		submission := layout{
			{"results", listedBy("*", counted("results", result))},
			{"errors.*", errors},
			{"missing_result_keys[]", func(v reader.Value, r *report) { r.sink.Skip(v.Line(), "a result is missing") }},
			{"times.completed", dated},
		}
		return scan{tool: "AssemblyLine", list: "results"}.read(in, s, append(layout{{"api_response", submission.Reader()}}, submission...))
	},
}

func assemblyScore(points int64) fact.Severity {
	switch {
	case points >= 1000:
		return fact.Critical
	case points >= 700:
		return fact.High
	case points >= 300:
		return fact.Medium
	}
	return fact.Low
}
