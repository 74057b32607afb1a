package wording

import (
	"fmt"
	"strings"

	"signoff/internal/scorecard"
)

// ChangeHeads are the kinds of change of a criterion in the order in which
// they are told, what got worse first.
func ChangeHeads() [][2]string {
	return [][2]string{
		{scorecard.Regressed, "Regressed"}, {scorecard.Fixed, "Fixed"}, {scorecard.New, "New"},
		{scorecard.Gone, "Gone"}, {scorecard.Changed, "Changed otherwise"},
	}
}

// Sides sets the two assessments next to each other.
func Sides(d *scorecard.Difference) [][]string {
	a, b := d.Before, d.After
	rows := [][]string{
		{"Project", strings.TrimSpace(a.Project + " " + a.Release), strings.TrimSpace(b.Project + " " + b.Release)},
		{"Commit", Points(Brief(a.Commit)), Points(Brief(b.Commit))},
		{"As of", AsOf(a.AsOf), AsOf(b.AsOf)},
		{"Verdict", string(a.Verdict), string(b.Verdict)},
		{"Compliance, strict", Percent(a.Compliance), Percent(b.Compliance)},
		{"Score, strict", Points(a.Score), Points(b.Score)},
		{"Criteria declared", Thousands(int64(a.Declared)), Thousands(int64(b.Declared))},
	}
	if d.PlanChanged {
		rows = append(rows, []string{"Criteria file", None, "changed"})
	}
	if d.ThresholdsChanged {
		rows = append(rows, []string{"What the verdict asks", Printed(d.Thresholds[0]), Printed(d.Thresholds[1])})
	}
	return rows
}

// Printed writes the comparisons of a sentence with the signs of print.
func Printed(s string) string {
	return strings.NewReplacer(">= ", "≥"+NoBreak, "<= ", "≤"+NoBreak).Replace(s)
}

// OutcomesOf are the outcomes before and after, one when they are the same or
// there was only one.
func OutcomesOf(c *scorecard.CriterionChange) []scorecard.Outcome {
	switch {
	case c.What == scorecard.New || c.Before == c.After:
		return []scorecard.Outcome{c.After}
	case c.What == scorecard.Gone:
		return []scorecard.Outcome{c.Before}
	}
	return []scorecard.Outcome{c.Before, c.After}
}

// Targets are the targets before and after as they are printed.
func Targets(c *scorecard.CriterionChange) [2]string {
	return [2]string{c.Target[0].Shown(), c.Target[1].Shown()}
}

// FileCounts are how many files an evidence had before and after.
func FileCounts(e *scorecard.EvidenceChange) [2]string {
	return [2]string{fmt.Sprint(e.Files[0]), fmt.Sprint(e.Files[1])}
}

// Causes tells a change of what is asked from a change of what was found.
func Causes(c *scorecard.CriterionChange) string {
	var said []string
	switch {
	case c.Loosened:
		said = append(said, "target loosened")
	case c.Tightened:
		said = append(said, "target tightened")
	case c.CriterionChanged:
		said = append(said, "criterion changed")
	}
	said = append(said, c.Changes...)
	if c.EvidenceChanged {
		said = append(said, "evidence changed")
	}
	if c.Reason != "" {
		said = append(said, string(c.Reason))
	}
	return strings.Join(said, ", ")
}

// mostRated is how many rules are told of that a scanner rates differently.
const mostRated = 10

// Renewed says what is different about an evidence.
func Renewed(e *scorecard.EvidenceChange) string {
	var said []string
	switch {
	case e.What != scorecard.Changed:
		return ""
	case e.Tool[0] != e.Tool[1]:
		said = append(said, "read "+Change(e.Tool[0], e.Tool[1]))
	case e.SHA256[0] != e.SHA256[1]:
		said = append(said, "other bytes")
	}
	for i, r := range e.Severities {
		if i == mostRated {
			said = append(said, fmt.Sprintf("and %d more rules", len(e.Severities)-i))
			break
		}
		said = append(said, fmt.Sprintf("severity of %s: %s before, %s now", r.Rule, r.Before, r.After))
	}
	return strings.Join(said, "; ")
}

// Change writes "before → after", or the one text when nothing changed.
func Change(before, after string) string {
	if before == after {
		return Points(before)
	}
	return Points(before) + " → " + Points(after)
}

// Changed is the change of something that may be new or gone, and then has one
// side only.
func Changed[T ~string](what string, both [2]T) string {
	sides := [2]string{string(both[0]), string(both[1])}
	switch what {
	case scorecard.New, scorecard.Added:
		return Points(sides[1])
	case scorecard.Gone:
		return Points(sides[0])
	}
	return Change(sides[0], sides[1])
}

// Signed writes a change of points with its sign.
func Signed(points string) string {
	if strings.HasPrefix(points, "-") {
		return Minus(points)
	}
	return "+" + points
}
