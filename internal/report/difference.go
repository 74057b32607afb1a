package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// Difference prints what changed between two assessments at a terminal: what
// got worse first, and criteria that changed apart from evidence that did.
func Difference(w io.Writer, d *scorecard.Difference, o Options) error {
	var out bytes.Buffer
	table := term.Options{Width: o.Width, Style: term.Style{Color: o.Color}}
	section := func(title string, header []string, rows [][]string) error {
		if len(rows) == 0 {
			return nil
		}
		fmt.Fprintf(&out, "\n%s\n", table.Style.Bold(title))
		return term.Table(&out, header, rows, table)
	}
	if err := term.Table(&out, []string{"", "before", "after"}, sides(d), table); err != nil {
		return err
	}
	for _, what := range []string{scorecard.Regressed, scorecard.Fixed, scorecard.New, scorecard.Gone, scorecard.Changed} {
		if err := section(what, []string{"criterion", "title", "outcome", "measured", "target", "because"}, changedCriteria(d, what)); err != nil {
			return err
		}
	}
	var rows [][]string
	for _, e := range d.Evidence {
		rows = append(rows, []string{e.ID, e.What, change(e.State[0], e.State[1]), change(fmt.Sprint(e.Files[0]), fmt.Sprint(e.Files[1])) + " files"})
	}
	if err := section("evidence", []string{"evidence", "is", "state", "holds"}, rows); err != nil {
		return err
	}
	rows = nil
	for _, x := range d.Waivers {
		rows = append(rows, []string{x.ID, x.Criterion, x.What, change(x.State[0], x.State[1]), change(x.Expires[0], x.Expires[1])})
	}
	if err := section("waivers", []string{"waiver", "criterion", "is", "state", "expires"}, rows); err != nil {
		return err
	}
	rows = nil
	for _, t := range d.Terms {
		rows = append(rows, []string{t.Criterion, orDash(t.Before), orDash(t.After), t.Change})
	}
	if err := section("score, term by term", []string{"criterion", "before", "after", "change"}, rows); err != nil {
		return err
	}
	_, err := w.Write(out.Bytes())
	return err
}

// sides sets the two assessments beside each other.
func sides(d *scorecard.Difference) [][]string {
	a, b := d.Before, d.After
	rows := [][]string{
		{"project", a.Project + " " + a.Release, b.Project + " " + b.Release},
		{"commit", orDash(brief(a.Commit)), orDash(brief(b.Commit))},
		{"as of", moment(a.AsOf), moment(b.AsOf)},
		{"verdict", a.Verdict, b.Verdict},
		{"compliance", orDash(a.Compliance), orDash(b.Compliance)},
		{"score", orDash(a.Score), orDash(b.Score)},
		{"declared", fmt.Sprint(a.Declared), fmt.Sprint(b.Declared)},
	}
	if d.PlanChanged {
		rows = append(rows, []string{"criteria", "", "not the same"})
	}
	if d.ThresholdsChanged {
		rows = append(rows, []string{"thresholds", "", "not the same"})
	}
	return rows
}

func changedCriteria(d *scorecard.Difference, what string) [][]string {
	var rows [][]string
	for _, c := range d.Criteria {
		if c.What != what {
			continue
		}
		var because []string
		for _, cause := range []struct {
			holds bool
			text  string
		}{
			{c.Loosened, "the target was loosened"},
			{c.Tightened, "the target was tightened"},
			{c.CriterionChanged && !c.Loosened && !c.Tightened, "the criterion changed"},
			{c.EvidenceChanged, "the evidence changed"},
			{c.Reason != "", c.Reason},
		} {
			if cause.holds {
				because = append(because, cause.text)
			}
		}
		rows = append(rows, []string{c.ID, c.Title, change(string(c.Before), string(c.After)),
			change(c.Measured[0], c.Measured[1]), change(c.Target[0], c.Target[1]), strings.Join(because, ", ")})
	}
	return rows
}

// change writes "before → after", or the one text when nothing changed.
func change(before, after string) string {
	if before == after {
		return orDash(before)
	}
	return orDash(before) + " → " + orDash(after)
}
