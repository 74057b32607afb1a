package evaluate

import (
	"encoding/json"
	"slices"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// mostQuoted is how many rows an excerpt has.
const mostQuoted = 200

// showSpoken takes over what people say beside what is computed.
func showSpoken(card *scorecard.Scorecard, d *criteria.Document) {
	if r := d.Risk; r != nil {
		card.Risk = &scorecard.SpokenRisk{Level: scorecard.Risk(r.Level), Confidence: r.Confidence, Because: r.Because, By: r.By, On: day(r.On)}
		for _, m := range r.Mitigations {
			card.Risk.Mitigations = append(card.Risk.Mitigations, scorecard.Mitigation(m))
		}
	}
	for _, r := range d.Remarks {
		card.Remarks = append(card.Remarks, scorecard.Remark(r))
	}
	for _, k := range d.KPIs {
		out := scorecard.KPI{Criterion: k.Criterion, Title: k.Title, By: k.By}
		if k.Next != nil {
			out.Next = scorecard.ParseBound(k.Next.String())
		}
		card.KPIs = append(card.KPIs, out)
	}
}

// excerpts are what is quoted of the evidence: what was asked for, and what all
// readers look for without asking.
func (a *assessment) excerpts() []scorecard.Excerpt {
	var list []scorecard.Excerpt
	for i := range a.sources {
		s := &a.sources[i]
		for _, q := range []scorecard.Excerpt{
			a.listing(scorecard.OfServices, s.declared.ID, s.found.Services),
			a.listing(scorecard.OfChecks, s.declared.ID, s.found.Checks),
		} {
			if len(q.Rows) > 0 {
				list = append(list, q)
			}
		}
	}
	for i := range a.plan.Document.Excerpts {
		e := &a.plan.Document.Excerpts[i]
		if e.Title != "" {
			list = append(list, a.records(e))
		} else if q := a.figures(e); len(q.Rows) > 1 {
			list = append(list, q)
		}
	}
	return list
}

// listing shows records as the evidence lists them: name, state, and a column for
// whatever any of them says besides.
func (a *assessment) listing(matter scorecard.Matter, id string, listed fact.Listed) scorecard.Excerpt {
	out := scorecard.Excerpt{Matter: matter, Evidence: []string{id}, More: listed.More, Rows: []scorecard.Quoted{}}
	var names []string
	for _, name := range []string{"status", "uptime", "restarts", "ports", "image", "namespace"} {
		if slices.ContainsFunc(listed.Items, func(i fact.Item) bool { return said(i, name) != "" }) {
			names = append(names, name)
		}
	}
	out.Heads = append([]string{"name", "state"}, names...)
	for i, item := range listed.Items {
		if i == mostQuoted {
			out.More += int64(len(listed.Items) - i)
			break
		}
		row := scorecard.Quoted{Cells: []string{item.Name, item.State}, At: spots(item.At)}
		for _, name := range names {
			row.Cells = append(row.Cells, said(item, name))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func said(i fact.Item, name string) string {
	for _, s := range i.Facts {
		if s.Name == name {
			return s.Text
		}
	}
	return ""
}

// records shows what a query finds: a row each, and of lists a cell for each of
// their values.
func (a *assessment) records(e *criteria.Excerpt) scorecard.Excerpt {
	ask := e.Asks[0]
	out := scorecard.Excerpt{Matter: scorecard.OfRecords, Title: e.Title, Under: e.Under, Evidence: e.Evidence, Heads: e.Heads,
		Query: a.plan.Asks[ask].Question.Query.String(), Rows: []scorecard.Quoted{}}
	if problems := a.replies[ask].problems; len(problems) > 0 {
		out.Problem = problems[0].Text
	}
	for i, f := range a.answer(ask).Figures {
		if i == mostQuoted {
			out.More = int64(len(a.answer(ask).Figures) - i)
			break
		}
		out.Rows = append(out.Rows, scorecard.Quoted{Cells: cells(f.Text), At: spots(f.At)})
	}
	return out
}

// cells are the values of a list, or what else was found.
func cells(text string) []string {
	var list []json.RawMessage
	if json.Unmarshal([]byte(text), &list) != nil || len(list) == 0 {
		return []string{text}
	}
	out := make([]string, len(list))
	for i, one := range list {
		var plain string
		switch {
		case json.Unmarshal(one, &plain) == nil:
			out[i] = plain
		default:
			out[i] = string(one)
		}
	}
	return out
}

// figures shows what several questions say of the same series, a column each.
func (a *assessment) figures(e *criteria.Excerpt) scorecard.Excerpt {
	out := scorecard.Excerpt{Matter: scorecard.OfFigures, Under: e.Under, Evidence: e.Evidence, Rows: []scorecard.Quoted{}}
	row := map[string]int{}
	for i, ask := range e.Asks {
		answer := a.answer(ask)
		if len(answer.Figures) == 0 || len(a.replies[ask].problems) > 0 {
			continue
		}
		out.Heads, out.More = append(out.Heads, e.Heads[i]), max(out.More, answer.Unlisted)
		for _, f := range answer.Figures {
			key := f.Label + "\x00" + f.At.Path // figures of several files never merge
			at, known := row[key]
			if !known {
				at = len(out.Rows)
				row[key] = at
				out.Rows = append(out.Rows, scorecard.Quoted{Cells: []string{f.Label}})
			}
			q := &out.Rows[at]
			if len(q.Cells) > len(out.Heads) {
				continue // the tool states it twice
			}
			for len(q.Cells) < len(out.Heads) {
				q.Cells = append(q.Cells, "")
			}
			q.Cells = append(q.Cells, quantity.Show(f.Value, nil))
			for _, s := range spots(f.At) {
				if !slices.Contains(q.At, s) {
					q.At = append(q.At, s)
				}
			}
		}
	}
	for i := range out.Rows {
		for q := &out.Rows[i]; len(q.Cells) <= len(out.Heads); {
			q.Cells = append(q.Cells, "")
		}
	}
	out.Heads = append([]string{"name"}, out.Heads...)
	return out
}

func spots(at fact.Location) []scorecard.Spot {
	if at.Path == "" {
		return nil
	}
	return []scorecard.Spot{{Path: at.Path, Line: at.Line}}
}
