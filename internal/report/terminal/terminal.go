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
// not known, and whether it shows colour. All asks for what is met too.
type Screen struct {
	Width int
	Color bool
	All   bool
}

// mostListed is how many open and how many met criteria a terminal lists.
const mostListed = 40

// mostShaded is how many criteria are named of those that pass with a shade.
const mostShaded = 5

// terminal is a scorecard on its way to a person at a terminal.
type terminal struct {
	bytes.Buffer
	s     *scorecard.Scorecard
	style term.Style
	table term.Options
	all   bool
}

func newTerminal(s *scorecard.Scorecard, on Screen) terminal {
	style := term.Style{Color: on.Color}
	return terminal{s: s, style: style, table: term.Options{Width: on.Width, Style: style}, all: on.All}
}

// Write prints the scorecard: what is open, categories, waivers and changes, then
// the verdict with its figures and what to do first, where a terminal and the log
// of a CI leave the eye.
func Write(w io.Writer, s *scorecard.Scorecard, on Screen) error {
	t := newTerminal(s, on)
	for _, step := range []func() error{t.open, t.rest, t.categories, t.waivers, t.since, t.verdict, t.first} {
		if err := step(); err != nil {
			return err
		}
	}
	_, err := w.Write(t.Bytes())
	return err
}

// verdict is the verdict with its reasons and figures.
func (t *terminal) verdict() error {
	s := t.s
	sign := wording.VerdictSign(s.Verdict.Outcome)
	fmt.Fprintf(t, "\n%s  %s\n%s\n\n", t.paint(sign.Class, sign.Char+" "+strings.ToUpper(sign.Word)), t.style.Bold(wording.Name(s)), t.style.Dim(about(s)))
	said := t.reasons()
	if len(said) > 0 {
		fmt.Fprintln(t, strings.Join(said, "\n")+"\n")
	}
	return t.figures()
}

// about says when and of what was judged.
func about(s *scorecard.Scorecard) string {
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
	return about
}

// reasons are why the verdict is what it is, numbered, and what else has to be
// known of it.
func (t *terminal) reasons() []string {
	var lines []string
	for i, r := range t.s.Verdict.Reasons {
		said, about := wording.Saying(r.Text, r.IDs)
		if len(about) > wording.MostRefs+1 {
			about = append(about[:wording.MostRefs:wording.MostRefs], fmt.Sprintf("and %d more", len(r.IDs)-wording.MostRefs))
		}
		if said = wording.Sentence(said); len(about) > 0 {
			said += ": " + strings.Join(about, ", ")
		}
		lines = append(lines, fmt.Sprintf("  %d  %s", i+1, term.Clean(said)))
	}
	if t.s.Verdict.ForWantOfEvidence {
		lines = append(lines, "  -  Were every unknown criterion met, the verdict would be better")
	}
	if !t.s.Plan.Thresholds.Default {
		lines = append(lines, "  -  "+term.Clean(wording.OwnThresholds(t.s.Plan.Thresholds)))
	}
	for _, l := range t.s.Limits {
		if l.First {
			lines = append(lines, "  -  "+term.Clean(wording.Sentence(l.Text)))
		}
	}
	return lines
}

// figures are compliance, score and the outcomes in numbers, and what they rest on.
func (t *terminal) figures() error {
	c := t.s.Compliance
	rows := [][]string{
		{"", "Compliance", wording.Percent(c.Strict), wording.Share(c.Satisfied(), c.Applicable), "with waivers " + wording.Percent(c.WithWaivers),
			wording.Share(c.Satisfied()-wording.WaivedSatisfied(t.s), c.Applicable-c.Waived)},
		{"", "Score", wording.Points(t.s.Score.Strict), t.s.Score.Grade, "with waivers " + wording.Points(t.s.Score.WithWaivers), ""},
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
	stands := []string{wording.Basis(c)}
	if c.NotApplicable > 0 {
		stands[0] += "; " + wording.Applying(c)
	}
	if n := wording.Unbound(t.s); n > 0 {
		stands[0] += "; " + wording.Nameless(n, len(t.s.Evidence))
	}
	if aside := setAside(t.s.Aside); aside != "" {
		stands = append(stands, aside)
	}
	if shaded := wording.Shaded(t.s); len(shaded) > 0 {
		if left := len(shaded) - mostShaded; left > 0 {
			shaded = append(shaded[:mostShaded:mostShaded], fmt.Sprintf("%d more", left))
		}
		stands = append(stands, "passed, and beside it: "+strings.Join(shaded, "; "))
	}
	if n := len(t.s.Limits); n > 0 {
		stands = append(stands, wording.Count(n, "limit", "limits")+" of this assessment are in the report.")
	}
	fmt.Fprintf(t, "  %s\n", strings.Join(words, "   "))
	for _, line := range stands {
		fmt.Fprintf(t, "  %s\n", t.style.Dim(line))
	}
	return nil
}

func (t *terminal) categories() error {
	var rows [][]string
	for i := range t.s.Categories {
		c := &t.s.Categories[i]
		rows = append(rows, []string{c.Title, wording.Points(c.Score), wording.Points(c.Grade), wording.Share(c.Met+c.Warning, c.Applicable), wording.Tallied(c)})
	}
	fmt.Fprintln(t)
	return term.Table(t, []string{"Category", "Score", "Grade", "Pass", "Outcomes"}, rows, t.table)
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
