package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var cppcheckFormat = reader.Format{
	Name: "cppcheck",
	Doc:  "Cppcheck's XML of version 2 (--xml), and of version 1 where it holds an error. error is high, warning medium, style, performance and portability low, information and debug info. A file that it could not analyse makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "results" && (h.RootAttrs["version"] == "2" || h.RootAttrs["version"] == "3" || slices.Equal(h.Children, []string{"error"}))
	},
	Read: readCppcheck,
}

var cppcheckSeverities = reader.Severities{
	"error": fact.High, "warning": fact.Medium, "style": fact.Low, "performance": fact.Low, "portability": fact.Low,
	"information": fact.Info, "debug": fact.Info, "none": fact.Info,
}

func readCppcheck(in *reader.Input, s *fact.Sink) error {
	x := in.XML()
	var errors list
	for range x.Elements() {
		for child := range x.Elements() {
			switch child {
			case "cppcheck":
				s.Named("cppcheck", x.Attr("version"))
			case "error":
				errors = true
				cppcheckError(x, s)
			case "errors":
				errors = true
				for range x.Elements() {
					cppcheckError(x, s)
				}
			}
		}
	}
	return errors.end(x, "errors")
}

func cppcheckError(x *reader.XML, s *fact.Sink) {
	f := fact.Finding{
		Line: x.Line(), Rule: x.Attr("id"), Message: x.Attr("msg"), CWE: weaknessIDs("CWE-" + x.Attr("cwe")),
		Severity: cppcheckSeverities.Word(x.Attr("severity"), x.Fail), Path: x.Attr("file"), At: int(x.Int("line")),
	}
	for child := range x.Elements() {
		if child == "location" && f.Path == "" {
			f.Path, f.At = x.Attr("file"), int(x.Int("line"))
		}
	}
	switch f.Rule {
	case "syntaxError", "unknownMacro", "internalError", "internalAstError", "cppcheckError", "preprocessorErrorDirective":
		s.Skip(f.Line, "%s: %s", f.Path, f.Message)
	}
	s.Finding(&f)
}
