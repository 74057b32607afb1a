package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"signoff/internal/markdown"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// csvColumns are the columns of the table, in order.
var csvColumns = []struct {
	name string
	cell func(c *scorecard.Criterion) string
}{
	{"id", func(c *scorecard.Criterion) string { return c.ID }},
	{"title", func(c *scorecard.Criterion) string { return c.Title }},
	{"category", func(c *scorecard.Criterion) string { return c.Category }},
	{"outcome", func(c *scorecard.Criterion) string { return string(c.Outcome) }},
	{"reason", reasonOf},
	{"measured", func(c *scorecard.Criterion) string { return measuredOf(c).Value }},
	{"unit", func(c *scorecard.Criterion) string { return measuredOf(c).Unit }},
	{"exact", func(c *scorecard.Criterion) string { return c.Exact }},
	{"target", func(c *scorecard.Criterion) string { return bare(c.Target.String()) }},
	{"warn", func(c *scorecard.Criterion) string { return bare(c.Warn.String()) }},
	{"blocker", func(c *scorecard.Criterion) string { return strconv.FormatBool(c.Blocker) }},
	{"waived", func(c *scorecard.Criterion) string { return strconv.FormatBool(c.Waived) }},
	{"waiver", func(c *scorecard.Criterion) string { return c.Waiver }},
	{"weight", func(c *scorecard.Criterion) string { return c.Weight }},
	{"credit", func(c *scorecard.Criterion) string { return c.Credit }},
	{"share", func(c *scorecard.Criterion) string { return c.Share }},
	{"basis", func(c *scorecard.Criterion) string { return string(c.Basis) }},
	{"measure", func(c *scorecard.Criterion) string { return c.Measure }},
	{"question", func(c *scorecard.Criterion) string { return c.Question }},
	{"evidence", evidenceOf},
	{"declared", func(c *scorecard.Criterion) string { return wording.Place(c.Declared.File, c.Declared.Line) }},
	{"owner", func(c *scorecard.Criterion) string { return c.Owner }},
	{"refs", func(c *scorecard.Criterion) string { return strings.Join(c.Refs, "; ") }},
	{"informs", func(c *scorecard.Criterion) string { return strconv.FormatBool(c.Informs) }},
}

// CSVMark is how the row of names begins.
const CSVMark = "id,title,category,outcome,reason,measured,"

// WriteCSV writes a row a criterion, as RFC 4180 describes it, under a row of
// names.
func WriteCSV(w io.Writer, s *scorecard.Scorecard) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	row := make([]string, len(csvColumns))
	for i, column := range csvColumns {
		row[i] = column.name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for i := range s.Criteria {
		for k, column := range csvColumns {
			row[k] = csvCell(column.cell(&s.Criteria[i]))
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// FormulaSigns begin what a spreadsheet computes, those of East Asian keyboards
// too.
const FormulaSigns = "=+-@\t\r＝＋－＠"

// csvCell is text in one line that no spreadsheet takes for a formula: an
// apostrophe before it says that it is text.
func csvCell(s string) string {
	s = markdown.OneLine(s)
	if s != "" && strings.ContainsRune(FormulaSigns, []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// bare writes "== 0" as "0", which criteria take for the same and spreadsheets
// for no formula.
func bare(target string) string { return strings.TrimPrefix(target, "== ") }

func measuredOf(c *scorecard.Criterion) scorecard.Figure {
	if c.Measured == nil {
		return scorecard.Figure{}
	}
	return *c.Measured
}

// reasonOf says why a criterion is unknown or not applicable.
func reasonOf(c *scorecard.Criterion) string {
	switch {
	case c.Outcome == scorecard.NotApplicable:
		return c.NotBecause
	case c.Reason != "" && len(c.Detail) > 0:
		return string(c.Reason) + ": " + wording.Clip(c.Detail[0].Text)
	}
	return string(c.Reason)
}

func evidenceOf(c *scorecard.Criterion) string {
	var list []string
	for _, p := range c.Evidence {
		list = append(list, strings.TrimSpace(p.ID+" "+wording.Place(p.Path, p.Line)))
	}
	return strings.Join(list, "; ")
}
