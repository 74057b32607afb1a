package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var banditFormat = reader.Format{
	Name: "bandit",
	Doc:  "Bandit's JSON report (-f json). Severities are Bandit's own; UNDEFINED is info. Files it could not parse make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("errors", "generated_at", "metrics") || h.Has("results[].issue_severity", "results[].test_id")
	},
	Read: readBandit,
}

var banditSeverities = reader.Severities{
	"high": fact.High, "medium": fact.Medium, "low": fact.Low, "undefined": fact.Info,
}

func readBandit(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var results list
	s.Named("bandit", "")
	for key := range j.Fields() {
		switch key {
		case "generated_at":
			s.Dated(j.Text())
		case "errors":
			for range j.Items() {
				banditError(j, s)
			}
		case "metrics":
			for file := range j.Fields() {
				if file == "_totals" {
					banditTotals(j, s)
				}
			}
		case "results":
			for range results.of(j) {
				s.Finding(banditFinding(j))
			}
		}
	}
	return results.end(j, "results")
}

func banditFinding(j *reader.JSON) *fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "test_id":
			f.Rule = j.Text()
		case "issue_severity":
			f.Severity = banditSeverities.Of(j)
		case "issue_text":
			f.Message = j.Text()
		case "filename":
			f.Path = j.Text()
		case "line_number":
			f.At = int(j.Int())
		case "issue_cwe":
			f.CWE = weaknessIDs("CWE-" + member(j, "id"))
		}
	}
	return &f
}

func banditError(j *reader.JSON, s *fact.Sink) {
	line, file, reason := j.Line(), "", ""
	for key := range j.Fields() {
		switch key {
		case "filename":
			file = j.Text()
		case "reason":
			reason = j.Text()
		}
	}
	s.Skip(line, "%s: %s", file, reason)
}

func banditTotals(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "loc":
			s.Saw("lines", j.Int())
		case "nosec", "skipped_tests":
			s.Saw(key, j.Int())
		}
	}
}
