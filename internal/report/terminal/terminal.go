// Package terminal writes a scorecard, what explains it and what changed in it
// as tables for a terminal. It copies what was judged and knows no template;
// what a terminal cannot show is cleaned by package term.
package terminal

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// Screen is what a terminal can show: how many columns it has, 0 when that is
// not known, and whether it shows colour.
type Screen struct {
	Width int
	Color bool
}

// mostListed is how many open and how many met criteria a terminal lists.
const mostListed = 40

// terminal is a scorecard on its way to a person at a terminal.
type terminal struct {
	bytes.Buffer
	s     *scorecard.Scorecard
	style term.Style
	table term.Options
}

func newTerminal(s *scorecard.Scorecard, on Screen) terminal {
	style := term.Style{Color: on.Color}
	return terminal{s: s, style: style, table: term.Options{Width: on.Width, Style: style}}
}

// Write prints the scorecard: verdict, reasons, figures, categories, then
// the criteria, what is open first.
func Write(w io.Writer, s *scorecard.Scorecard, on Screen) error {
	t := newTerminal(s, on)
	t.head()
	for _, step := range []func() error{t.figures, t.categories, t.open, t.rest, t.waivers, t.since} {
		if err := step(); err != nil {
			return err
		}
	}
	if n := len(s.Limits); n > 0 {
		fmt.Fprintf(&t, "\n%s\n", t.style.Dim(wording.Count(n, "limit", "limits")+" of this assessment are in the report."))
	}
	_, err := w.Write(t.Bytes())
	return err
}

// head is the verdict with its reasons.
func (t *terminal) head() {
	s := t.s
	sign := wording.VerdictSign(s.Verdict.Outcome)
	fmt.Fprintf(t, "%s  %s\n", t.paint(sign.Class, sign.Char+" "+strings.ToUpper(sign.Word)), t.style.Bold(wording.Name(s)))
	about := "as of " + wording.Judged(s)
	if s.AsOfFrom != "" {
		about += ", from " + s.AsOfFrom
	}
	if s.Commit != "" {
		about += ", commit " + wording.Brief(s.Commit)
	}
	if s.Plan.From != "" {
		about += ", by the criteria of " + s.Plan.From
	}
	if p := s.Plan.Policy; p != nil {
		about += ", policy " + p.Name + ", sha256 " + wording.Brief(p.SHA256)
	}
	fmt.Fprintf(t, "%s\n\n", t.style.Dim(about))
	for _, r := range s.Verdict.Reasons {
		said, about := wording.Saying(r.Text, r.IDs)
		if len(about) > wording.MostRefs+1 {
			about = append(about[:wording.MostRefs:wording.MostRefs], fmt.Sprintf("and %d more", len(r.IDs)-wording.MostRefs))
		}
		if said = wording.Sentence(said); len(about) > 0 {
			said += ": " + strings.Join(about, ", ")
		}
		fmt.Fprintf(t, "  - %s\n", term.Clean(said))
	}
	if s.Verdict.ForWantOfEvidence {
		fmt.Fprintf(t, "  - %s\n", "Were every unknown criterion met, the verdict would be better")
	}
	if !s.Plan.Thresholds.Default {
		fmt.Fprintf(t, "  - %s\n", term.Clean(wording.OwnThresholds(s.Plan.Thresholds)))
	}
	first := 0
	for _, l := range s.Limits {
		if l.First {
			first++
			fmt.Fprintf(t, "  - %s\n", term.Clean(wording.Sentence(l.Text)))
		}
	}
	if len(s.Verdict.Reasons) > 0 || !s.Plan.Thresholds.Default || first > 0 {
		fmt.Fprintln(t)
	}
}

// figures are compliance, score and the outcomes in numbers.
func (t *terminal) figures() error {
	c := t.s.Compliance
	rows := [][]string{
		{"Compliance", wording.Percent(c.Strict), wording.Share(c.Satisfied(), c.Applicable), "with waivers " + wording.Percent(c.WithWaivers),
			wording.Share(c.Satisfied()-wording.WaivedSatisfied(t.s), c.Applicable-c.Waived)},
		{"Score", wording.Points(t.s.Score.Strict), t.s.Score.Grade, "with waivers " + wording.Points(t.s.Score.WithWaivers), ""},
	}
	if err := term.Table(t, nil, rows, t.table); err != nil {
		return err
	}
	var words []string
	for _, n := range []struct {
		o scorecard.Outcome
		n int
	}{{scorecard.Met, c.Met}, {scorecard.Warning, c.Warning}, {scorecard.Unmet, c.Unmet}, {scorecard.Unknown, c.Unknown}, {scorecard.NotApplicable, c.NotApplicable}} {
		if s := wording.SignOf(n.o); n.n > 0 {
			words = append(words, t.paint(s.Class, s.Char)+fmt.Sprintf(" %d %s", n.n, s.Word))
		}
	}
	if c.Waived > 0 {
		words = append(words, fmt.Sprintf("[ ] %d waived", c.Waived))
	}
	stands := wording.Basis(c)
	if c.NotApplicable > 0 {
		stands += "; " + wording.Applying(c)
	}
	if n := wording.Unbound(t.s); n > 0 {
		stands += "; " + wording.Nameless(n, len(t.s.Evidence))
	}
	if aside := setAside(t.s.Aside); aside != "" {
		stands += "\n" + aside
	}
	fmt.Fprintf(t, "%s\n%s\n\n", strings.Join(words, "   "), t.style.Dim(stands))
	return nil
}

func (t *terminal) categories() error {
	var rows [][]string
	for i := range t.s.Categories {
		c := &t.s.Categories[i]
		rows = append(rows, []string{c.Title, wording.Points(c.Score), wording.Points(c.Grade), wording.Share(c.Met+c.Warning, c.Applicable), wording.Tallied(c)})
	}
	return term.Table(t, []string{"Category", "Score", "Grade", "Satisfied", "Outcomes"}, rows, t.table)
}

// open lists what is not simply met, with what was expected, got and where.
func (t *terminal) open() error {
	found := append(wording.Having(t.s, scorecard.Unmet, scorecard.Unknown), wording.Having(t.s, scorecard.Warning)...)
	var rows [][]string
	for i, c := range found {
		if i == mostListed {
			rows = append(rows, []string{"", "", fmt.Sprintf("and %d more", len(found)-i)})
			break
		}
		title := c.Title
		if c.Blocker {
			title += " (blocker)"
		}
		rows = append(rows, []string{t.outcome(c), c.ID, title, wording.Figure(c), wording.Signs(c.Target), strings.TrimSpace(t.because(c) + " " + wording.Besides(c))})
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(t)
	return term.Table(t, []string{"Outcome", "Id", "Criterion", "Measured", "Target", "Reason, where"}, rows, t.table)
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

// rest lists what is met, or counts it when there is too much of it.
func (t *terminal) rest() error {
	var rows [][]string
	for i := range t.s.Criteria {
		c := &t.s.Criteria[i]
		if c.Outcome == scorecard.Met || !c.Counts() {
			title := c.Title
			if c.Informs {
				title += " (" + wording.Informing(c) + ")"
			}
			rows = append(rows, []string{t.outcome(c), c.ID, title, wording.Figure(c), wording.Signs(c.Target), wording.Besides(c)})
		}
	}
	switch {
	case len(rows) == 0:
		return nil
	case len(rows) > mostListed:
		fmt.Fprintf(t, "\n%s\n", t.style.Dim(fmt.Sprintf("%d more are met or not applicable.", len(rows))))
		return nil
	}
	fmt.Fprintln(t)
	return term.Table(t, []string{"Outcome", "Id", "Criterion", "Measured", "Target", "Beside"}, rows, t.table)
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
