package cli

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"github.com/spf13/cobra"

	"signoff/internal/history"
	"signoff/internal/quantity"
)

// trendOf is what trend prints.
type trendOf struct {
	Service  string       `json:"service"`
	Line     string       `json:"line"`
	Runs     []trendRun   `json:"runs"`
	Criteria []trendLines `json:"criteria"`
}

type trendRun struct {
	ID         string `json:"id"`
	AsOf       string `json:"as_of"`
	Release    string `json:"release,omitempty"`
	Verdict    string `json:"verdict"`
	Override   string `json:"override,omitempty"`
	Compliance string `json:"compliance,omitempty"`
	Score      string `json:"score,omitempty"`
}

type trendLines struct {
	ID     string          `json:"id"`
	Points []history.Point `json:"points"`
}

func (g *global) historyTrend(o *historyOptions) *cobra.Command {
	var as, since string
	most := 0
	c := &cobra.Command{
		Use:   "trend [CRITERION…]",
		Short: "show how compliance and score, or the figures of criteria, came along",
		Long: `Shows the valid runs of one line, the oldest first: verdict, compliance and score,
and the figure of each criterion that is named, with a step where it asks
something else than in the run before. Under an id that signoff.yaml says it was
called by (was), a series goes on. JSON has all criteria when none is named.`,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, ids []string) error {
			if most < 1 {
				return fmt.Errorf("--last: expected 1 or more, found %d", most)
			}
			return g.withHistory(o, false, func(h *opened) error {
				t, err := h.trend(most, since, ids, as == "json")
				if err != nil {
					return err
				}
				if as == "json" {
					return h.printJSON(t)
				}
				return h.printTrend(t)
			})
		},
	}
	o.flags(c)
	outputFlag(c, &as)
	c.Flags().IntVar(&most, "last", 30, "of so many last runs")
	c.Flags().Var((*filled)(&since), "since", "only runs as of this `date` or later")
	return c
}

// past reads the last valid runs of a line, the oldest first.
func (h *opened) past(q history.Query) ([]history.Dated, error) {
	q.Valid = true
	var runs []history.Dated
	err := h.Select(context.Background(), q, func(e history.Entry) error {
		r, err := e.Run()
		if err != nil {
			return whichRow(err)
		}
		runs = append(runs, history.Dated{ID: e.ID, Run: r})
		return nil
	})
	slices.Reverse(runs)
	return runs, err
}

func (h *opened) trend(most int, since string, ids []string, every bool) (*trendOf, error) {
	service, err := h.service()
	if err != nil {
		return nil, err
	}
	q := history.Query{Service: service, Line: h.line(), Last: most}
	if since != "" {
		if q.Since, err = h.instant("--since", since); err != nil {
			return nil, err
		}
	}
	runs, err := h.past(q)
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 {
		return nil, fmt.Errorf("no run of %q on the line %q is kept", service, q.Line)
	}
	t := &trendOf{Service: service, Line: q.Line, Runs: []trendRun{}, Criteria: []trendLines{}}
	for _, r := range runs {
		t.Runs = append(t.Runs, trendRun{r.ID, r.AsOf, r.Release, string(r.Verdict), r.Override, r.Compliance.Strict, r.Score.Strict})
	}
	if len(ids) == 0 && every {
		for _, c := range runs[len(runs)-1].Criteria {
			ids = append(ids, c.ID)
		}
	}
	for _, id := range ids {
		points := history.Series(runs, id, h.earlierIDs(id))
		if len(points) == 0 {
			return nil, fmt.Errorf("no run knows a criterion %q", id)
		}
		t.Criteria = append(t.Criteria, trendLines{id, points})
	}
	return t, nil
}

// earlierIDs are those that signoff.yaml gives of a criterion.
func (h *opened) earlierIDs(id string) []string {
	if h.plan == nil {
		return nil
	}
	for i := range h.plan.Criteria {
		if c := &h.plan.Criteria[i]; c.ID == id {
			return c.Was
		}
	}
	return nil
}

func (h *opened) printTrend(t *trendOf) error {
	if len(t.Criteria) == 0 {
		var rows [][]string
		released := 0
		for _, r := range t.Runs {
			if r.Override != "" {
				released++
			}
			rows = append(rows, []string{r.ID[:12], r.AsOf, r.Release, overridden(r.Verdict, r.Override), percentOf(r.Compliance), r.Score})
		}
		err := h.table([]string{"run", "as of", "release", "verdict", "compliance", "score"}, rows)
		if released > 0 {
			fmt.Fprintf(h.Stdout, "\n%d of %s released by an override\n", released, count(len(t.Runs), "run"))
		}
		return err
	}
	for i, c := range t.Criteria {
		if i > 0 {
			fmt.Fprintln(h.Stdout)
		}
		var rows [][]string
		for _, p := range c.Points {
			mark := ""
			if p.Step {
				mark = "asked otherwise from here on"
			}
			rows = append(rows, []string{p.Run[:12], p.AsOf, string(p.Outcome), shownFigure(p), p.Reason, mark})
		}
		if err := h.table([]string{"run", c.ID + " as of", "outcome", "figure", "reason", "step"}, rows); err != nil {
			return err
		}
	}
	return nil
}

// shownFigure is the figure of a point for people; the row has it exactly.
func shownFigure(p history.Point) string {
	number, ok := new(big.Rat).SetString(p.Value)
	unit, err := quantity.ParseUnit(p.Unit)
	if !ok || err != nil {
		return ""
	}
	if unit.Dimension() == quantity.Proportion {
		number.Mul(number, big.NewRat(100, 1))
	}
	return quantity.Show(quantity.Of(number, unit), nil)
}
