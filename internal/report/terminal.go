package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// mostListed is how many open and how many met criteria a terminal lists.
const mostListed = 40

// terminal is a scorecard on its way to a person at a terminal.
type terminal struct {
	bytes.Buffer
	s     *scorecard.Scorecard
	style term.Style
	table term.Options
}

func newTerminal(s *scorecard.Scorecard, o Options) terminal {
	style := term.Style{Color: o.Color}
	return terminal{s: s, style: style, table: term.Options{Width: o.Width, Style: style}}
}

// writeTable prints the scorecard: verdict, reasons, figures, categories, then
// the criteria, what is open first.
func writeTable(w io.Writer, s *scorecard.Scorecard, o Options) error {
	t := newTerminal(s, o)
	t.head()
	for _, step := range []func() error{t.figures, t.categories, t.open, t.rest, t.waivers, t.since} {
		if err := step(); err != nil {
			return err
		}
	}
	if n := len(s.Limits); n > 0 {
		fmt.Fprintf(&t, "\n%s\n", t.style.Dim(count(n, "limit", "limits")+" of this assessment are in the report."))
	}
	_, err := w.Write(t.Bytes())
	return err
}

// head is the verdict with its reasons.
func (t *terminal) head() {
	s := t.s
	sign := verdictSign(s.Verdict.Outcome)
	fmt.Fprintf(t, "%s  %s\n", t.paint(sign.class, sign.char+" "+strings.ToUpper(sign.word)), t.style.Bold(name(s)))
	about := "as of " + judged(s)
	if s.AsOfFrom != "" {
		about += ", from " + s.AsOfFrom
	}
	if s.Commit != "" {
		about += ", commit " + brief(s.Commit)
	}
	fmt.Fprintf(t, "%s\n\n", t.style.Dim(about))
	for _, r := range s.Verdict.Reasons {
		said, about := saying(r.Text, r.IDs)
		if len(about) > mostRefs+1 {
			about = append(about[:mostRefs:mostRefs], fmt.Sprintf("and %d more", len(r.IDs)-mostRefs))
		}
		if said = sentence(said); len(about) > 0 {
			said += ": " + strings.Join(about, ", ")
		}
		fmt.Fprintf(t, "  - %s\n", term.Clean(said))
	}
	if s.Verdict.ForWantOfEvidence {
		fmt.Fprintf(t, "  - %s\n", "Were every unknown criterion met, the verdict would be better")
	}
	if !s.Plan.Thresholds.Default {
		fmt.Fprintf(t, "  - %s\n", term.Clean(ownThresholds(s.Plan.Thresholds)))
	}
	first := 0
	for _, l := range s.Limits {
		if l.First {
			first++
			fmt.Fprintf(t, "  - %s\n", term.Clean(sentence(l.Text)))
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
		{"Compliance", percent(c.Strict), share(c.Satisfied(), c.Applicable), "with waivers " + percent(c.WithWaivers),
			share(c.Satisfied()-waivedSatisfied(t.s), c.Applicable-c.Waived)},
		{"Score", points(t.s.Score.Strict), t.s.Score.Grade, "with waivers " + points(t.s.Score.WithWaivers), ""},
	}
	if err := term.Table(t, nil, rows, t.table); err != nil {
		return err
	}
	var words []string
	for _, n := range []struct {
		o scorecard.Outcome
		n int
	}{{scorecard.Met, c.Met}, {scorecard.Warning, c.Warning}, {scorecard.Unmet, c.Unmet}, {scorecard.Unknown, c.Unknown}, {scorecard.NotApplicable, c.NotApplicable}} {
		if s := signOf(n.o); n.n > 0 {
			words = append(words, t.paint(s.class, s.char)+fmt.Sprintf(" %d %s", n.n, s.word))
		}
	}
	if c.Waived > 0 {
		words = append(words, fmt.Sprintf("[ ] %d waived", c.Waived))
	}
	stands := basis(c)
	if c.NotApplicable > 0 {
		stands += "; " + applying(c)
	}
	if n := unbound(t.s); n > 0 {
		stands += "; " + nameless(n, len(t.s.Evidence))
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
		rows = append(rows, []string{c.Title, points(c.Score), points(c.Grade), share(c.Met+c.Warning, c.Applicable), tallied(c)})
	}
	return term.Table(t, []string{"Category", "Score", "Grade", "Satisfied", "Outcomes"}, rows, t.table)
}

// open lists what is not simply met, with what was expected, got and where.
func (t *terminal) open() error {
	v := newView(t.s, Options{}, false)
	found := append(v.having(scorecard.Unmet, scorecard.Unknown), v.having(scorecard.Warning)...)
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
		rows = append(rows, []string{t.outcome(c), c.ID, title, figure(c), signs(c.Target), strings.TrimSpace(t.because(c) + " " + besides(c))})
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
			said[0] += ": " + clip(c.Detail[0].Text)
		}
	}
	if c.Outcome == scorecard.Warning && c.Warn != "" {
		said = append(said, "warn unless "+signs(c.Warn))
	}
	if len(c.Evidence) > 0 && c.Evidence[0].Path != "" && (len(c.Detail) == 0 || !strings.Contains(c.Detail[0].Text, c.Evidence[0].Path)) {
		said = append(said, place(c.Evidence[0].Path, c.Evidence[0].Line))
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
				title += " (" + informing(c) + ")"
			}
			rows = append(rows, []string{t.outcome(c), c.ID, title, figure(c), signs(c.Target), besides(c)})
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
	s := signOf(c.Outcome)
	shape, word := s.char, s.word
	if c.Waived {
		shape = "[" + shape + "]"
	}
	if c.Outcome == scorecard.NotApplicable {
		word = "n/a"
	}
	return t.paint(s.class, shape+" "+word)
}

// mark shows an outcome by shape and word.
func (t *terminal) mark(o scorecard.Outcome) string {
	s := signOf(o)
	return t.paint(s.class, s.char+" "+s.word)
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
