package terminal

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// explanation is an opened assessment on its way to a person at a terminal.
type explanation struct {
	terminal
	e *scorecard.Explanation
}

// Explain prints how a figure came about: "score", "verdict", or a criterion,
// a category or a waiver by its id, looked for in this order. It says whether it knows the subject; an error comes from w.
func Explain(w io.Writer, s *scorecard.Scorecard, e *scorecard.Explanation, subject string, on Screen) (bool, error) {
	x := &explanation{terminal: newTerminal(s, on), e: e}
	var err error
	switch subject {
	case "score":
		err = x.score()
	case "verdict":
		err = x.verdict()
	default:
		criterion := slices.IndexFunc(s.Criteria, func(c scorecard.Criterion) bool { return c.ID == subject })
		category := slices.IndexFunc(s.Categories, func(c scorecard.Category) bool { return c.ID == subject })
		switch {
		case criterion >= 0:
			err = x.criterion(&s.Criteria[criterion])
		case category >= 0:
			err = x.category(&s.Categories[category])
		case wording.WaiverOf(s, subject) != nil:
			err = x.waiver(wording.WaiverOf(s, subject))
		default:
			return false, nil
		}
	}
	if err == nil {
		_, err = w.Write(x.Bytes())
	}
	return true, err
}

// score prints every term; the points add up to the score.
func (x *explanation) score() error {
	fmt.Fprintf(x, "%s of 100, exactly %s\n", x.style.Bold("Score "+wording.Points(x.s.Score.Strict)), wording.Points(x.s.Score.Exact))
	fmt.Fprintf(x, "%s\n\n", x.style.Dim("points = credit × weight ÷ weights of the category × category ÷ categories × 100"))
	if err := x.terms(x.e.Terms); err != nil {
		return err
	}
	if len(x.e.Moves) > 0 {
		m := x.e.Moves[0]
		fmt.Fprintf(x, "\n%s would move it most: %s points if it were met\n", m.Criterion, m.Points)
	}
	return nil
}

func (x *explanation) terms(terms []scorecard.Term) error {
	rows := make([][]string, len(terms))
	for i, t := range terms {
		rows[i] = []string{t.Criterion, x.mark(t.Outcome), t.Points, t.Missing, arithmetic(t)}
	}
	return term.Table(x, []string{"Criterion", "Outcome", "Points", "Lost", "Term"}, rows, x.table)
}

// category prints the score of a category, what it adds to the overall score
// and how its risk came about.
func (x *explanation) category(c *scorecard.Category) error {
	fmt.Fprintf(x, "%s\n\n", x.style.Bold(term.Clean(c.ID+" "+c.Title)))
	var f pairs
	f.add("Score", wording.Points(c.Score))
	f.add("Exactly", c.Exact)
	f.add("With waivers", c.WithWaivers)
	f.add("Grade", c.Grade)
	f.add("Weight", c.Weight)
	f.add("Satisfied", wording.Share(c.Met+c.Warning, c.Applicable))
	f.add("Outcomes", wording.Tallied(c))
	f.add("Risk", strings.TrimPrefix(string(c.Risk)+", "+c.RiskWhy, ", "))
	if err := x.pairs(f); err != nil {
		return err
	}
	terms := slices.DeleteFunc(slices.Clone(x.e.Terms), func(t scorecard.Term) bool { return t.Category != c.ID })
	if len(terms) == 0 {
		return nil
	}
	fmt.Fprintf(x, "\n%s\n\n", x.style.Dim("What it adds to the overall score, in points:"))
	return x.terms(terms)
}

// waiver prints what is waived, on whose word, and what the waiver does.
func (x *explanation) waiver(w *scorecard.Waiver) error {
	fmt.Fprintf(x, "%s\n\n", x.style.Bold(term.Clean(w.ID)))
	var f pairs
	f.add("State", wording.WaiverStanding(w))
	f.add("Declared", wording.Place(w.Declared.File, w.Declared.Line))
	f.add("Criterion", w.Criterion)
	f.add("Covers", wording.Listed(w.Covers))
	for _, s := range wording.ScopeOf(w) {
		f.add("For "+s.Field, strings.Join(s.Patterns, ", "))
	}
	f.add("For release", w.Version)
	if w.Covered != nil {
		f.add("Covered", wording.Count(int(*w.Covered), "record", "records")+wording.Covered(w))
	}
	f.add("Limit", w.Limit.Shown())
	f.add("Reason", w.Reason)
	f.add("Owner", w.Owner)
	f.add("Approved by", w.ApprovedBy)
	f.add("Ticket", w.Ticket)
	f.add("Granted", w.Granted)
	f.add("Expires", w.Expires+", 24:00 UTC")
	effect := "the same: the waiver has no effect"
	for _, without := range x.e.WithoutWaiver {
		if without.Waiver == w.ID {
			effect = string("verdict before approvals " + without.Verdict)
			if without.Compliance != "" {
				effect += "; with the other waivers compliance " + wording.Percent(without.Compliance)
			}
			if without.Score != "" {
				effect += ", score " + wording.Points(without.Score)
			}
		}
	}
	f.add("Without it", effect)
	return x.pairs(f)
}

// pairs are names and values; one without a value is left out.
type pairs [][2]string

func (f *pairs) add(name, value string) {
	if value != "" {
		*f = append(*f, [2]string{name, value})
	}
}

func (x *explanation) pairs(list pairs) error {
	rows := make([][]string, len(list))
	for i, f := range list {
		rows[i] = []string{x.style.Dim(f[0]), f[1]}
	}
	return term.Table(x, nil, rows, x.table)
}

func arithmetic(t scorecard.Term) string {
	return fmt.Sprintf("%s × %s ÷ %s × %s ÷ %s × 100", t.Credit, t.Weight, t.Weights, t.CategoryW, t.CategoriesW)
}

// verdict prints the reasons, and what would change the verdict.
func (x *explanation) verdict() error {
	v := x.s.Verdict
	sign := wording.VerdictSign(v.Outcome)
	fmt.Fprintf(x, "%s; before approvals %s\n", x.paint(sign.Class, sign.Char+" "+sign.Word), v.BeforeApprovals)
	var rows [][]string
	for _, r := range v.Reasons {
		said, about := wording.Saying(r.Text, r.IDs)
		rows = append(rows, []string{string(r.Code), wording.Sentence(said), strings.Join(about, ", ")})
	}
	if len(rows) > 0 {
		fmt.Fprintln(x)
		if err := term.Table(x, []string{"Reason", "Says", "About"}, rows, x.table); err != nil {
			return err
		}
	}
	rows = append(way("met", x.e.Better), way("not met", x.e.Worse)...)
	for _, w := range x.e.WithoutWaiver {
		verdict := w.Verdict
		if verdict == v.BeforeApprovals {
			verdict = "still " + verdict
		}
		rows = append(rows, []string{string(verdict), "without waiver " + w.Waiver, w.Criterion})
	}
	if len(rows) == 0 {
		return nil
	}
	would := "Would be"
	if len(x.s.Plan.Roles) > 0 {
		would = "Before approvals" // nobody has approved it as it would be
	}
	fmt.Fprintln(x)
	return term.Table(x, []string{would, "If", "Of"}, rows, x.table)
}

func way(changed string, w *scorecard.Way) [][]string {
	if w == nil {
		return nil
	}
	return [][]string{{string(w.Verdict), wording.Count(len(w.Criteria), "criterion was ", "criteria were ") + changed, strings.Join(w.Criteria, ", ")}}
}

// criterion prints one criterion: what was asked, what was found and where,
// and what it counts.
func (x *explanation) criterion(c *scorecard.Criterion) error {
	fmt.Fprintf(x, "%s  %s\n\n", x.outcome(c), x.style.Bold(c.ID+" "+c.Title))
	f := explained(c)
	if c.Waived {
		f.add("Waived", "by "+wording.Listed(c.WaivedBy())+"; the outcome and strict figures stay as they are")
	}
	if c.Uncovered != nil {
		f.add("Not covered", "with all that its waivers cover taken out it is "+c.Uncovered.Text())
	}
	for _, w := range x.s.Waivers {
		if w.Criterion == c.ID && !slices.Contains(c.WaivedBy(), w.ID) {
			f.add("Waiver "+w.ID, wording.WaiverStanding(&w))
		}
	}
	for _, t := range x.e.Terms {
		if t.Criterion != c.ID {
			continue
		}
		f.add("Adds", t.Points+" points = "+arithmetic(t))
		if t.Missing != "0.0" {
			f.add("Loses", t.Missing+" points")
		}
	}
	if c.Blocker {
		f.add("Blocker", "the release is rejected while it is unmet or unknown, unless it is waived")
	}
	if c.Outcome != scorecard.Met {
		f.add("To do", term.Clean(strings.ReplaceAll(wording.Remedy(x.s, c), "\\", "")))
	}
	return x.pairs(f)
}

// explained lists what is known about a criterion.
func explained(c *scorecard.Criterion) pairs {
	var f pairs
	f.add("Not applicable", wording.Exempt(c))
	f.add("Declared", wording.Place(c.Declared.File, c.Declared.Line))
	f.add("Question", c.Question)
	f.add("Target", c.Target.Shown())
	f.add("Warn", c.Warn.Shown())
	f.add("Measured", wording.MeasuredLine(c))
	f.add("Decided by", wording.Decisive(c))
	f.add("Headroom", wording.Headroom(c))
	f.add("Exactly", c.Exact)
	f.add("Interval", wording.Interval(c.Interval))
	f.add("Assumes", wording.Assumed(c.Interval))
	f.add("Runs", wording.Made(c.Interval))
	f.add("Series", wording.Sharing(c.Interval))
	f.add("Counted", wording.Counted(c))
	f.add("Told apart", c.Identity)
	for _, m := range c.Members {
		f.add("Part", strings.TrimSpace(m.Measure+" "+m.Target.Shown()+": "+m.Shown+" "+string(m.Outcome)))
	}
	for _, p := range c.Evidence {
		f.add("Evidence", strings.TrimSpace(p.ID+"  "+wording.Place(p.Path, p.Line)))
	}
	for _, d := range c.Detail {
		f.add("Because", string(d.Reason)+": "+d.Text)
	}
	return f
}
