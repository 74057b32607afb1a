package terminal

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// Where nobody knows how wide a screen is, lines are laid out for the usual one;
// below the wide one the reason of a criterion takes a line of its own.
const (
	usualWidth = 80
	wideWidth  = 100
)

// open lists what is not simply met, with what was expected, got and where.
func (t *terminal) open() error {
	found := append(wording.Having(t.s, scorecard.Unmet, scorecard.Unknown), wording.Having(t.s, scorecard.Warning)...)
	for i := range t.s.Criteria {
		if c := &t.s.Criteria[i]; c.Informs && c.Outcome != scorecard.Met && c.Outcome != scorecard.NotApplicable {
			found = append(found, c)
		}
	}
	fmt.Fprintln(t, t.style.Bold(t.counts()))
	if len(found) == 0 {
		return nil
	}
	fmt.Fprintln(t, strings.Repeat("─", cmp.Or(t.table.Width, usualWidth)))
	left := len(found) - mostListed
	if left > 0 {
		found = found[:mostListed]
	}
	if err := t.listed(found); err != nil {
		return err
	}
	if left > 0 {
		fmt.Fprintf(t, "and %d more\n", left)
	}
	return nil
}

// counts say how much there is to do, and of what nothing is.
func (t *terminal) counts() string {
	c := t.s.Compliance
	var open []string
	add := func(n int, one, many string) {
		if n > 0 {
			open = append(open, wording.Count(n, one, many))
		}
	}
	waived := 0
	for i := range t.s.Criteria {
		if one := &t.s.Criteria[i]; one.Waived && one.Counts() && !one.Outcome.Satisfied() {
			waived++
		}
	}
	add(c.Unmet+c.Unknown-waived, "to do", "to do")
	add(waived, "waived", "waived")
	add(c.Warning, "warning", "warnings")
	add(c.Informing, "informing", "informing")
	said := "Open: " + cmp.Or(strings.Join(open, ", "), "nothing")
	if c.Met+c.NotApplicable > 0 && !t.all {
		said += fmt.Sprintf(" (%d met", c.Met)
		if c.NotApplicable > 0 {
			said += fmt.Sprintf(", %d n/a", c.NotApplicable)
		}
		said += ": signoff check --all)"
	}
	return said
}

// listed writes criteria, a row each: with the reason beside it where there is room,
// below it where not.
func (t *terminal) listed(found []*scorecard.Criterion) error {
	wide := t.table.Width >= wideWidth
	var rows [][]string
	var reasons []string
	indent := 0
	for _, c := range found {
		title := c.Title
		if c.Blocker {
			title += " · blocker"
		}
		if c.Informs {
			title += " · " + wording.Informing(c)
		}
		reason := strings.TrimSpace(t.because(c) + " " + wording.Besides(c))
		row := []string{t.outcome(c), c.ID, title, wording.Figure(c), wording.Signs(c.Target)}
		if wide {
			row = append(row, reason)
		}
		rows, reasons = append(rows, row), append(reasons, reason)
		indent = max(indent, len([]rune(c.ID)))
	}
	if wide {
		return term.Table(t, nil, rows, t.table)
	}
	var table bytes.Buffer
	on := t.table
	on.Width = cmp.Or(on.Width, usualWidth)
	if err := term.Table(&table, nil, rows, on); err != nil {
		return err
	}
	t.below(table.String(), reasons, len("[✗] unknown")-2+indent+2)
	return nil
}

// below writes the lines of a table with a note under the lines of each row. Only
// the first line of a row begins with something else than a space.
func (t *terminal) below(table string, notes []string, indent int) {
	at := -1
	note := func() {
		if at >= 0 && notes[at] != "" {
			fmt.Fprintf(t, "%s%s\n", strings.Repeat(" ", indent), t.style.Dim(notes[at]))
		}
	}
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, " ") {
			note()
			at = min(at+1, len(notes)-1)
		}
		t.WriteString(line)
	}
	note()
}

// because says why a criterion is not met, and where its evidence says so.
func (t *terminal) because(c *scorecard.Criterion) string {
	var said []string
	if c.Outcome == scorecard.Unknown {
		said = append(said, string(c.Reason))
		if len(c.Detail) > 0 && c.Detail[0].Text != "" {
			said[0] += ": " + wording.Clip(c.Detail[0].Text)
		}
	}
	if c.Outcome == scorecard.Warning && c.Warn != "" {
		said = append(said, "warn unless "+wording.Signs(c.Warn))
	}
	if len(c.Evidence) > 0 && c.Evidence[0].Path != "" && (len(c.Detail) == 0 || !strings.Contains(c.Detail[0].Text, c.Evidence[0].Path)) {
		said = append(said, wording.Place(c.Evidence[0].Path, c.Evidence[0].Line))
	}
	return strings.Join(said, "; ")
}

// rest lists what is met and what does not apply, where all is asked for.
func (t *terminal) rest() error {
	if !t.all {
		return nil
	}
	var rows [][]string
	for i := range t.s.Criteria {
		c := &t.s.Criteria[i]
		if c.Outcome == scorecard.Met || c.Outcome == scorecard.NotApplicable {
			title := c.Title
			if c.Informs {
				title += " · " + wording.Informing(c)
			}
			rows = append(rows, []string{t.outcome(c), c.ID, title, wording.Figure(c), wording.Signs(c.Target), wording.Besides(c)})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(t)
	return term.Table(t, nil, rows, t.table)
}

// mostFirst is how many actions are put first.
const mostFirst = 3

// first is what to do first, and what would lift the verdict.
func (t *terminal) first() error {
	var rows [][]string
	id := ""
	for _, c := range wording.Having(t.s, scorecard.Unmet, scorecard.Unknown) {
		if c.Waived || len(rows) == mostFirst {
			continue
		}
		id = cmp.Or(id, c.ID)
		rows = append(rows, []string{"", c.ID, cmp.Or(c.Owner, wording.None), wording.FirstThing(t.s, c)})
	}
	lifts := t.lifts()
	if len(rows) == 0 && lifts == "" {
		return nil
	}
	if len(rows) > 0 {
		fmt.Fprintf(t, "\n%s\n", t.style.Bold("Do first"))
		if err := term.Table(t, nil, rows, t.table); err != nil {
			return err
		}
	}
	if lifts != "" {
		fmt.Fprintf(t, "  %s\n", t.style.Dim(lifts))
	}
	if id != "" {
		fmt.Fprintf(t, "  %s\n", t.style.Dim("Details: signoff explain "+id))
	}
	return nil
}

// lifts says what would make the verdict better, by the smallest number that would
// do.
func (t *terminal) lifts() string {
	if t.s.Verdict.Outcome == scorecard.Approved {
		return ""
	}
	var said []string
	last := ""
	for _, to := range []scorecard.Ruling{scorecard.Conditional, scorecard.Approved} {
		n := t.s.Needs(to)
		if n == nil || t.s.Verdict.Outcome == to {
			continue
		}
		var asks []string
		if len(n.Blockers) > 0 {
			blockers := n.Blockers
			if left := len(blockers) - wording.MostRefs; left > 0 {
				blockers = append(blockers[:wording.MostRefs:wording.MostRefs], fmt.Sprintf("%d more blockers", left))
			}
			asks = append(asks, wording.Listed(blockers))
		}
		if n.More > 0 {
			more := fmt.Sprintf("%d of the %d open", n.More, n.Of)
			if len(n.Blockers) > 0 {
				more = fmt.Sprintf("%d more of the %d open", n.More, n.Of+len(n.Blockers))
			}
			asks = append(asks, more)
		}
		line := strings.Join(asks, " and ")
		if len(n.Roles) > 0 {
			line = strings.TrimPrefix(line+", then the approval of "+wording.Listed(n.Roles), ", then ")
		}
		switch {
		case line == "":
		case line == last:
			said[0] = "Conditional and approved: " + line + "."
		default:
			said, last = append(said, wording.Sentence(string(to))+": "+line+"."), line
		}
	}
	return term.Clean(strings.Join(said, " "))
}
