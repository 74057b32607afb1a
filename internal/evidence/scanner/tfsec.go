package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var tfsecFormat = reader.Format{
	Name: "tfsec",
	Doc:  "tfsec's JSON (-f json). Severities are tfsec's own; ERROR of older versions is high, WARNING medium, INFO low. Passed results are not findings, ignored ones suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].rule_id", "results[].location.filename")
	},
	Clean: []string{`{"results":null}`, `{"results":[]}`},
	Read: func(in *reader.Input, s *fact.Sink) error {
		j := in.JSON()
		s.Named("tfsec", "")
		var results list
		for key := range j.Fields() {
			if key != "results" {
				continue
			}
			results = true // without findings it is null
			for range j.Items() {
				if f, counts := tfsecResult(j); counts {
					s.Finding(&f)
				}
			}
		}
		return results.end(j, "results")
	},
}

var tfsecSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "none": fact.Info,
	"error": fact.High, "warning": fact.Medium, "info": fact.Low,
}

func tfsecResult(j *reader.JSON) (f fact.Finding, counts bool) {
	f, counts = fact.Finding{Line: j.Line()}, true
	for key := range j.Fields() {
		switch key {
		case "long_id":
			f.Rule = j.Text()
		case "rule_id":
			if id := j.Text(); f.Rule == "" {
				f.Rule = id
			}
		case "description":
			f.Message = j.Text()
		case "severity":
			f.Severity = tfsecSeverities.Of(j)
		case "passed":
			counts = counts && !j.Bool()
		case "status":
			switch status := j.Text(); status {
			case "", "failed", "0":
			case "passed", "1":
				counts = false
			case "ignored", "2":
				f.Suppressed = true
			default:
				j.Fail("unknown status %.40q", status)
			}
		case "location":
			place(j, &f, "filename", "start_line")
		}
	}
	return f, counts
}
