package report

import (
	"fmt"
	"io"
	"strings"

	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// changeHeads are the kinds of change of a criterion in the order in which
// they are told, what got worse first.
func changeHeads() [][2]string {
	return [][2]string{
		{scorecard.Regressed, "Regressed"}, {scorecard.Fixed, "Fixed"}, {scorecard.New, "New"},
		{scorecard.Gone, "Gone"}, {scorecard.Changed, "Changed otherwise"},
	}
}

// Difference prints at a terminal what changed between two assessments: what
// got worse first, and criteria that changed apart from evidence that did. An
// error comes from w.
func Difference(w io.Writer, d *scorecard.Difference, o Options) error {
	t := newTerminal(nil, o)
	if err := term.Table(&t, []string{"", "Before", "After"}, sides(d), t.table); err != nil {
		return err
	}
	for _, head := range changeHeads() {
		if err := t.section(head[1], []string{"Criterion", "Title", "Outcome", "Measured", "Target", "Because"}, t.changes(d, head[0])); err != nil {
			return err
		}
	}
	var evidence, waivers, terms [][]string
	for _, e := range d.Evidence {
		evidence = append(evidence, []string{e.ID, e.What, changed(e.What, e.State), changed(e.What, fileCounts(&e)), renewed(&e)})
	}
	for _, x := range d.Waivers {
		waivers = append(waivers, []string{x.ID, x.Criterion, x.What, changed(x.What, x.State), changed(x.What, x.Expires)})
	}
	for _, x := range d.Terms {
		terms = append(terms, []string{x.Criterion, points(x.Before), points(x.After), signed(x.Change)})
	}
	for _, part := range []struct {
		title  string
		header []string
		rows   [][]string
	}{
		{"Evidence", []string{"Evidence", "Is", "State", "Files", "Because"}, evidence},
		{"Waivers", []string{"Waiver", "Criterion", "Is", "State", "Expires"}, waivers},
		{"Score, term by term", []string{"Criterion", "Before", "After", "Change"}, terms},
	} {
		if err := t.section(part.title, part.header, part.rows); err != nil {
			return err
		}
	}
	_, err := w.Write(t.Bytes())
	return err
}

// section prints a table under its title; one without rows is left out.
func (t *terminal) section(title string, header []string, rows [][]string) error {
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintf(t, "\n%s\n", t.style.Bold(title))
	return term.Table(t, header, rows, t.table)
}

func (t *terminal) changes(d *scorecard.Difference, what string) [][]string {
	var rows [][]string
	for i := range d.Criteria {
		c := &d.Criteria[i]
		if c.What != what {
			continue
		}
		outcomes := []string{}
		for _, o := range outcomesOf(c) {
			outcomes = append(outcomes, t.mark(o))
		}
		rows = append(rows, []string{c.ID, c.Title, strings.Join(outcomes, " → "), changed(what, c.Measured),
			changed(what, targets(c)), causes(c)})
	}
	return rows
}

// sides sets the two assessments next to each other.
func sides(d *scorecard.Difference) [][]string {
	a, b := d.Before, d.After
	rows := [][]string{
		{"Project", strings.TrimSpace(a.Project + " " + a.Release), strings.TrimSpace(b.Project + " " + b.Release)},
		{"Commit", points(brief(a.Commit)), points(brief(b.Commit))},
		{"As of", asOf(a.AsOf), asOf(b.AsOf)},
		{"Verdict", string(a.Verdict), string(b.Verdict)},
		{"Compliance, strict", percent(a.Compliance), percent(b.Compliance)},
		{"Score, strict", points(a.Score), points(b.Score)},
		{"Criteria declared", thousands(int64(a.Declared)), thousands(int64(b.Declared))},
	}
	if d.PlanChanged {
		rows = append(rows, []string{"Criteria file", none, "changed"})
	}
	if d.ThresholdsChanged {
		rows = append(rows, []string{"What the verdict asks", printed(d.Thresholds[0]), printed(d.Thresholds[1])})
	}
	return rows
}

// printed writes the comparisons of a sentence with the signs of print.
func printed(s string) string {
	return strings.NewReplacer(">= ", "≥"+noBreak, "<= ", "≤"+noBreak).Replace(s)
}

// outcomesOf are the outcomes before and after, one when they are the same or
// there was only one.
func outcomesOf(c *scorecard.CriterionChange) []scorecard.Outcome {
	switch {
	case c.What == scorecard.New || c.Before == c.After:
		return []scorecard.Outcome{c.After}
	case c.What == scorecard.Gone:
		return []scorecard.Outcome{c.Before}
	}
	return []scorecard.Outcome{c.Before, c.After}
}

func targets(c *scorecard.CriterionChange) [2]string {
	return [2]string{signs(c.Target[0]), signs(c.Target[1])}
}

func fileCounts(e *scorecard.EvidenceChange) [2]string {
	return [2]string{fmt.Sprint(e.Files[0]), fmt.Sprint(e.Files[1])}
}

// causes tells a change of what is asked from a change of what was found.
func causes(c *scorecard.CriterionChange) string {
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

// renewed says what is different about an evidence.
func renewed(e *scorecard.EvidenceChange) string {
	var said []string
	switch {
	case e.What != scorecard.Changed:
		return ""
	case e.Tool[0] != e.Tool[1]:
		said = append(said, "read "+change(e.Tool[0], e.Tool[1]))
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

// change writes "before → after", or the one text when nothing changed.
func change(before, after string) string {
	if before == after {
		return points(before)
	}
	return points(before) + " → " + points(after)
}

// changed is the change of something that may be new or gone, and then has one
// side only.
func changed[T ~string](what string, both [2]T) string {
	sides := [2]string{string(both[0]), string(both[1])}
	switch what {
	case scorecard.New, "added":
		return points(sides[1])
	case scorecard.Gone:
		return points(sides[0])
	}
	return change(sides[0], sides[1])
}

// signed writes a change of points with its sign.
func signed(points string) string {
	if strings.HasPrefix(points, "-") {
		return minus(points)
	}
	return "+" + points
}
