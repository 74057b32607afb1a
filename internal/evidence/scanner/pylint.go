package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var pylintFormat = reader.Format{
	Name: "pylint",
	Doc:  "Pylint's JSON (-f json, json2). fatal and error are high, warning medium, convention and refactor low, info info. A module that it could not parse makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].message-id", "[].symbol") || h.Has("messages", "statistics.messageTypeCount")
	},
	Clean: []string{"[]"},
	Read:  readPylint,
}

var pylintTypes = reader.Severities{
	"fatal": fact.High, "error": fact.High, "warning": fact.Medium, "convention": fact.Low, "refactor": fact.Low, "info": fact.Info,
}

func readPylint(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var messages list
	s.Named("pylint", "")
	if j.Kind() == '[' {
		for range j.Items() {
			pylintMessage(j, s)
		}
		return j.Err()
	}
	for key := range j.Fields() {
		switch key {
		case "messages":
			for range messages.of(j) {
				pylintMessage(j, s)
			}
		case "statistics":
			for key := range j.Fields() {
				if key == "modulesLinted" {
					s.Saw("modules", j.Int())
				}
			}
		}
	}
	return messages.end(j, "messages")
}

func pylintMessage(j *reader.JSON, s *fact.Sink) {
	f, kind := fact.Finding{Line: j.Line()}, ""
	for key := range j.Fields() {
		switch key {
		case "type":
			kind = j.Text()
			f.Severity = pylintTypes.Word(kind, j.Fail)
		case "message-id", "messageId":
			f.Rule = j.Text()
		case "path":
			f.Path = j.Text()
		case "line":
			f.At = int(j.Int())
		case "message":
			f.Message = j.Text()
		}
	}
	const syntaxError = "E0001"
	if kind == "fatal" || f.Rule == syntaxError {
		s.Skip(f.Line, "%s: %s", f.Path, f.Message)
	}
	s.Finding(&f)
}
