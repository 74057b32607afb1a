package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var golangciLintFormat = reader.Format{
	Name: "golangci-lint",
	Doc:  "golangci-lint's JSON (--output.json.path, --out-format json). A finding has the severity that its configuration gives: error is high, warning medium, info low, none medium. Its own error makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Issues", "Report") || h.Has("Issues[].FromLinter")
	},
	Read: readGolangciLint,
}

var golangciSeverities = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "error": fact.High, "medium": fact.Medium, "warning": fact.Medium,
	"": fact.Medium, "low": fact.Low, "info": fact.Low, "note": fact.Low, "minor": fact.Low, "major": fact.Medium,
}

func readGolangciLint(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("golangci-lint", "")
	for key := range j.Fields() {
		switch key {
		case "Issues":
			for range j.Items() {
				f := golangciIssue(j)
				s.Finding(&f)
			}
		case "Report":
			for key := range j.Fields() {
				if key == "Error" {
					line := j.Line()
					if text := j.Text(); text != "" {
						s.Incomplete(line, "%s", text)
					}
				}
			}
		}
	}
	return j.Err()
}

func golangciIssue(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for key := range j.Fields() {
		switch key {
		case "FromLinter":
			f.Tool = j.Text()
			f.Rule = f.Tool
		case "Text":
			f.Message = j.Text()
		case "Severity":
			f.Severity = golangciSeverities.Of(j)
		case "Pos":
			for key := range j.Fields() {
				switch key {
				case "Filename":
					f.Path = j.Text()
				case "Line":
					f.At = int(j.Int())
				}
			}
		}
	}
	return f
}
