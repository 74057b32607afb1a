package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var codeClimateFormat = reader.Format{
	Name: "codeclimate",
	Doc:  "Issues as Code Climate and GitLab's code quality report write them, of any tool. blocker is critical, critical high, major medium, minor low; no severity is medium.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].location.path", "[].description") && (h.Has("[].check_name") || h.Has("[].fingerprint"))
	},
	Clean: []string{"[]"},
	Hints: []string{"code-climate", "codequality", "code-quality", "code_quality"},
	Read: func(in *reader.Input, s *fact.Sink) error {
		j := in.JSON()
		for range j.Items() {
			f := codeClimateIssue(j)
			s.Finding(&f)
		}
		return j.Err()
	},
}

func codeClimateIssue(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line(), Severity: fact.Medium}
	for key := range j.Fields() {
		switch key {
		case "check_name":
			f.Rule = j.Text()
		case "engine_name":
			f.Tool = j.Text()
		case "description":
			f.Message = j.Text()
		case "severity":
			if j.Kind() != 'n' {
				f.Severity = impacts.Of(j)
			}
		case "location":
			codeClimateLocation(j, &f)
		}
	}
	return f
}

// codeClimateLocation reads lines.begin, which is a number, or
// positions.begin.line.
func codeClimateLocation(j *reader.JSON, f *fact.Finding) {
	for key := range j.Fields() {
		switch key {
		case "path":
			f.Path = j.Text()
		case "lines", "positions":
			for key := range j.Fields() {
				switch {
				case key == "begin" && j.Kind() == '{':
					place(j, f, "", "line")
				case key == "begin":
					f.At = int(j.Int())
				}
			}
		}
	}
}
