package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var eslintFormat = reader.Format{
	Name: "eslint",
	Doc:  "ESLint's JSON (-f json, json-with-metadata). Severity 2 is high, 1 is medium. A file that it could not parse makes the run incomplete; messages suppressed in the source are suppressed.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].filePath", "[].messages") || h.Has("results[].filePath", "results[].messages")
	},
	Clean: []string{"[]"},
	Read:  readESLint,
}

var eslintSeverities = reader.Severities{"2": fact.High, "1": fact.Medium, "0": fact.Info}

func readESLint(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var results list
	s.Named("eslint", "")
	for range results.in(j, "results") {
		s.Saw("files", 1)
		path := ""
		for key := range j.Fields() {
			switch key {
			case "filePath":
				path = j.Text()
			case "messages", "suppressedMessages":
				for range j.Items() {
					f := fact.Finding{Line: j.Line(), Path: path, Suppressed: key == "suppressedMessages"}
					if fatal := eslintMessage(j, &f); fatal {
						s.Skip(f.Line, "%s: %s", path, f.Message)
					}
					s.Finding(&f)
				}
			}
		}
	}
	return results.end(j, "results")
}

func eslintMessage(j *reader.JSON, f *fact.Finding) (fatal bool) {
	for key := range j.Fields() {
		switch key {
		case "ruleId":
			f.Rule = j.Text()
		case "severity":
			f.Severity = eslintSeverities.Of(j)
		case "message":
			f.Message = j.Text()
		case "line":
			f.At = int(j.Int())
		case "fatal":
			fatal = j.Bool()
		}
	}
	return fatal
}
