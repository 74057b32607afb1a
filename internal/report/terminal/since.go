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
		case "better":
			better++
		case "worse":
			worse++
		}
		rows = append(rows, []string{"", m.What, m.ID, arrow(string(m.Before), string(m.After)), arrow(m.Was, m.Is) + ", target " + wording.Signs(m.Target)})
	}
	fmt.Fprintf(t, "\nSince %s, as of %s: compliance %s → %s, %d better, %d worse\n", term.Clean(string(s.Before.Verdict)), wording.AsOf(s.Before.AsOf),
		wording.Percent(s.Before.Compliance), wording.Percent(t.s.Compliance.Strict), better, worse)
	if err := t.short(rows); err != nil {
		return err
	}
	if len(s.Gate) == 0 {
		return nil
	}
	fmt.Fprintf(t, "%s\n", t.style.Bold("Gate changed by this change"))
	return t.short(gateRows(s.Gate))
}

// short is a table without a header, as far as a terminal lists it.
func (t *terminal) short(rows [][]string) error {
	if len(rows) == 0 {
		return nil
	}
	if n := len(rows); n > mostListed {
		rows = append(rows[:mostListed], []string{"", "", "", fmt.Sprintf("and %d more", n-mostListed), ""})
	}
	return term.Table(t, nil, rows, t.table)
}

func gateRows(changes []scorecard.GateChange) [][]string {
	var rows [][]string
	for _, c := range changes {
		was, is, two := strings.Cut(c.Text, " → ")
		if !two {
			was, is = c.Text, c.Text
		}
		rows = append(rows, []string{"", c.What, c.ID, arrow(wording.Signs(was), wording.Signs(is)), wording.Place(c.Declared.File, c.Declared.Line)})
	}
	return rows
}

// Gate prints what was done to a gate.
func Gate(w io.Writer, changes []scorecard.GateChange, on Screen) error {
	t := newTerminal(nil, on)
	if len(changes) == 0 {
		fmt.Fprintln(&t, "The gate is as it was.")
	} else if err := t.short(gateRows(changes)); err != nil {
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

// setAside counts in a line what was set aside by somebody's word.
func setAside(a *scorecard.Aside) string {
	if a == nil {
		return ""
	}
	var words []string
	add := func(n int64, text string) {
		if n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, text))
		}
	}
	waivers := "waived"
	if a.Findings > 0 {
		waivers = fmt.Sprintf("waived (%s)", wording.Count(int(a.Findings), "finding", "findings"))
	}
	add(int64(a.Waivers), waivers)
	add(a.Cleared, "cleared by VEX")
	add(a.Suppressed, "suppressed in source")
	add(int64(a.Tailored), "tailored")
	add(int64(a.NotCounted), "not counted yet")
	add(int64(a.NotApplicable), "not applicable")
	add(int64(a.ByAgent), "by an agent")
	return "set aside: " + strings.Join(words, ", ")
}
