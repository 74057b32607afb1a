package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var gosecFormat = reader.Format{
	Name: "gosec",
	Doc:  "gosec's JSON report (-fmt=json). Severities are gosec's own; #nosec and suppressed issues are not findings. Packages it could not load make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Issues", "Stats.nosec") || h.Has("Issues[].rule_id", "Issues[].severity", "Issues[].confidence")
	},
	Read: readGosec,
}

var gosecSeverities = reader.Severities{"high": fact.High, "medium": fact.Medium, "low": fact.Low}

func readGosec(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var issues list
	s.Named("gosec", "")
	for key := range j.Fields() {
		switch key {
		case "Golang errors":
			for file := range j.Fields() {
				s.Skip(j.Line(), "%s could not be loaded", file)
			}
		case "Issues":
			issues = true // without findings it is null
			for range j.Items() {
				s.Finding(gosecFinding(j))
			}
		case "Stats":
			for key := range j.Fields() {
				switch key {
				case "files", "lines", "nosec":
					s.Saw(key, j.Int())
				}
			}
		case "GosecVersion":
			s.Named("gosec", j.Text())
		}
	}
	return issues.end(j, "Issues")
}

func gosecFinding(j *reader.JSON) *fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "severity":
			f.Severity = gosecSeverities.Of(j)
		case "rule_id":
			f.Rule = j.Text()
		case "details":
			f.Message = j.Text()
		case "file":
			f.Path = j.Text()
		case "line":
			// A statement over several lines is written as "27-30".
			f.At = leadingInt(j.Text())
		case "nosec":
			f.Suppressed = f.Suppressed || j.Bool()
		case "suppressions":
			for range j.Items() {
				f.Suppressed = true
			}
		case "cwe":
			for key := range j.Fields() {
				if key == "id" || key == "ID" {
					f.CWE = weaknessIDs("CWE-" + j.Text())
				}
			}
		}
	}
	return &f
}
