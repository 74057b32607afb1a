package cli

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/bundle"
	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/history"
	"signoff/internal/scorecard"
)

// pastOptions say what came before.
type pastOptions struct{ history string }

func (o *pastOptions) flags(c *cobra.Command) {
	c.Flags().StringVar(&o.history, "history", "", "what came before: a `store` of runs, or a folder of earlier assessments (*.json); else what signoff.yaml names under history")
}

// mostPast is how many runs a report looks back on.
const mostPast = 24

// earlierRuns are the runs before this one, the oldest first: whole assessments
// from a folder, or rows from a history.
type earlierRuns struct {
	whole []*scorecard.Scorecard
	rows  []history.Dated
}

func (e *earlierRuns) any() bool { return e != nil && len(e.whole)+len(e.rows) > 0 }

// before gives them as what an assessment is compared with.
func (e *earlierRuns) before(s *scorecard.Scorecard) []*scorecard.Scorecard {
	if e == nil {
		return nil
	}
	list := e.whole[:len(e.whole):len(e.whole)]
	for _, r := range e.rows {
		list = append(list, r.Past(s))
	}
	return list
}

// past reads the runs before an instant: those of the line that the history is on.
func (g *global) past(o pastOptions, declared criteria.History, project string, asOf time.Time) (*earlierRuns, error) {
	if o.history != "" && !history.IsAddress(o.history) {
		whole, err := g.assessments(o.history, project, asOf)
		return &earlierRuns{whole: whole}, err
	}
	h, err := g.pastStore(o, declared)
	if errors.Is(err, history.ErrBeyond) {
		fmt.Fprintf(g.Stderr, "%s: warning: %s\nhint: who runs signoff names it too: with --history, or the same address in %s\n", g.planFile(), err, historyVariable)
		return nil, nil
	}
	if h == nil || err != nil {
		return nil, err
	}
	defer h.Close()
	rows, err := h.past(history.Query{Service: project, Line: declared.Line, Before: asOf.UTC().Format(time.RFC3339), Last: mostPast})
	return &earlierRuns{rows: rows}, err
}

// pastStore opens the history that is asked for, else the declared one; nil when
// there is none, or none yet. What judges a project, which may be a stranger's, asks
// no store outside of it that the project alone names: that is history.ErrBeyond.
func (g *global) pastStore(o pastOptions, declared criteria.History) (*opened, error) {
	if o.history == "" && !declared.Declared {
		return nil, nil
	}
	s, address, err := g.storeOf(o.history, declared, false)
	switch {
	case errors.Is(err, history.ErrNone) && o.history == "":
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("history: %w", err)
	}
	return &opened{Store: s, global: g, o: &historyOptions{}, address: address, declared: declared}, nil
}

// pastFigures reads the figures that criteria compare theirs with.
func (g *global) pastFigures(o pastOptions, plan *criteria.Plan, asOf time.Time) (map[string][]evaluate.PastFigure, error) {
	asks := func(c criteria.Criterion) bool { _, ok := c.Expr.(criteria.PastRuns); return ok }
	if !slices.ContainsFunc(plan.Criteria, asks) {
		return nil, nil
	}
	figures := map[string][]evaluate.PastFigure{}
	var h *opened
	if history.IsAddress(o.history) || o.history == "" {
		var err error
		if h, err = g.pastStore(o, plan.History); err != nil && !errors.Is(err, history.ErrBeyond) {
			return nil, err
		}
	}
	if h != nil {
		defer h.Close()
	}
	for _, c := range plan.Criteria {
		e, ok := c.Expr.(criteria.PastRuns)
		if !ok {
			continue
		}
		runs, err := g.runsFor(o, h, plan.Project, e, asOf)
		if err != nil {
			return nil, err
		}
		for _, r := range runs {
			if kept := r.Find(e.ID, e.Was); kept != nil && kept.Asked == e.Asked && kept.Figure().Known() {
				figures[e.ID] = append(figures[e.ID], evaluate.PastFigure{Run: r.ID, AsOf: r.AsOf, Value: kept.Figure()})
			}
		}
	}
	return figures, nil
}

// runsFor are the runs that one criterion asks for, and as many again in case
// that some of them lack the figure.
func (g *global) runsFor(o pastOptions, h *opened, project string, e criteria.PastRuns, asOf time.Time) ([]history.Dated, error) {
	q := history.Query{Service: project, Line: e.Line, Before: asOf.UTC().Format(time.RFC3339), Last: 2 * e.Last}
	if !e.Since.IsZero() {
		q.Since = e.Since.UTC().Format(time.RFC3339)
	}
	if h != nil {
		return h.past(q)
	}
	if o.history == "" {
		return nil, nil
	}
	whole, err := g.assessments(o.history, project, asOf)
	if err != nil {
		return nil, err
	}
	var runs []history.Dated
	for _, s := range whole {
		r, err := scorecard.RunOf(s, e.Line, "")
		if err != nil {
			return nil, err
		}
		entry, err := history.OfRun(r)
		if err != nil {
			return nil, err
		}
		if q.Since <= r.AsOf {
			runs = append(runs, history.Dated{ID: entry.ID, Run: r})
		}
	}
	return runs, nil
}

// lastOf is the last valid run of a store, as what an assessment is compared with.
func (g *global) lastOf(address string, s *scorecard.Scorecard) (*scorecard.Scorecard, error) {
	declared, _, err := g.declaredHistory()
	if err != nil {
		return nil, err
	}
	asOf, err := time.Parse(time.RFC3339, s.AsOf)
	if err != nil {
		return nil, err
	}
	store, _, err := g.storeOf(address, declared, false)
	if err != nil {
		return nil, err
	}
	h := &opened{Store: store, global: g, o: &historyOptions{}}
	defer h.Close()
	runs, err := h.past(history.Query{Service: s.Project, Line: declared.Line, Before: asOf.UTC().Format(time.RFC3339), Last: 1})
	if err == nil && len(runs) == 0 {
		err = fmt.Errorf("--against: no earlier run of %q on the line %q is kept", s.Project, declared.Line)
	}
	if err != nil {
		return nil, err
	}
	return runs[0].Past(s), nil
}

// keptPast are the figures of past runs as a bundle keeps them, and
// rememberedPast what they were.
func keptPast(past map[string][]evaluate.PastFigure) map[string][]bundle.Past {
	kept := map[string][]bundle.Past{}
	for id, figures := range past {
		for _, f := range figures {
			kept[id] = append(kept[id], bundle.Past{Run: f.Run, AsOf: f.AsOf, Value: f.Value.Fraction(), Unit: f.Value.Unit().Name()})
		}
	}
	return kept
}

func rememberedPast(kept map[string][]bundle.Past) map[string][]evaluate.PastFigure {
	past := map[string][]evaluate.PastFigure{}
	for id, figures := range kept {
		for _, f := range figures {
			c := scorecard.RunCriterion{Value: f.Value, Unit: f.Unit}
			past[id] = append(past[id], evaluate.PastFigure{Run: f.Run, AsOf: f.AsOf, Value: c.Figure()})
		}
	}
	return past
}
