package wording

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// Sign is how an outcome looks: in Markdown a character, on the page a shape.
type Sign struct {
	Char, Class, Word string
}

// SignOf gives an outcome its sign.
func SignOf(o scorecard.Outcome) Sign {
	switch o {
	case scorecard.Met:
		return Sign{"✓", "met", "met"}
	case scorecard.Warning:
		return Sign{"▲", "warning", "warning"}
	case scorecard.Unmet:
		return Sign{"✗", "unmet", "unmet"}
	case scorecard.NotApplicable:
		return Sign{"–", "na", "not applicable"}
	}
	return Sign{"?", "unknown", "unknown"}
}

// Because is what a reader calls the reason of an unknown criterion.
func Because(c *scorecard.Criterion) string {
	switch fact.Reason(c.Reason) {
	case fact.Missing:
		return "no file"
	case fact.Unreadable:
		return "file damaged"
	case fact.WrongCommit:
		return "other commit"
	case fact.Stale:
		return "too old"
	case fact.Empty:
		return "did not finish"
	case fact.NoMatch:
		return "no such figure"
	case fact.Inconclusive:
		if c.Interval != nil || len(c.Detail) > 0 && strings.Contains(c.Detail[0].Text, "samples") {
			return "too few samples"
		}
		return "not decided"
	}
	return string(c.Reason)
}
