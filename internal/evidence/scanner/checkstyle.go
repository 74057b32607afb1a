package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var checkstyleFormat = reader.Format{
	Name: "checkstyle",
	Doc:  "Checkstyle's XML, of Checkstyle and of the many linters that write it. error is high, warning medium, info low, ignore info; no severity is an error. A file that Checkstyle failed on makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "checkstyle"
	},
	Read: readCheckstyle,
}

var checkstyleSeverities = reader.Severities{
	"": fact.High, "fatal": fact.High, "error": fact.High, "warning": fact.Medium, "info": fact.Low, "ignore": fact.Info,
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "note": fact.Low, "style": fact.Info,
}

func readCheckstyle(in *reader.Input, s *fact.Sink) error {
	x := in.XML()
	for range x.Elements() {
		for child := range x.Elements() {
			switch child {
			case "file":
				s.Saw("files", 1)
				checkstyleFile(x, s)
			case "exception":
				s.Skip(x.Line(), "%s", x.Text())
			}
		}
	}
	return x.Err()
}

func checkstyleFile(x *reader.XML, s *fact.Sink) {
	path := x.Attr("name")
	for child := range x.Elements() {
		switch child {
		case "error":
			s.Finding(&fact.Finding{
				Line: x.Line(), Path: path, At: int(x.Int("line")), Rule: x.Attr("source"), Message: x.Attr("message"),
				Severity: checkstyleSeverities.Word(x.Attr("severity"), x.Fail),
			})
		case "exception":
			s.Skip(x.Line(), "%s: %s", path, x.Text())
		}
	}
}
