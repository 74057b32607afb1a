package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"signoff/internal/office"
	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

func textOf(s string) office.Value   { return office.Value{Text: s} }
func numberOf(s string) office.Value { return office.Value{Kind: office.NumberValue, Text: s} }
func dayOf(s string) office.Value    { return office.Value{Kind: office.DayValue, Text: s} }
func flagOf(b bool) office.Value {
	return office.Value{Kind: office.FlagValue, Text: strconv.FormatBool(b)}
}
func countOf(n int) office.Value           { return numberOf(strconv.Itoa(n)) }
func listOf(s []string) office.Value       { return textOf(strings.Join(s, "; ")) }
func placeOf(p string, n int) office.Value { return textOf(wording.Place(p, n)) }

// table begins a sheet.
func table(name string, heads ...string) office.Sheet { return office.Sheet{Name: name, Heads: heads} }

// summarySheet is the verdict with its figures, a fact a row; figures stand as
// they are shown, and as numbers.
func summarySheet(s *scorecard.Scorecard, digest string) office.Sheet {
	t := table("Summary", "fact", "shown", "value")
	add := func(fact, shown string, value office.Value) {
		t.Rows = append(t.Rows, []office.Value{textOf(fact), textOf(shown), value})
	}
	c := s.Compliance
	add("project", s.Project, textOf(""))
	add("release", s.Release, textOf(""))
	add("verdict", string(s.Verdict.Outcome), textOf(""))
	if released := wording.ReleasedWhy(s); released != "" {
		add("override", wording.Sentence(released), textOf(""))
	}
	for _, r := range s.Verdict.Reasons {
		add("reason", r.Text, textOf(string(r.Code)))
	}
	add("as of", wording.Judged(s), dayOf(wording.DayOf(s.AsOf)))
	add("commit", s.Commit, textOf(""))
	add("assessment sha256", digest, textOf(""))
	add("criteria sha256", s.Plan.SHA256, textOf(""))
	add("compliance", wording.Percent(c.Strict), numberOf(c.Strict))
	add("compliance with waivers", wording.Percent(c.WithWaivers), numberOf(c.WithWaivers))
	add("score", wording.Points(s.Score.Strict), numberOf(s.Score.Strict))
	add("score with waivers", wording.Points(s.Score.WithWaivers), numberOf(s.Score.WithWaivers))
	for _, n := range []struct {
		name string
		n    int
	}{{"met", c.Met}, {"warning", c.Warning}, {"unmet", c.Unmet}, {"unknown", c.Unknown}, {"not applicable", c.NotApplicable}, {"waived", c.Waived}, {"applicable", c.Applicable}, {"declared", c.Declared}} {
		add(n.name, wording.Thousands(int64(n.n)), countOf(n.n))
	}
	for _, l := range s.Limits {
		add("limit", l.Text, textOf(string(l.Code)))
	}
	return t
}

func categorySheet(s *scorecard.Scorecard) office.Sheet {
	t := table("Scorecard", "id", "title", "score", "grade", "pass", "applicable", "met", "warning", "unmet", "unknown", "risk", "weight", "note")
	for _, c := range s.Categories {
		t.Rows = append(t.Rows, []office.Value{textOf(c.ID), textOf(c.Title), numberOf(c.Score), textOf(c.Grade), countOf(c.Met + c.Warning), countOf(c.Applicable),
			countOf(c.Met), countOf(c.Warning), countOf(c.Unmet), countOf(c.Unknown), textOf(string(c.Risk)), numberOf(c.Weight), textOf(c.Note)})
	}
	return t
}

func criteriaSheet(s *scorecard.Scorecard) office.Sheet {
	t := table("Criteria", "id", "title", "category", "outcome", "reason", "blocker", "waived", "shown", "measured", "unit", "target", "warn", "weight", "share", "owner", "due", "priority", "phase", "evidence", "declared", "refs", "why", "fix")
	for i := range s.Criteria {
		c := &s.Criteria[i]
		m := measuredOf(c)
		t.Rows = append(t.Rows, []office.Value{textOf(c.ID), textOf(c.Title), textOf(c.Category), textOf(string(c.Outcome)), textOf(reasonOf(c)), flagOf(c.Blocker), flagOf(c.Waived),
			textOf(wording.Figure(c)), numberOf(strings.ReplaceAll(m.Value, ",", "")), textOf(m.Unit), textOf(c.Target.Shown()), textOf(c.Warn.Shown()), numberOf(c.Weight), numberOf(c.Share),
			textOf(c.Owner), dayOf(c.Due), textOf(c.Priority), textOf(c.Phase), textOf(evidenceOf(c)), placeOf(c.Declared.File, c.Declared.Line), listOf(c.Refs), textOf(c.Why), textOf(c.Fix)})
	}
	return t
}

func waiverSheet(s *scorecard.Scorecard) office.Sheet {
	t := table("Waivers", "waiver", "criterion", "state", "reason", "owner", "approved_by", "granted", "expires", "due", "limit", "covers", "ticket", "declared")
	for i := range s.Waivers {
		w := &s.Waivers[i]
		t.Rows = append(t.Rows, []office.Value{textOf(w.ID), textOf(w.Criterion), textOf(string(w.State)), textOf(w.Reason), textOf(w.Owner), textOf(w.ApprovedBy), dayOf(w.Granted), dayOf(w.Expires),
			dayOf(w.Due), textOf(w.Limit.Shown()), listOf(w.Covers), textOf(w.Ticket), placeOf(w.Declared.File, w.Declared.Line)})
	}
	return t
}

func approvalSheet(s *scorecard.Scorecard) office.Sheet {
	t := table("Approvals", "role", "name", "state", "date", "condition", "until", "signer", "key", "digest", "notes")
	for _, a := range s.Approvals {
		t.Rows = append(t.Rows, []office.Value{textOf(a.Role), textOf(a.Name), textOf(string(a.State)), dayOf(wording.Moment(a.Date)), textOf(a.Condition), dayOf(a.Until), textOf(a.Signer), textOf(a.Key), textOf(a.Digest), listOf(a.Notes)})
	}
	for _, o := range s.Overrides {
		t.Rows = append(t.Rows, []office.Value{textOf("override"), textOf(o.Name), textOf(string(o.State)), dayOf(wording.Moment(o.Date)), textOf(o.Ticket + ": " + o.Because), textOf(o.Until), textOf(o.Signer), textOf(o.Key), textOf(o.Digest), listOf(o.Notes)})
	}
	return t
}

// findingSheet lists the records that were kept for the reader; how many more
// there are stands in a row of its own.
func findingSheet(s *scorecard.Scorecard) office.Sheet {
	t := table("Findings", "criterion", "rank", "name", "text", "subject", "path", "line")
	for i := range s.Criteria {
		c := &s.Criteria[i]
		for _, x := range c.Exhibits {
			line := ""
			if x.Line > 0 {
				line = strconv.Itoa(x.Line)
			}
			t.Rows = append(t.Rows, []office.Value{textOf(c.ID), textOf(x.Rank), textOf(x.Name), textOf(x.Text), textOf(x.Subject), textOf(x.Path), numberOf(line)})
		}
		if c.ExhibitsMore > 0 {
			t.Rows = append(t.Rows, []office.Value{textOf(c.ID), textOf(""), textOf(""), textOf(wording.Thousands(c.ExhibitsMore) + " more"), textOf(""), textOf(""), textOf("")})
		}
	}
	return t
}

func evidenceSheet(s *scorecard.Scorecard) office.Sheet {
	t := table("Evidence", "id", "path", "format", "kind", "state", "produced_at", "dated_by", "commit", "bound", "sha256", "files")
	for i := range s.Evidence {
		e := &s.Evidence[i]
		t.Rows = append(t.Rows, []office.Value{textOf(e.ID), textOf(e.Path), textOf(e.Format), textOf(e.Kind), textOf(string(e.State)), textOf(e.ProducedAt), textOf(string(e.DatedBy)), textOf(e.Commit), textOf(string(e.Bound)), textOf(e.SHA256), countOf(len(e.Files))})
	}
	return t
}

// WriteWorkbook writes the assessment as a workbook for Excel, a sheet a table.
func WriteWorkbook(w io.Writer, s *scorecard.Scorecard, about office.About, digest string) error {
	sheets := []office.Sheet{summarySheet(s, digest), categorySheet(s), criteriaSheet(s), waiverSheet(s), approvalSheet(s), findingSheet(s), evidenceSheet(s)}
	return office.Workbook(w, about, "assessment sha256 "+wording.Brief(digest), sheets)
}

// Marks of the tables that CSV writes next to that of the criteria.
const (
	WaiversMark   = "waiver,criterion,state,"
	FindingsMark  = "criterion,rank,name,"
	ApprovalsMark = "role,name,state,"
)

// WriteWaivers, WriteFindings and WriteApprovals write one table each, a row an
// element, under a row of names (RFC 4180).
func WriteWaivers(w io.Writer, s *scorecard.Scorecard) error { return writeSheet(w, waiverSheet(s)) }

// WriteFindings writes the records that were kept of each criterion.
func WriteFindings(w io.Writer, s *scorecard.Scorecard) error { return writeSheet(w, findingSheet(s)) }

// WriteApprovals writes the sign-off of each role.
func WriteApprovals(w io.Writer, s *scorecard.Scorecard) error {
	return writeSheet(w, approvalSheet(s))
}

func writeSheet(w io.Writer, t office.Sheet) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(t.Heads); err != nil {
		return err
	}
	for _, r := range t.Rows {
		row := make([]string, len(r))
		for i, v := range r {
			row[i] = csvCell(v.Text)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
