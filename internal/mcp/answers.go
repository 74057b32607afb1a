package mcp

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/scorecard"
)

// How many elements one answer lists.
const (
	mostCriteria = 20
	mostMeasures = 50
	mostFindings = 20
	longestText  = 300 // bytes of one text
)

// CheckQuery narrows and pages the criteria.
type CheckQuery struct {
	Outcome string `json:"outcome,omitempty" jsonschema:"met, warning, unmet, unknown or not-applicable"`
	Offset  int    `json:"offset,omitempty"`
}

// Check is an assessment with one page of its criteria.
type Check struct {
	Project    string      `json:"project"`
	Release    string      `json:"release,omitempty"`
	AsOf       string      `json:"as_of"`
	Verdict    string      `json:"verdict"`
	Reasons    []string    `json:"reasons"`
	Compliance string      `json:"compliance"`
	Score      string      `json:"score"`
	Counts     string      `json:"counts"`
	Notes      []string    `json:"notes,omitempty"` // what stands on the first screen of every output
	Criteria   []Criterion `json:"criteria"`
	Total      int         `json:"total"`
	Next       int         `json:"next_offset,omitempty"`
}

// Criterion is one line of an assessment.
type Criterion struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Outcome  string `json:"outcome"`
	Marks    string `json:"marks,omitempty"` // blocker, waived
	Measured string `json:"measured,omitempty"`
	Target   string `json:"target,omitempty"`
	Reason   string `json:"reason,omitempty"`
	At       string `json:"at,omitempty"` // path:line of the evidence
}

func (p Project) check(q CheckQuery) (Check, error) {
	s, _, err := p.Assess()
	if err != nil {
		return Check{}, err
	}
	c := s.Compliance
	out := Check{
		Project: s.Project, Release: s.Release, AsOf: s.AsOf, Verdict: string(s.Verdict.Outcome), Reasons: reasons(s),
		Compliance: both(c.Strict, c.WithWaivers, "%"), Score: both(s.Score.Strict, s.Score.WithWaivers, ""),
		Counts: fmt.Sprintf("%d met, %d warning, %d unmet, %d unknown of %d applicable; %d waived",
			c.Met, c.Warning, c.Unmet, c.Unknown, c.Applicable, c.Waived),
	}
	for _, l := range s.Limits {
		if l.First || l.Code == scorecard.OlderThanSource {
			out.Notes = append(out.Notes, cut(l.Text))
		}
	}
	if s.Aside != nil && s.Aside.ByAgent > 0 {
		out.Notes = append(out.Notes, fmt.Sprintf("%d waivers, statements or changes of criteria by an agent",
			s.Aside.ByAgent))
	}
	var listed []Criterion
	for _, wanted := range []scorecard.Outcome{
		scorecard.Unmet, scorecard.Unknown, scorecard.Warning, scorecard.Met, scorecard.NotApplicable,
	} {
		for i := range s.Criteria {
			if k := &s.Criteria[i]; k.Outcome == wanted && (q.Outcome == "" || q.Outcome == string(wanted)) {
				listed = append(listed, line(k))
			}
		}
	}
	if out.Total = len(listed); out.Total == 0 && q.Outcome != "" && !known(q.Outcome) {
		return Check{}, fmt.Errorf("outcome: expected met, warning, unmet, unknown or not-applicable, found %q",
			q.Outcome)
	}
	out.Criteria, out.Next, err = paged(listed, q.Offset, mostCriteria)
	return out, err
}

func known(outcome string) bool {
	return slices.Contains([]scorecard.Outcome{
		scorecard.Met, scorecard.Warning, scorecard.Unmet, scorecard.Unknown, scorecard.NotApplicable,
	}, scorecard.Outcome(outcome))
}

func reasons(s *scorecard.Scorecard) []string {
	list := []string{}
	for _, r := range s.Verdict.Reasons {
		list = append(list, cut(r.Text))
	}
	return list
}

// both writes a strict figure with the one with waivers where they differ.
func both(strict, waived, unit string) string {
	switch {
	case strict == "":
		return "–"
	case waived == "" || waived == strict:
		return strict + unit
	}
	return strict + unit + " (" + waived + unit + " with waivers)"
}

func line(c *scorecard.Criterion) Criterion {
	out := Criterion{
		ID: c.ID, Title: cut(c.Title), Outcome: string(c.Outcome), Measured: figure(c.Measured), Target: cut(c.Target.String()),
		Reason: string(c.Reason),
	}
	var marks []string
	if c.Blocker {
		marks = append(marks, "blocker")
	}
	if c.Waived {
		marks = append(marks, "waived")
	}
	out.Marks = strings.Join(marks, ", ")
	if at := places(c.Evidence); len(at) > 0 {
		out.At = at[0]
	}
	return out
}

func figure(f *scorecard.Figure) string {
	switch {
	case f == nil:
		return ""
	case f.Unit == "" || f.Unit == "%":
		return cut(f.Value + f.Unit)
	}
	return cut(f.Value + " " + f.Unit)
}

func places(list []scorecard.Place) []string {
	var out []string
	for _, e := range list {
		switch {
		case e.Path == "":
		case e.Line > 0:
			out = append(out, e.Path+":"+strconv.Itoa(e.Line))
		default:
			out = append(out, e.Path)
		}
	}
	return out
}

// ExplainQuery names what to open.
type ExplainQuery struct {
	ID string `json:"id" jsonschema:"a criterion's id, score or verdict"`
}

// Explain is one criterion, or the score or verdict, opened.
type Explain struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Outcome  string   `json:"outcome"`
	Asks     string   `json:"asks,omitempty"`
	Figure   string   `json:"figure,omitempty"`
	Evidence []string `json:"evidence,omitempty"`
	Details  []string `json:"details,omitempty"`
	Records  []string `json:"records,omitempty"` // the worst, with their places
	Change   []string `json:"change"`            // what would change it
}

func (p Project) explain(q ExplainQuery) (Explain, error) {
	s, e, err := p.Assess()
	if err != nil {
		return Explain{}, err
	}
	switch q.ID {
	case "verdict":
		return verdict(s, e), nil
	case "score":
		return score(s, e), nil
	}
	var ids []string
	for i := range s.Criteria {
		if s.Criteria[i].ID == q.ID {
			return criterion(&s.Criteria[i], e), nil
		}
		ids = append(ids, s.Criteria[i].ID)
	}
	return Explain{}, fmt.Errorf("id: expected score, verdict or one of %s, found %q", cut(strings.Join(ids, ", ")),
		q.ID)
}

func verdict(s *scorecard.Scorecard, e *scorecard.Explanation) Explain {
	out := Explain{ID: "verdict", Title: s.Project, Outcome: string(s.Verdict.Outcome), Details: reasons(s),
		Change: []string{}}
	for _, way := range []struct {
		*scorecard.Way
		word string
	}{{e.Better, "met"}, {e.Worse, "unmet"}} {
		if way.Way != nil {
			out.Change = append(out.Change, fmt.Sprintf("%s if %s: %s", way.Verdict, way.word,
				cut(strings.Join(way.Criteria, ", "))))
		}
	}
	return out
}

func score(s *scorecard.Scorecard, e *scorecard.Explanation) Explain {
	out := Explain{ID: "score", Title: s.Project, Outcome: both(s.Score.Strict, s.Score.WithWaivers, ""),
		Figure: s.Score.Exact, Change: []string{}}
	for _, m := range e.Moves[:min(len(e.Moves), mostCriteria)] {
		out.Change = append(out.Change, m.Criterion+" would add "+m.Points)
	}
	return out
}

func criterion(c *scorecard.Criterion, e *scorecard.Explanation) Explain {
	out := Explain{
		ID: c.ID, Title: cut(c.Title), Outcome: string(c.Outcome), Asks: cut(c.Question), Figure: figure(c.Measured),
		Evidence: places(c.Evidence), Change: []string{},
	}
	if !c.Target.IsZero() {
		out.Asks += ", target " + c.Target.String()
	}
	if !c.Warn.IsZero() {
		out.Asks += ", warning unless " + c.Warn.String()
	}
	if c.Seen != nil && c.Matched != nil {
		out.Details = append(out.Details, fmt.Sprintf("%d records seen, %d matched", *c.Seen, *c.Matched))
	}
	for _, d := range c.Detail {
		out.Details = append(out.Details, cut(d.Text))
	}
	if c.Waived {
		out.Details = append(out.Details, "waived by "+c.Waiver)
	}
	for _, x := range c.Exhibits {
		at := places([]scorecard.Place{{Path: x.Path, Line: x.Line}})
		out.Records = append(out.Records, cut(strings.Join(append(at, x.Rank, x.Name, x.Text), " ")))
	}
	if c.ExhibitsMore > 0 {
		out.Records = append(out.Records, fmt.Sprintf("and %d more", c.ExhibitsMore))
	}
	for _, m := range e.Moves {
		if m.Criterion == c.ID {
			out.Change = append(out.Change, "met, it would add "+m.Points+" points to the score")
		}
	}
	if c.Fix != "" {
		out.Change = append(out.Change, cut(c.Fix))
	}
	return out
}

// cut shortens a text to one line of so many bytes.
func cut(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= longestText {
		return s
	}
	return strings.ToValidUTF8(s[:longestText], "") + "…"
}
