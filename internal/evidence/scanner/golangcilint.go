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
	Read: func(in *reader.Input, s *fact.Sink) error {
		issues := 0
		lint := scan{tool: "golangci-lint", list: "Issues", severity: fact.Medium}
		report := lint.document(layout{
			{"Issues", enough(listed(finding(layout{ // null without findings
				{"FromLinter", analyzer},
				{"Text", message},
				{"Severity", severity(reader.Severities{
					"blocker": fact.Critical, "critical": fact.Critical, "high": fact.High, "error": fact.High, "medium": fact.Medium, "warning": fact.Medium,
					"": fact.Medium, "low": fact.Low, "info": fact.Low, "note": fact.Low, "minor": fact.Low, "major": fact.Medium,
				})},
				{"Pos.Filename", path},
				{"Pos.Line", line},
			}, func(_ reader.Value, r *report) {
				issues++
				r.Rule = r.Tool
				r.unread = r.Tool == "typecheck"
			})))},
			{"Report.Error", incomplete},
			// Only these of its warnings leave something out.
			{"Report.Warnings[]", part(layout{{"Text", message}}, func(_ reader.Value, r *report) {
				r.unread = strings.HasPrefix(r.Message, "Can't run linter")
			})},
		})
		j, r := in.JSON(), lint.begin(s)
		for i := range j.Values() {
			if i > 0 {
				return golangciStats(in.Lines(), issues)
			}
			if report(j, &r); j.Err() != nil {
				return j.Err()
			}
		}
		return j.Err()
	},
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
