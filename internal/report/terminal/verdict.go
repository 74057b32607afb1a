package terminal

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

const (
	// lastLines is how many lines the verdict and all below it have at most, so
	// that it stands on the last screen.
	lastLines = 15
	// mostFirst is how many actions stand there.
	mostFirst = 3
)

// said adds the lines of a text that is wrapped to the width, after what begins
// the first of them.
func (t *terminal) said(into *[]string, begin, text string) {
	for i, line := range term.Wrap(text, t.table.Width-len(begin), "") {
		if i > 0 {
			begin = strings.Repeat(" ", len(begin))
		}
		*into = append(*into, begin+line)
	}
}

// notes are what must be known before the verdict is read.
func (t *terminal) notes() {
	var lines []string
	note := func(text string) { t.said(&lines, "  - ", wording.Sentence(text)) }
	if t.s.Verdict.ForWantOfEvidence {
		note("were every unknown criterion met, the verdict would be better")
	}
	if !t.s.Plan.Thresholds.Default {
		note(wording.OwnThresholds(t.s.Plan.Thresholds))
	}
	if aside := wording.Shaded(t.s); len(aside) > 0 && !t.all {
		note("next to figures that pass: " + strings.Join(aside[:min(len(aside), wording.MostRefs)], "; "))
	}
	for _, l := range t.s.Limits {
		if l.First {
			note(l.Text)
		}
	}
	if len(lines) > 0 {
		fmt.Fprintf(t, "\nNotes\n%s\n", strings.Join(lines, "\n"))
	}
}

// verdict is the last block: the judgement with its reasons, the figures, and
// what to do first.
func (t *terminal) verdict() error {
	figures, err := t.figures()
	if err != nil {
		return err
	}
	head := append(figures, t.standing()...)
	needs := t.needs()
	ruling := t.ruling()
	room := lastLines - 1 - strings.Count(ruling, "\n") - len(head) - len(needs)
	actions := t.first()
	reasons := t.reasons(room)
	fmt.Fprintln(t)
	fmt.Fprintln(t, ruling)
	left := room - len(reasons)
	tall := func() int { return len(actions) + min(len(actions), 1) }
	gaps := min(2, max(0, left-tall()))
	for tall() > left && len(actions) > 0 {
		actions = actions[:len(actions)-1]
	}
	if len(actions) > 0 {
		head, why := "Do first", " (why: signoff explain "+t.firstID()+")"
		if utf8.RuneCountInString(head+why) > t.table.Width {
			why = ""
		}
		actions = append([]string{t.style.Bold(head) + t.style.Dim(why)}, actions...)
	}
	lines := reasons
	if gaps > 1 && len(reasons) > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, head...)
	if gaps > 0 && len(actions) > 0 {
		lines = append(lines, "")
	}
	for _, line := range append(append(lines, actions...), needs...) {
		fmt.Fprintln(t, line)
	}
	return nil
}

// reasons are those of the verdict, in so many lines at most.
func (t *terminal) reasons(room int) []string {
	var all []string
	for i, r := range t.s.Verdict.Reasons {
		said, about := wording.Saying(r.Text, r.IDs)
		if len(about) > wording.MostRefs+1 {
			about = append(about[:wording.MostRefs:wording.MostRefs], fmt.Sprintf("and %d more", len(r.IDs)-wording.MostRefs))
		}
		if said = wording.Sentence(said); len(about) > 0 {
			said += ": " + strings.Join(about, ", ")
		}
		var lines []string
		t.said(&lines, fmt.Sprintf("  %d  ", i+1), said)
		last := i == len(t.s.Verdict.Reasons)-1
		if left := room - len(all); i > 0 && (len(lines) > left || !last && len(lines) > left-1) {
			return append(all, fmt.Sprintf("  and %s: signoff report", wording.Count(len(t.s.Verdict.Reasons)-i, "reason more", "reasons more")))
		} else if most := max(1, left-1); i == 0 && len(lines) > most {
			lines = lines[:most]
			lines[most-1] = term.Clip(lines[most-1], t.table.Width-2) + " …"
		}
		all = append(all, lines...)
	}
	return all
}

// ruling is the line of the verdict.
func (t *terminal) ruling() string {
	sign := wording.VerdictSign(t.s.Verdict.Outcome)
	about := "as of " + wording.Judged(t.s)
	if t.s.AsOfFrom != "" && t.s.AsOfFrom != "clock" {
		about += ", from " + t.s.AsOfFrom
	}
	if t.s.Commit != "" {
		about += ", commit " + wording.Brief(t.s.Commit)
	}
	if t.s.Plan.From != "" {
		about += ", by the criteria of " + t.s.Plan.From
	}
	if p := t.s.Plan.Policy; p != nil {
		about += ", policy " + p.Name + ", sha256 " + wording.Brief(p.SHA256)
	}
	word := sign.Char + " " + strings.ToUpper(sign.Word)
	line := t.paint(sign.Class, word)
	if t.style.Color {
		line = t.style.Bold(word)
	}
	if released := wording.Released(t.s); released != "" {
		lines := term.Wrap(word+", "+released, t.table.Width, "  ")
		lines[0] = strings.Replace(lines[0], word, line, 1)
		t.said(&lines, "  ", wording.Name(t.s))
		t.said(&lines, "  ", about)
		return strings.Join(lines, "\n")
	}
	subject := term.Wrap(wording.Name(t.s), t.table.Width-utf8.RuneCountInString(word)-2, "  ")
	var lines []string
	t.said(&lines, "  ", about)
	if oneLine := subject[0] + lines[0]; len(subject)+len(lines) == 2 && utf8.RuneCountInString(word+"  "+oneLine) <= t.table.Width {
		return line + "  " + oneLine
	}
	return line + "  " + strings.Join(append(subject, lines...), "\n")
}

// figures are compliance, score and the outcomes in numbers.
func (t *terminal) figures() ([]string, error) {
	c := t.s.Compliance
	if c.Applicable == 0 {
		return []string{"  " + wording.NoCompliance}, nil
	}
	rows := []term.Row{
		{Cells: []string{"Compliance", wording.Percent(c.Strict), wording.Share(c.Satisfied(), c.Applicable)}},
		{Cells: []string{"Score", wording.Points(t.s.Score.Strict), t.s.Score.Grade}},
	}
	if c.Waived > 0 {
		satisfied, of := wording.Lenient(t.s)
		with := "with " + wording.Count(c.Waived, "waiver", "waivers")
		lenient := [][]string{{with, wording.Percent(c.WithWaivers), wording.Share(satisfied, of)}, {with, wording.Points(t.s.Score.WithWaivers)}}
		for i := range rows {
			if t.table.Width < usualWidth {
				rows = append(rows, term.Row{Cells: lenient[i]})
			} else {
				rows[i].Cells = append(rows[i].Cells, lenient[i]...)
			}
		}
	}
	var out bytes.Buffer
	if err := term.Rows(&out, rows, 0, t.indented()); err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	var words []painted
	for _, n := range []struct {
		o scorecard.Outcome
		n int
	}{{scorecard.Met, c.Met}, {scorecard.Warning, c.Warning}, {scorecard.Unmet, c.Unmet}, {scorecard.Unknown, c.Unknown}, {scorecard.NotApplicable, c.NotApplicable}} {
		if s := wording.SignOf(n.o); n.n > 0 {
			counted := " " + wording.Thousands(int64(n.n)) + " " + s.Word
			words = append(words, painted{t.paint(s.Class, s.Char) + counted, s.Char + counted})
		}
	}
	if c.Waived > 0 {
		waived := fmt.Sprintf("[ ] %d of them waived", c.Waived)
		words = append(words, painted{waived, waived})
	}
	return append(lines, t.packed(words)...), nil
}

// painted is a word as it is shown, and without its paint.
type painted struct{ shown, plain string }

// packed sets words side by side as far as they fit.
func (t *terminal) packed(words []painted) []string {
	const gap = "   "
	var lines []string
	line, plain := "", ""
	for _, word := range words {
		shown := word.plain
		if line != "" && utf8.RuneCountInString(plain+gap+shown) > t.table.Width-t.indented().Indent {
			lines, line, plain = append(lines, "  "+line), "", ""
		}
		if line != "" {
			line, plain = line+gap, plain+gap
		}
		line, plain = line+word.shown, plain+shown
	}
	return append(lines, "  "+line)
}

// standing says what the figures rest on, and what else stands next to them.
func (t *terminal) standing() []string {
	c := t.s.Compliance
	var lines []string
	if c.Applicable > 0 {
		t.said(&lines, "  ", wording.Basis(c))
	}
	var said []string
	if c.NotApplicable > 0 {
		said = append(said, wording.Applying(c))
	}
	if n := wording.Unbound(t.s); n > 0 {
		said = append(said, wording.Nameless(n, len(t.s.Evidence)))
	}
	if aside := wording.SetAside(t.s.Aside); aside != "" {
		said = append(said, aside)
	}
	if n := len(t.s.Limits); n > 0 {
		said = append(said, wording.Count(n, "limit", "limits")+": signoff report")
	}
	t.said(&lines, "  ", strings.Join(said, "; "))
	return lines
}
