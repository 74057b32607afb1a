package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var preCommitFormat = reader.Format{
	Name:      "pre-commit",
	Doc:       "What pre-commit run (or prek) prints. A failed hook is one finding of severity high, its rule the hook's id, else its name, and its message the first line of output; passed and skipped hooks are only counted. An error of pre-commit itself, or a last hook without a result, makes the run incomplete.",
	Kind:      fact.Scanner,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		if h.JSON() || h.Container == reader.XMLDocument {
			return false
		}
		for _, line := range h.Lines {
			if strings.Contains(line, "...") && hookLine().MatchString(plain(line)) {
				return true
			}
		}
		return false
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		l := in.Lines()
		var failed *fact.Finding
		report := func() {
			if failed != nil {
				s.Finding(failed)
			}
			failed = nil
		}
		s.Named("pre-commit", "")
		last, hooks, passed, skipped := "", 0, 0, 0
		for range l.All() {
			line := plain(l.Text())
			if line != "" {
				last = line
			}
			if m := hookLine().FindStringSubmatch(line); m != nil {
				report()
				s.Saw("hooks", 1)
				s.Checked(fact.Check{Line: l.Line(), Name: m[1], Outcome: hookOutcomes[m[2]]})
				hooks++
				switch m[2] {
				case "Passed":
					passed++
				case "Failed":
					failed = &fact.Finding{Line: l.Line(), Severity: fact.High, Rule: m[1]}
				case "Skipped":
					s.Saw("skipped hooks", 1)
					skipped++
				}
				continue
			}
			switch {
			case strings.HasPrefix(line, "An error has occurred: "), strings.HasPrefix(line, "An unexpected error has occurred: "),
				strings.HasPrefix(line, "Interrupted (^C): "):
				report()
				s.Incomplete(l.Line(), "%s", line)
			case failed == nil || line == "":
			case strings.HasPrefix(line, "- hook id: "):
				failed.Rule = strings.TrimPrefix(line, "- hook id: ")
			case strings.HasPrefix(line, "- exit code: "), strings.HasPrefix(line, "- duration: "):
			case failed.Message == "":
				failed.Message = strings.TrimPrefix(line, "- ")
			}
		}
		report()
		if openLine().MatchString(last) && !hookLine().MatchString(last) {
			s.Incomplete(l.Line(), "the last hook has no result: %s", last)
		}
		if passed > 0 {
			s.None() // as far as no other failed
		}
		if hooks > 0 && skipped == hooks {
			s.Incomplete(1, "no hook ran: %d were skipped", skipped)
		}
		return l.Err()
	},
}

var hookOutcomes = map[string]fact.Outcome{"Passed": fact.Passed, "Failed": fact.Failed, "Skipped": fact.Skipped}

var (
	hookLine = lazy.Regexp(`^(\S.*?)\.{3,}(?:\(.*\))?(Passed|Failed|Skipped)$`)
	openLine = lazy.Regexp(`^[^.\s].*?\.{10,}\w{0,6}$`)
	escapes  = lazy.Regexp(`\x1b(?:\[[0-9;]*m|\(B)`)
)

// plain is a line without terminal colours.
func plain(line string) string {
	if strings.Contains(line, "\x1b") {
		line = escapes().ReplaceAllString(line, "")
	}
	return strings.TrimRight(line, " ")
}
