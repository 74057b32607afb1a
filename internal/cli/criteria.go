package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/term"
)

func (g *global) criteriaCommand() *cobra.Command {
	var (
		o  planOptions
		as string
	)
	c := &cobra.Command{
		Use:     "criteria",
		Short:   "list the criteria that hold here, with what each asks; no evidence is read",
		Args:    cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(*cobra.Command, []string) error {
			plan, faults := g.load(o)
			g.printFaults(faults)
			if faults.Err() != nil {
				return exit(exitMisused)
			}
			list := make([]declaredCriterion, len(plan.Criteria))
			for i := range plan.Criteria {
				list[i] = declaredOf(plan, &plan.Criteria[i])
			}
			if as == "json" {
				return g.printJSON(list)
			}
			var rows [][]string
			for _, c := range list {
				rows = append(rows, []string{c.ID, c.Title, c.Question, c.Target, strings.Join(c.marks(), ", "), c.Pack})
			}
			return term.Table(g.Stdout, []string{"id", "criterion", "asks", "target", "", "pack"}, rows, term.Options{Width: g.width()})
		},
	}
	o.flags(c)
	outputFlag(c, &as)
	return c
}

// declaredCriterion is a criterion as it is declared, before anything is measured.
type declaredCriterion struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Category string   `json:"category"`
	Measure  string   `json:"measure,omitempty"`
	Question string   `json:"question,omitempty"`
	Evidence []string `json:"evidence"`
	Target   string   `json:"target,omitempty"`
	Warn     string   `json:"warn,omitempty"`
	Blocker  bool     `json:"blocker"`
	Weight   string   `json:"weight"`
	Applies  bool     `json:"applies"`
	Informs  bool     `json:"informs,omitempty"`
	Binds    string   `json:"binds,omitempty"`
	Waivers  []string `json:"waivers,omitempty"`
	Owner    string   `json:"owner,omitempty"`
	Refs     []string `json:"refs,omitempty"`
	Was      []string `json:"was,omitempty"`
	Pack     string   `json:"pack,omitempty"`
	Tailored bool     `json:"tailored,omitempty"`
	Declared struct {
		File string `json:"file"`
		Line int    `json:"line"`
	} `json:"declared"`
	Revision string `json:"revision"`
}

func declaredOf(p *criteria.Plan, c *criteria.Criterion) declaredCriterion {
	d := declaredCriterion{
		ID: c.ID, Title: c.Title, Category: c.Category, Measure: c.Measure, Evidence: []string{}, Target: c.Target.String(),
		Blocker: c.Blocker, Weight: c.Weight.RatString(), Applies: c.Applies, Informs: c.Informs,
		Owner: c.Owner, Refs: c.Refs, Was: c.Was, Pack: c.Pack, Revision: c.Revision,
	}
	d.Declared.File, d.Declared.Line = c.Declared.File, c.Declared.Line
	if c.Warn != nil {
		d.Warn = c.Warn.String()
	}
	if !c.Binds.IsZero() {
		d.Binds = c.Binds.UTC().Format(time.DateOnly)
	}
	asks := p.Questions(c)
	for _, a := range asks {
		for _, id := range slices.Concat(a.Evidence, a.Base) {
			if !slices.Contains(d.Evidence, id) {
				d.Evidence = append(d.Evidence, id)
			}
		}
	}
	d.Question = questionOf(c, asks)
	for i := range p.Waivers {
		if p.Waivers[i].Criterion == c.ID {
			d.Waivers = append(d.Waivers, p.Waivers[i].ID)
		}
	}
	d.Tailored = slices.ContainsFunc(p.Tailor, func(t criteria.Tailoring) bool { return t.Criterion == c.ID })
	return d
}

// questionOf is what a criterion asks, in words.
func questionOf(c *criteria.Criterion, asks []criteria.Ask) string {
	words := c.Measure
	if len(asks) == 0 {
		return words
	}
	a := asks[0]
	if where := a.Question.Where.String(); where != "" && len(asks) == 1 {
		words += " where " + where
	}
	var of []string
	for _, ask := range asks {
		for _, id := range ask.Evidence {
			if !slices.Contains(of, id) {
				of = append(of, id)
			}
		}
	}
	words += " of " + strings.Join(of, ", ")
	if len(a.Base) > 0 {
		words += " compared with " + strings.Join(a.Base, ", ")
	}
	if a.Changed != "" {
		words += " on lines changed by " + a.Changed
	}
	return words
}

// marks say what is special about a criterion.
func (d *declaredCriterion) marks() []string {
	var marks []string
	for _, m := range []struct {
		holds bool
		word  string
	}{
		{d.Blocker, "blocker"}, {d.Informs, "informs"}, {d.Binds != "", "binds " + d.Binds}, {!d.Applies, "not applicable"},
		{d.Tailored, "tailored"}, {len(d.Waivers) > 0, "waivers " + strings.Join(d.Waivers, ", ")},
	} {
		if m.holds {
			marks = append(marks, m.word)
		}
	}
	return marks
}
