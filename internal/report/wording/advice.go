package wording

import (
	"fmt"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/markdown"
	"signoff/internal/scorecard"
)

// Remedy is what to do about a criterion that is not met, in Markdown: its fix
// where the figure is wrong, and where there is none what makes the evidence.
func Remedy(s *scorecard.Scorecard, c *scorecard.Criterion) string {
	if c.Outcome != scorecard.Unknown {
		return c.Fix
	}
	var undeclared []string
	for _, p := range c.Evidence {
		i := slices.IndexFunc(s.Evidence, func(e scorecard.Evidence) bool { return e.ID == p.ID })
		switch {
		case i < 0:
			undeclared = append(undeclared, markdown.CodeSpan(p.ID))
		case s.Evidence[i].Collect != "":
			return fmt.Sprintf("Run %s, which runs %s", markdown.CodeSpan("signoff collect "+p.ID), markdown.CodeSpan(Clip(s.Evidence[i].Collect))) + "."
		}
	}
	if c.Reason == fact.Missing && len(undeclared) > 0 {
		return "Declare and gather " + Listed(undeclared) + "."
	}
	return ""
}

// Unadvised says what is asked for when the criteria give no advice.
func Unadvised(c *scorecard.Criterion) string {
	switch {
	case c.Outcome == scorecard.Unknown && len(c.Detail) > 0:
		return "Give evidence for " + c.Title + ": " + Clip(c.Detail[0].Text) + "."
	case c.Outcome == scorecard.Unknown:
		return "Give evidence for " + c.Title + "."
	case c.Outcome == scorecard.Warning:
		return fmt.Sprintf("Bring %s to %s.", c.Title, c.Warn.Shown())
	}
	return fmt.Sprintf("Bring %s from %s to %s.", c.Title, Figure(c), c.Target.Shown())
}
