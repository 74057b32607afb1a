package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
)

var golangciLintFormat = reader.Format{
	Name: "golangci-lint",
	Doc:  "golangci-lint's JSON (--output.json.path, --out-format json), also with the counts that version 2 prints behind it. A finding has the severity that its configuration gives: error is high, warning medium, info low, none medium. Its own error, a linter that could not run and code that does not compile (typecheck) make the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("Issues", "Report") || h.Has("Issues[].FromLinter")
	},
	Read: readGolangciLint,
}

var golangciSeverities = reader.Severities{
	"blocker": fact.Critical, "critical": fact.Critical, "high": fact.High, "error": fact.High, "medium": fact.Medium, "warning": fact.Medium,
	"": fact.Medium, "low": fact.Low, "info": fact.Low, "note": fact.Low, "minor": fact.Low, "major": fact.Medium,
}

func readGolangciLint(in *reader.Input, s *fact.Sink) error {
	j, issues := in.JSON(), 0
	s.Named("golangci-lint", "")
	for i := range j.Values() {
		if i > 0 {
			return golangciStats(in.Lines(), issues)
		}
		n, err := golangciDocument(j, s)
		if issues = n; err != nil {
			return err
		}
	}
	return j.Err()
}

func golangciDocument(j *reader.JSON, s *fact.Sink) (issues int, err error) {
	var listed list
	for key := range j.Fields() {
		switch key {
		case "Issues":
			listed = true // without findings it is null
			for range j.Items() {
				issues++
				f := golangciIssue(j)
				if f.Rule == "typecheck" {
					s.Skip(f.Line, "%s: %s", f.Path, f.Message)
				}
				s.Finding(&f)
			}
		case "Report":
			golangciReport(j, s)
		}
	}
	return issues, listed.end(j, "Issues")
}

var (
	golangciCount = lazy.Regexp(`^(\d+) issues[.:]$`)
	golangciShare = lazy.Regexp(`^\* [\w-]+: \d+$`)
)

// golangciStats checks what version 2 prints behind a report on its standard
// output: how many issues there are, and of each linter.
func golangciStats(l *reader.Lines, issues int) error {
	began, counted := false, false
	for range l.All() {
		text := l.Text()
		m := golangciCount().FindStringSubmatch(text)
		switch {
		case m != nil && leadingInt(m[1]) != issues:
			l.Fail("the last lines count %s issues, the report holds %d", m[1], issues)
		case m != nil:
			counted = true
		case !began && (text == "{" || strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}")):
			began = true
		case text == "", text == "}", text[0] == ' ', text[0] == '\t', golangciShare().MatchString(text):
		default:
			l.Fail("wanted one report and the number of its issues, found %.80q", text)
		}
	}
	if !counted {
		l.Fail("wanted nothing but the number of issues after the report")
	}
	return l.Err()
}

// golangciReport notes what the tool says about its own run. Of its warnings
// only those about a linter that could not run leave something out.
func golangciReport(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		switch key {
		case "Error":
			line := j.Line()
			if text := j.Text(); text != "" {
				s.Incomplete(line, "%s", text)
			}
		case "Warnings":
			for range j.Items() {
				line := j.Line()
				if text := member(j, "Text"); strings.HasPrefix(text, "Can't run linter") {
					s.Skip(line, "%s", text)
				}
			}
		}
	}
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
			place(j, &f, "Filename", "Line")
		}
	}
	return f
}
