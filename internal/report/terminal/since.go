package terminal

import (
	"fmt"
	"io"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// since says what is better and worse than in another assessment, and what was
// done to the gate itself.
func (t *terminal) since() error {
	s := t.s.Since
	if s == nil {
		return nil
	}
	better, worse := 0, 0
	var rows [][]string
	for _, m := range s.Turns {
		switch m.What {
		case scorecard.Better:
			better++
		case scorecard.Worse:
			worse++
		}
		figures := arrow(m.Was, m.Is)
		if !m.Target.IsZero() && !m.After.Satisfied() {
			figures += ", target " + m.Target.Shown()
		}
		rows = append(rows, []string{string(m.What), m.ID, arrow(string(m.Before), string(m.After)), figures})
	}
	before := wording.DayOf(s.Before.AsOf)
	if s.Before.Commit != "" {
		before += " (" + wording.Brief(s.Before.Commit) + ")"
	}
	var head []string
	t.said(&head, "", fmt.Sprintf("Since %s, %s: compliance %s → %s, %d better, %d worse", before, s.Before.Verdict,
		wording.Percent(s.Before.Compliance), wording.Percent(t.s.Compliance.Strict), better, worse))
	fmt.Fprintf(t, "\n%s\n", strings.Join(head, "\n"))
	if s.Before.SHA256 != "" {
		fmt.Fprintf(t, "Compared with assessment sha256 %s\n", wording.Brief(s.Before.SHA256))
	}
	if err := t.short(rows); err != nil {
		return err
	}
	if len(s.Gate) == 0 {
		fmt.Fprintf(t, "The gate is unchanged: %s, %s\n", wording.Count(len(t.s.Criteria), "criterion", "criteria"), wording.Count(len(t.s.Waivers), "waiver", "waivers"))
		return nil
	}
	fmt.Fprintln(t, "Gate changed by this change")
	return t.short(t.gateRows(s.Gate))
}

// short is a table without a header, as far as a terminal lists it.
func (t *terminal) short(rows [][]string) error {
	if len(rows) == 0 {
		return nil
	}
	most := len(rows)
	if !t.all {
		most = min(most, mostListed)
	}
	var shown []term.Row
	for _, r := range rows[:most] {
		shown = append(shown, term.Row{Cells: r})
	}
	if left := len(rows) - most; left > 0 {
		shown = append(shown, term.Row{Cells: []string{fmt.Sprintf("and %d more", left)}})
	}
	return term.Rows(t, shown, 0, t.indented())
}

func (t *terminal) gateRows(changes []scorecard.GateChange) [][]string {
	var rows [][]string
	for _, c := range changes {
		was, is := c.Bounds()
		what := string(c.What)
		if c.What == scorecard.Loosened && t.style.Color {
			what = t.style.Bold(what)
		}
		rows = append(rows, []string{what, c.ID, arrow(was.Shown(), is.Shown()), wording.Place(c.Declared.File, c.Declared.Line)})
	}
	return rows
}

// Gate prints what was done to a gate.
func Gate(w io.Writer, changes []scorecard.GateChange, on Screen) error {
	t := newTerminal(nil, on)
	if len(changes) == 0 {
		fmt.Fprintln(&t, "The gate is as it was.")
	} else if err := t.short(t.gateRows(changes)); err != nil {
		return err
	}
	_, err := w.Write(t.Bytes())
	return err
}

// arrow shows what was and what is, once when they are the same.
func arrow(was, is string) string {
	if was == "" {
		was = wording.None
	}
	if is == "" {
		is = wording.None
	}
	if was == is {
		return is
	}
	return was + " → " + is
}
