// Package terminal writes a scorecard, what explains it and what changed in it
// for a terminal: no line is wider than that, and the verdict stands last. It
// copies what was judged and knows no template; what a terminal cannot show is
// cleaned by package term.
package terminal

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

const (
	// mostListed is how many open criteria a terminal lists, unless all are asked
	// for.
	mostListed = 40
	// usualWidth is that of what is not a terminal.
	usualWidth = 80
	// wideFrom is the width from which the place of a figure stands in its row.
	wideFrom = 100
)

// Screen is what a terminal can show: how many columns it has, 0 when that is not
// known, whether it shows colour, and whether met criteria are asked for too, and
// all of what is open.
type Screen struct {
	Width int
	Color bool
	All   bool
}

// terminal is a scorecard on its way to a person at a terminal.
type terminal struct {
	bytes.Buffer
	s     *scorecard.Scorecard
	all   bool // list met criteria too
	style term.Style
	table term.Options
}

func newTerminal(s *scorecard.Scorecard, on Screen) terminal {
	style := term.Style{Color: on.Color}
	return terminal{s: s, all: on.All, style: style, table: term.Options{Width: on.Width, Style: style}}
}

// indented are the options of rows that stand under a head.
func (t *terminal) indented() term.Options {
	return term.Options{Width: t.table.Width, Style: t.style, Indent: 2}
}

// Write prints the scorecard. The verdict stands last, where a terminal and
// the log of a job leave the eye; no line is wider than the terminal.
func Write(w io.Writer, s *scorecard.Scorecard, on Screen) error {
	on.Width = cmp.Or(on.Width, usualWidth)
	t := newTerminal(s, on)
	for _, step := range []func() error{t.open, t.met, t.categories, t.waivers, t.since} {
		if err := step(); err != nil {
			return err
		}
	}
	t.notes()
	if err := t.verdict(); err != nil {
		return err
	}
	_, err := w.Write(bytes.TrimLeft(t.Bytes(), "\n"))
	return err
}

// open lists what is not simply met: figure, target and where.
func (t *terminal) open() error {
	found := append(wording.Having(t.s, scorecard.Unmet, scorecard.Unknown), wording.Having(t.s, scorecard.Warning)...)
	for i := range t.s.Criteria {
		if c := &t.s.Criteria[i]; c.Informs && c.Outcome != scorecard.Met && c.Outcome != scorecard.NotApplicable {
			found = append(found, c)
		}
	}
	fmt.Fprintln(t, t.heading(found))
	if len(found) == 0 {
		return nil
	}
	t.rule()
	return t.criteria(found)
}

// heading counts what is open, and says what is not listed.
func (t *terminal) heading(found []*scorecard.Criterion) string {
	todo, waived, warnings := 0, 0, 0
	for _, c := range found {
		switch {
		case c.Informs:
		case c.Outcome == scorecard.Warning:
			warnings++
		case c.Waived:
			waived++
		default:
			todo++
		}
	}
	var open, rest []string
	add := func(into *[]string, n int, words string) {
		if n > 0 {
			*into = append(*into, wording.Thousands(int64(n))+" "+words)
		}
	}
	add(&open, todo, "to do")
	add(&open, waived, "waived")
	add(&open, warnings, map[bool]string{true: "warning", false: "warnings"}[warnings == 1])
	c := t.s.Compliance
	add(&rest, c.Met, "met")
	add(&rest, c.NotApplicable, "not applicable")
	add(&rest, c.Informing, map[bool]string{true: "informs", false: "inform"}[c.Informing == 1])
	said := "Nothing is open"
	if len(open) > 0 {
		said = "Open: " + strings.Join(open, ", ")
	}
	if len(rest) > 0 {
		hint := ": signoff check --all"
		if t.all {
			hint = ""
		}
		said += " (" + strings.Join(rest, ", ") + hint + ")"
	}
	return strings.Join(term.Wrap(said, t.table.Width, "  "), "\n")
}

func (t *terminal) rule() {
	fmt.Fprintln(t, t.style.Dim(strings.Repeat("─", t.table.Width)))
}

// met lists the rest, when all is asked for.
func (t *terminal) met() error {
	if !t.all {
		return nil
	}
	var found []*scorecard.Criterion
	for i := range t.s.Criteria {
		if c := &t.s.Criteria[i]; c.Outcome == scorecard.Met || c.Outcome == scorecard.NotApplicable {
			found = append(found, c)
		}
	}
	if len(found) == 0 {
		return nil
	}
	fmt.Fprintln(t)
	t.rule()
	return t.criteria(found)
}

// criteria writes a row a criterion.
func (t *terminal) criteria(list []*scorecard.Criterion) error {
	most := len(list)
	if !t.all {
		most = min(most, mostListed)
	}
	var rows []term.Row
	for _, c := range list[:most] {
		r := term.Row{Cells: []string{t.outcome(c), c.ID, t.titled(c), wording.Figure(c), c.Target.Shown()}}
		where := strings.Join(t.because(c), "; ")
		if t.table.Width >= wideFrom {
			r.Cells = append(r.Cells, where)
		} else if where != "" {
			r.Below = []string{where}
		}
		rows = append(rows, r)
	}
	if err := term.Rows(t, rows, 2, t.table); err != nil {
		return err
	}
	if left := len(list) - most; left > 0 {
		fmt.Fprintf(t, "and %s more: signoff check --all\n", wording.Thousands(int64(left)))
	}
	return nil
}

// titled is a criterion's title with what marks it.
func (t *terminal) titled(c *scorecard.Criterion) string {
	said := c.Title
	if c.Blocker {
		said += " · blocker"
	}
	if c.Informs {
		said += " · " + wording.Informing(c)
	}
	if t.s.Since == nil {
		return said
	}
	for _, m := range t.s.Since.Turns {
		if m.ID == c.ID && m.Before != "" && m.Before != c.Outcome {
			said += " · was " + wording.SignOf(m.Before).Word
		}
	}
	return said
}

// because says why a criterion is not met, where its evidence says so, and what
// must be known next to its figure.
func (t *terminal) because(c *scorecard.Criterion) []string {
	var said []string
	add := func(s string) {
		if s != "" {
			said = append(said, s)
		}
	}
	detail := ""
	if len(c.Detail) > 0 {
		detail = wording.Clip(c.Detail[0].Text)
	}
	if c.Outcome == scorecard.Unknown && c.Reason != "" {
		why := wording.Because(c) + ", " + string(c.Reason)
		if detail != "" {
			why += ": " + detail
		}
		add(why)
	}
	if c.Outcome == scorecard.Warning && !c.Warn.IsZero() {
		add(wording.Warns(c.Warn))
	}
	if c.Outcome == scorecard.NotApplicable {
		add(wording.Exempt(c))
	}
	if len(c.Evidence) > 0 {
		switch at := c.Evidence[0]; {
		case at.Path == "" && c.Basis == scorecard.Attested && c.Outcome != scorecard.Unknown:
			add("statement " + at.ID)
		case at.Path != "" && !strings.Contains(detail, at.Path):
			add(wording.Place(at.Path, at.Line))
		}
	}
	add(strings.Trim(wording.Besides(c), "()"))
	return said
}

// categories are their scores; of one alone they stand below the verdict.
func (t *terminal) categories() error {
	if len(t.s.Categories) < 2 {
		return nil
	}
	var rows [][]string
	for i := range t.s.Categories {
		c := &t.s.Categories[i]
		rows = append(rows, []string{c.Title, wording.Points(c.Score), wording.Points(c.Grade), wording.Share(c.Met+c.Warning, c.Applicable), cmp.Or(string(c.Risk), wording.None)})
	}
	fmt.Fprintln(t)
	return term.Table(t, []string{"Category", "Score", "Grade", "Pass", "Risk"}, rows, term.Options{Width: t.table.Width})
}

func (t *terminal) outcome(c *scorecard.Criterion) string {
	s := wording.SignOf(c.Outcome)
	shape, word := s.Char, s.Word
	if c.Waived {
		shape = "[" + shape + "]"
	}
	if c.Outcome == scorecard.NotApplicable {
		word = "n/a"
	}
	return t.paint(s.Class, shape+" "+word)
}

// mark shows an outcome by shape and word.
func (t *terminal) mark(o scorecard.Outcome) string {
	s := wording.SignOf(o)
	return t.paint(s.Class, s.Char+" "+s.Word)
}

func (t *terminal) paint(class, text string) string {
	switch class {
	case "met":
		return t.style.Met(text)
	case "warning":
		return t.style.Warning(text)
	case "unmet":
		return t.style.Unmet(text)
	case "unknown":
		return t.style.Unknown(text)
	}
	return t.style.Dim(text)
}
