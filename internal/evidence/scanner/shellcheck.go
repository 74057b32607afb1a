package scanner

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var shellcheckFormat = reader.Format{
	Name: "shellcheck",
	Doc:  "ShellCheck's JSON (-f json1, and the list of -f json). error is high, warning medium, info low, style info. A script that it could not parse to its end (SC1072) makes the run incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].file", "[].level", "[].column") && h.Kind("[].code") == '0' || h.Has("comments[].level", "comments[].code")
	},
	Clean: []string{"[]", `{"comments":[]}`},
	Read: func(in *reader.Input, s *tally.Sink) error {
		comments := listed(shellComment(
			func(_ reader.Value, r *report) { r.Rule = "SC" + r.Rule },
			unreadRule("SC1072"),
		))
		return scan{tool: "shellcheck", list: "comments"}.read(in, s, layout{{"", comments}, {"comments", comments}})
	},
}

// shellComment reads a finding as ShellCheck writes it, and Hadolint after it.
func shellComment(ends ...setter) setter {
	return finding(layout{
		{"file", path},
		{"line", line},
		{"level", severity(levels)},
		{"code", rule},
		{"message", message},
	}, ends...)
}
