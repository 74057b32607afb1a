package scanner

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dialyzerFormat = reader.Format{
	Name:   "dialyzer",
	Doc:    "The text of Dialyzer and of Dialyxir (mix dialyzer, --format dialyxir, short, dialyzer): one finding of severity medium for each warning. A run that failed, and one without the line that ends it (done …), are incomplete.",
	Kind:   fact.Scanner,
	Totals: "Dialyxir's total, less what it skips",
	Codes:  []int{0, 2},
	Claims: func(h *reader.Head) bool {
		return isText(h) && slices.ContainsFunc(h.Lines, func(line string) bool {
			return dialyzerDone().MatchString(line) || dialyzerTotal().MatchString(line) || strings.HasPrefix(line, "  Proceeding with analysis...")
		})
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("dialyzer", "")
		return dialyzerText(in.Lines(), s)
	},
}

var (
	dialyzerDone    = lazy.Regexp(`^done \((passed successfully|warnings were emitted)\)`)
	dialyzerTotal   = lazy.Regexp(`^Total errors: (\d+), Skipped: (\d+)`)
	dialyzerWarning = lazy.Regexp(`^(\S[^:]*\.(?:erl|hrl|ex|exs|eex|heex|leex|yrl|xrl)):(\d+)(?::\d+)?:\s?(?:([a-z_]+)(?:$| ))?(.*)$`)
)

func dialyzerText(l *reader.Lines, s *tally.Sink) error {
	var last *fact.Finding
	found, ended, passed := 0, false, false
	flush := func() {
		if last != nil {
			found++
			s.Finding(last)
		}
		last = nil
	}
	for range l.All() {
		text := plain(l.Text())
		if m := dialyzerWarning().FindStringSubmatch(text); m != nil {
			flush()
			last = &fact.Finding{Line: l.Line(), Severity: fact.Medium, Path: m[1], At: leadingInt(m[2]), Rule: m[3], Message: m[4]}
			continue
		}
		total, done := dialyzerTotal().FindStringSubmatch(text), dialyzerDone().FindStringSubmatch(text)
		switch {
		case total != nil:
			s.Declares(l.Line(), "warnings", int64(leadingInt(total[1])-leadingInt(total[2])), nil)
		case done != nil:
			flush()
			ended, passed = true, done[1] == "passed successfully"
		case strings.HasPrefix(text, "dialyzer: ") || strings.HasPrefix(text, "** ("):
			s.Incomplete(l.Line(), "%s", text)
		case last != nil && last.Message == "":
			last.Message = strings.TrimSpace(text) // Dialyxir has it on a line of its own
		}
	}
	flush()
	switch {
	case !ended:
		s.Incomplete(l.Line(), "the line at the end, done, is not there")
	case passed && found == 0:
		s.None()
	case !passed && found == 0:
		s.Short(l.Line(), 0, 1, "or more warnings")
	}
	return l.Err()
}
