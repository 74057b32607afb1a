package terminal

import (
	"fmt"
	"io"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// Difference prints at a terminal what changed between two assessments: what
// got worse first, and criteria that changed apart from evidence that did. An
// error comes from w.
func Difference(w io.Writer, d *scorecard.Difference, on Screen) error {
	t := newTerminal(nil, on)
	if err := term.Table(&t, []string{"", "Before", "After"}, wording.Sides(d), t.table); err != nil {
		return err
	}
	for _, head := range wording.ChangeHeads() {
		if err := t.section(head[1], []string{"Criterion", "Title", "Outcome", "Measured", "Target", "Because"}, t.changes(d, head[0])); err != nil {
			return err
		}
	}
	var evidence, waivers, terms [][]string
	for _, e := range d.Evidence {
		evidence = append(evidence, []string{e.ID, e.What, wording.Changed(e.What, e.State), wording.Changed(e.What, wording.FileCounts(&e)), wording.Renewed(&e)})
	}
	for _, x := range d.Waivers {
		waivers = append(waivers, []string{x.ID, x.Criterion, x.What, wording.Changed(x.What, x.State), wording.Changed(x.What, x.Expires)})
	}
	for _, x := range d.Terms {
		terms = append(terms, []string{x.Criterion, wording.Points(x.Before), wording.Points(x.After), wording.Signed(x.Change)})
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
		for _, o := range wording.OutcomesOf(c) {
			outcomes = append(outcomes, t.mark(o))
		}
		rows = append(rows, []string{c.ID, c.Title, strings.Join(outcomes, " → "), wording.Changed(what, c.Measured),
			wording.Changed(what, wording.Targets(c)), wording.Causes(c)})
	}
	return rows
}
