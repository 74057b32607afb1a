package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// explanation is an opened assessment on its way to a terminal.
type explanation struct {
	bytes.Buffer
	s     *scorecard.Scorecard
	e     *scorecard.Explanation
	table term.Options
}

// Explain prints how a figure came about: "score", "verdict", or a criterion
// by its id. It says whether it knows the subject.
func Explain(w io.Writer, s *scorecard.Scorecard, e *scorecard.Explanation, subject string, o Options) (bool, error) {
	x := &explanation{s: s, e: e, table: term.Options{Width: o.Width, Style: term.Style{Color: o.Color}}}
	var err error
	switch subject {
	case "score":
		err = x.score()
	case "verdict":
		err = x.verdict()
	default:
		c := criterionNamed(s, subject)
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

func criterionNamed(s *scorecard.Scorecard, id string) *scorecard.Criterion {
	for i := range s.Criteria {
		if s.Criteria[i].ID == id {
			return &s.Criteria[i]
		}
	}
	return nil
}

func (x *explanation) rows(header []string, rows [][]string) error {
	return term.Table(x, header, rows, x.table)
}

// score prints every term; the points add up to the score.
func (x *explanation) score() error {
	fmt.Fprintf(x, "score %s of 100, exactly %s\n", orDash(x.s.Score.Strict), orDash(x.s.Score.Exact))
	fmt.Fprintf(x, "points = credit × weight ÷ weights of the category × category ÷ categories × 100\n\n")
	rows := make([][]string, len(x.e.Terms))
	for i, t := range x.e.Terms {
		rows[i] = []string{t.Criterion, string(t.Outcome), t.Points, t.Missing,
			fmt.Sprintf("%s × %s ÷ %s × %s ÷ %s × 100", t.Credit, t.Weight, t.Weights, t.CategoryW, t.CategoriesW)}
	}
	if err := x.rows([]string{"criterion", "outcome", "points", "lost", "term"}, rows); err != nil {
		return err
	}
	if len(x.e.Moves) > 0 {
		m := x.e.Moves[0]
		fmt.Fprintf(x, "\n%s would move it most: %s points if it were met\n", m.Criterion, m.Points)
	}
	return nil
}

// verdict prints the reasons and what would change them.
func (x *explanation) verdict() error {
	v := x.s.Verdict
	fmt.Fprintf(x, "%s, before approvals %s\n\n", v.Outcome, v.BeforeApprovals)
	var rows [][]string
	for _, r := range v.Reasons {
		rows = append(rows, []string{r.Code, r.Text, strings.Join(r.IDs, ", ")})
	}
	if err := x.rows([]string{"reason", "says", "about"}, rows); err != nil {
		return err
	}
	fmt.Fprintln(x)
	x.way("met", x.e.Better)
	x.way("not met", x.e.Worse)
	for _, w := range x.e.WithoutWaiver {
		fmt.Fprintf(x, "without waiver %s (%s): %s\n", w.Waiver, w.Criterion, w.Verdict)
	}
	return nil
}

func (x *explanation) way(changed string, w *scorecard.Way) {
	if w != nil {
		fmt.Fprintf(x, "%s if %s were %s\n", w.Verdict, strings.Join(w.Criteria, ", "), changed)
	}
}

// criterion prints one criterion: what was asked, what was found and where,
// and what it counts.
func (x *explanation) criterion(c *scorecard.Criterion) error {
	var rows [][]string
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, []string{name, value})
		}
	}
	add("criterion", c.ID+"  "+c.Title)
	add("declared", fmt.Sprintf("%s:%d", c.Declared.File, c.Declared.Line))
	add("asks", c.Question)
	add("target", c.Target)
	add("warn", c.Warn)
	add("measured", c.Shown)
	add("exactly", c.Exact)
	if c.Interval != nil {
		add("interval", fmt.Sprintf("%s to %s %s at %s, from %d samples", orDash(c.Interval.Low), orDash(c.Interval.High), c.Interval.Unit, c.Interval.Confidence, c.Interval.Samples))
		if c.Interval.Needed > 0 {
			add("", fmt.Sprintf("about %d samples would decide if the spread stays as seen", c.Interval.Needed))
		}
	}
	add("headroom", c.Headroom)
	if c.Seen != nil && c.Matched != nil {
		add("records", fmt.Sprintf("%d matched of %d seen", *c.Matched, *c.Seen))
	}
	for _, n := range c.Beside {
		add("beside", fmt.Sprintf("%d %s", n.Count, n.Name))
	}
	for _, p := range c.Evidence {
		add("evidence", p.ID+"  "+place(p.Path, p.Line))
	}
	add("outcome", string(c.Outcome))
	for _, d := range c.Detail {
		add("because", d.Reason+": "+d.Text)
	}
	if c.Waived {
		add("waived", "by "+c.Waiver+"; the outcome and strict figures stay as they are")
	}
	x.counts(c, add)
	return x.rows(nil, rows)
}

// counts says what the criterion adds to the score, and to the verdict.
func (x *explanation) counts(c *scorecard.Criterion, add func(name, value string)) {
	for _, t := range x.e.Terms {
		if t.Criterion == c.ID {
			add("adds", fmt.Sprintf("%s points = %s × %s ÷ %s × %s ÷ %s × 100", t.Points, t.Credit, t.Weight, t.Weights, t.CategoryW, t.CategoriesW))
			if t.Missing != "0.0" {
				add("loses", t.Missing+" points")
			}
		}
	}
	if c.Blocker {
		add("blocker", "the release is rejected while it is unmet or unknown")
	}
	add("fix", c.Fix)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
