package report

import (
	"slices"
	"strings"

	"signoff/internal/report/wording"
	"signoff/internal/scorecard"
)

// objectives rolls deliverables and standards up from the criteria that refer to
// them: each is as good as the worst of these.
func objectives(v *view, _ call) piece {
	t := table{class: "stack", caption: text("Each is as good as the worst criterion that refers to it."),
		columns: []column{{head: "Objective"}, {head: "State", plain: true}, {head: "Pass", right: true}, {head: "Criteria"}}}
	for _, o := range v.s.Objectives {
		var ids []string
		pass, of, worst := 0, 0, scorecard.Met
		for i := range v.s.Criteria {
			c := &v.s.Criteria[i]
			if c.Outcome == scorecard.NotApplicable || !refersTo(c, o) {
				continue
			}
			ids, of = append(ids, c.ID), of+1
			if c.Outcome.Satisfied() {
				pass++
			}
			worst = worse(worst, c.Outcome)
		}
		if of == 0 {
			worst = scorecard.Unknown
		}
		t.rows = append(t.rows, row{cells: []piece{join(" ", text(o.ID), written(o.Title)), state(worst, wording.SignOf(worst).Word), text(wording.Share(pass, of)), v.refs(ids)}})
	}
	return t.bounded()
}

func refersTo(c *scorecard.Criterion, o scorecard.Objective) bool {
	return slices.Contains(c.Refs, o.ID) || slices.ContainsFunc(o.Refs, func(ref string) bool { return slices.Contains(c.Refs, ref) })
}

// worse is the worse of two outcomes: unmet, then unknown, then warning.
func worse(a, b scorecard.Outcome) scorecard.Outcome {
	order := []scorecard.Outcome{scorecard.Unmet, scorecard.Unknown, scorecard.Warning}
	for _, o := range order {
		if a == o || b == o {
			return o
		}
	}
	return scorecard.Met
}

// services lists every service that a criterion breaks down or shows, once, with
// the figures that there are of it.
func services(v *view, _ call) piece {
	type service struct {
		name  string
		facts []string
		where piece
	}
	var list []*service
	known := map[string]*service{}
	note := func(name, fact string, where piece) {
		s := known[name]
		if s == nil {
			s = &service{name: name}
			known[name] = s
			list = append(list, s)
		}
		if fact != "" && !slices.Contains(s.facts, fact) {
			s.facts = append(s.facts, fact)
		}
		if s.where.Empty() {
			s.where = where
		}
	}
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		of, found := strings.CutPrefix(c.Measure, "services.")
		if !found {
			continue
		}
		for _, r := range c.Rows {
			note(r.Name, of+" "+r.Shown, piece{})
		}
		for _, x := range c.Exhibits {
			note(x.Name, strings.TrimSpace(x.Rank+" "+x.Text), code(wording.Place(x.Path, x.Line)))
		}
	}
	t := table{class: "stack", columns: []column{{head: "Service"}, {head: "State and figures"}, {head: "Where"}}}
	for _, s := range list {
		t.rows = append(t.rows, row{cells: []piece{code(s.name), text(wording.Clip(strings.Join(s.facts, "; "))), s.where}})
	}
	return t.bounded()
}

// percentiles sets the figures of benchmarks that criteria break down by name
// next to each other: a row a name, a column a figure.
func percentiles(v *view, _ call) piece {
	var names, figures []string
	cell := map[[2]string]string{}
	for i := range v.s.Criteria {
		c := &v.s.Criteria[i]
		figure, found := strings.CutPrefix(c.Measure, "benchmark.")
		if !found || len(c.Rows) < 2 {
			continue
		}
		if !slices.Contains(figures, figure) {
			figures = append(figures, figure)
		}
		for _, r := range c.Rows {
			if !slices.Contains(names, r.Name) {
				names = append(names, r.Name)
			}
			cell[[2]string{r.Name, figure}] = r.Shown
		}
	}
	slices.Sort(figures)
	t := table{class: "stack", columns: []column{{head: "Name"}}}
	for _, f := range figures {
		t.columns = append(t.columns, column{head: f, right: true})
	}
	for _, n := range names {
		cells := []piece{code(n)}
		for _, f := range figures {
			shown := cell[[2]string{n, f}]
			if shown == "" {
				shown = wording.None
			}
			cells = append(cells, measure(shown))
		}
		t.rows = append(t.rows, row{cells: cells})
	}
	return t.bounded()
}
