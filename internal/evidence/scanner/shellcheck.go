package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var shellcheckFormat = reader.Format{
	Name: "shellcheck",
	Doc:  "ShellCheck's JSON (-f json1, and the list of -f json). error is high, warning medium, info low, style info. A script that it could not parse to its end (SC1072) makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].file", "[].level", "[].column") && h.Kind("[].code") == '0' || h.Has("comments[].level", "comments[].code")
	},
	Clean: []string{"[]", `{"comments":[]}`},
	Read:  readShellcheck,
}

func readShellcheck(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var comments list
	s.Named("shellcheck", "")
	for range comments.in(j, "comments") {
		f := shellComment(j)
		f.Rule = "SC" + f.Rule
		if f.Rule == "SC1072" {
			s.Skip(f.Line, "%s: %s", f.Path, f.Message)
		}
		s.Finding(&f)
	}
	return comments.end(j, "comments")
}

// shellComment reads a finding as ShellCheck writes it, and Hadolint after it.
func shellComment(j *reader.JSON) fact.Finding {
	f := fact.Finding{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "file":
			f.Path = j.Text()
		case "line":
			f.At = int(j.Int())
		case "level":
			f.Severity = levels.Of(j)
		case "code":
			f.Rule = j.Text()
		case "message":
			f.Message = j.Text()
		}
	}
	return f
}
