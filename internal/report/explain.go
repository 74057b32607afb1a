package report

import (
	"fmt"
	"io"
	"strings"

	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// explanation is an opened assessment on its way to a person at a terminal.
type explanation struct {
	terminal
	e *scorecard.Explanation
}

// Explain prints how a figure came about: "score", "verdict", or a criterion
// by its id. It says whether it knows the subject; an error comes from w.
func Explain(w io.Writer, s *scorecard.Scorecard, e *scorecard.Explanation, subject string, o Options) (bool, error) {
	x := &explanation{terminal: newTerminal(s, o), e: e}
	var err error
	switch subject {
	case "score":
		err = x.score()
	case "verdict":
		err = x.verdict()
	default:
		c := newView(s, o, false).criteria[subject]
		if c == nil {
			return false, nil
		}
		err = x.criterion(c)
	}
	if err == nil {
		_, err = w.Write(x.Bytes())
	}
	return true, err
}

// score prints every term; the points add up to the score.
func (x *explanation) score() error {
	fmt.Fprintf(x, "%s of 100, exactly %s\n", x.style.Bold("Score "+points(x.s.Score.Strict)), points(x.s.Score.Exact))
	fmt.Fprintf(x, "%s\n\n", x.style.Dim("points = credit × weight ÷ weights of the category × category ÷ categories × 100"))
	rows := make([][]string, len(x.e.Terms))
	for i, t := range x.e.Terms {
		rows[i] = []string{t.Criterion, x.mark(t.Outcome), t.Points, t.Missing, arithmetic(t)}
	}
	if err := term.Table(x, []string{"Criterion", "Outcome", "Points", "Lost", "Term"}, rows, x.table); err != nil {
		return err
	}
	if len(x.e.Moves) > 0 {
		m := x.e.Moves[0]
		fmt.Fprintf(x, "\n%s would move it most: %s points if it were met\n", m.Criterion, m.Points)
	}
	return nil
}

func arithmetic(t scorecard.Term) string {
	return fmt.Sprintf("%s × %s ÷ %s × %s ÷ %s × 100", t.Credit, t.Weight, t.Weights, t.CategoryW, t.CategoriesW)
}

// verdict prints the reasons, and what would change the verdict.
func (x *explanation) verdict() error {
	v := x.s.Verdict
	sign := verdictSign(v.Outcome)
	fmt.Fprintf(x, "%s; before approvals %s\n", x.paint(sign.class, sign.char+" "+sign.word), v.BeforeApprovals)
	var rows [][]string
	for _, r := range v.Reasons {
		said, about := saying(r.Text, r.IDs)
		rows = append(rows, []string{r.Code, sentence(said), strings.Join(about, ", ")})
	}
	if len(rows) > 0 {
		fmt.Fprintln(x)
		if err := term.Table(x, []string{"Reason", "Says", "About"}, rows, x.table); err != nil {
			return err
		}
	}
	rows = append(way("met", x.e.Better), way("not met", x.e.Worse)...)
	for _, w := range x.e.WithoutWaiver {
		rows = append(rows, []string{w.Verdict, "without waiver " + w.Waiver, w.Criterion})
	}
	if len(rows) == 0 {
		return nil
	}
	fmt.Fprintln(x)
	return term.Table(x, []string{"Would be", "If", "Of"}, rows, x.table)
}

func way(changed string, w *scorecard.Way) [][]string {
	if w == nil {
		return nil
	}
	return [][]string{{w.Verdict, count(len(w.Criteria), "criterion was ", "criteria were ") + changed, strings.Join(w.Criteria, ", ")}}
}

// criterion prints one criterion: what was asked, what was found and where,
// and what it counts.
func (x *explanation) criterion(c *scorecard.Criterion) error {
	fmt.Fprintf(x, "%s  %s\n\n", x.outcome(c), x.style.Bold(c.ID+" "+c.Title))
	var rows [][]string
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, []string{x.style.Dim(name), value})
		}
	}
	for _, f := range explained(c) {
		add(f[0], f[1])
	}
	if c.Waived {
		add("Waived", "by "+c.Waiver+"; the outcome and strict figures stay as they are")
	}
	for _, t := range x.e.Terms {
		if t.Criterion != c.ID {
			continue
		}
		add("Adds", t.Points+" points = "+arithmetic(t))
		if t.Missing != "0.0" {
			add("Loses", t.Missing+" points")
		}
	}
	if c.Blocker {
		add("Blocker", "the release is rejected while it is unmet or unknown, unless it is waived")
	}
	if c.Outcome != scorecard.Met {
		add("To do", c.Fix)
	}
	return term.Table(x, nil, rows, x.table)
}

// explained lists what is known about a criterion: names and values.
func explained(c *scorecard.Criterion) [][2]string {
	list := [][2]string{
		{"Not applicable", exempt(c)}, {"Declared", place(c.Declared.File, c.Declared.Line)}, {"Question", c.Question},
		{"Target", signs(c.Target)}, {"Warn", signs(c.Warn)},
		{"Measured", measuredLine(c)}, {"Exactly", c.Exact}, {"Interval", interval(c.Interval)},
		{"Counted", counted(c)},
	}
	for _, m := range c.Members {
		list = append(list, [2]string{"Part", strings.TrimSpace(m.Measure + " " + signs(m.Target) + ": " + m.Shown + " " + string(m.Outcome))})
	}
	for _, p := range c.Evidence {
		list = append(list, [2]string{"Evidence", strings.TrimSpace(p.ID + "  " + place(p.Path, p.Line))})
	}
	for _, d := range c.Detail {
		list = append(list, [2]string{"Because", d.Reason + ": " + d.Text})
	}
	return list
}
