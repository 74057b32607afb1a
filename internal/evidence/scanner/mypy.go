package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var mypyFormat = reader.Format{
	Name:      "mypy",
	CutUnseen: true,
	Doc:       "mypy's text and its JSON lines (--output json): errors are high, notes are not findings. An error that stopped mypy makes the run incomplete; a summary that counts other errors than the text holds is refused, and without one the run is incomplete.",
	Kind:      fact.Scanner,
	Totals:    "the errors of the summary",
	Claims: func(h *reader.Head) bool {
		if h.JSON() {
			return h.Has("file", "line", "severity", "message", "hint")
		}
		// pre-commit and JUnit files show what mypy says as a part of their own.
		return h.Container != reader.XMLDocument && slices.ContainsFunc(h.Lines, mypyLine) && !slices.ContainsFunc(h.Lines, hookLine().MatchString)
	},
	Clean: []string{""},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("mypy", "")
		// As JSON a clean run is nothing at all; as text it says so.
		if in.Head.JSON() || in.Head.Container == reader.Empty && strings.Contains(in.Path, "json") {
			return mypyJSON(in, s)
		}
		return mypyText(in.Lines(), s)
	},
}

func mypyJSON(in *reader.Input, s *tally.Sink) error {
	kind := ""
	return scan{tool: "mypy", severity: fact.High}.readEach(in, s, layout{
		{"", finding(layout{
			{"file", path},
			{"line", line},
			{"message", message},
			{"code", rule},
			{"severity", into(&kind)},
		}, unreadRule("syntax"), func(_ reader.Value, r *report) {
			r.none = kind != "error"
			kind = ""
		})},
	})
}
