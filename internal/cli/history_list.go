package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/history"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// listed is a run without its criteria, as list prints it.
type listedRun struct {
	ID string `json:"id"`
	*scorecard.Run
	Criteria    []string `json:"criteria,omitempty"` // in place of those of the run
	Invalidated string   `json:"invalidated,omitempty"`
}

func (g *global) historyList(o *historyOptions) *cobra.Command {
	var as, since string
	most := 0
	c := &cobra.Command{
		Use:     "list",
		Short:   "list runs, the newest first",
		Args:    cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(*cobra.Command, []string) error {
			if most < 0 {
				return fmt.Errorf("-n: expected 0 or more, found %d", most)
			}
			return g.withHistory(o, false, func(h *opened) error {
				q := history.Query{Service: o.service, Line: o.line, Newest: most}
				if most == 0 {
					q.Newest = int(^uint(0) >> 1)
				}
				if since != "" {
					from, err := h.instant("--since", since)
					if err != nil {
						return err
					}
					q.Since = from
				}
				return h.list(q, as)
			})
		},
	}
	o.flags(c)
	outputFlag(c, &as)
	c.Flags().IntVarP(&most, "number", "n", 20, "list so many runs at most; 0 lists all")
	c.Flags().Var((*filled)(&since), "since", "only runs as of this `date` or later")
	return c
}

func (h *opened) list(q history.Query, as string) error {
	ctx := context.Background()
	invalid, err := history.Invalidated(ctx, h)
	if err != nil {
		return err
	}
	runs := []listedRun{}
	err = h.Select(ctx, q, func(e history.Entry) error {
		r, err := e.Head()
		if err == nil {
			runs = append(runs, listedRun{ID: e.ID, Run: r, Invalidated: invalid[e.ID]})
		}
		return whichRow(err)
	})
	if err != nil {
		return err
	}
	if as == "json" {
		return h.printJSON(runs)
	}
	var rows [][]string
	for _, r := range runs {
		mark := ""
		if r.Invalidated != "" {
			mark = "invalidated: " + r.Invalidated
		}
		if r.Override != "" {
			mark = strings.TrimSuffix("released by override until "+r.Override+"; "+mark, "; ")
		}
		rows = append(rows, []string{r.ID[:12], r.AsOf, r.Service, r.Line, r.Release, cut(r.Commit), string(r.Verdict), percentOf(r.Compliance.Strict), r.Score.Strict, mark})
	}
	return h.table([]string{"run", "as of", "service", "line", "release", "commit", "verdict", "compliance", "score", ""}, rows)
}

// whichRow adds to what is wrong with a row how to look at all of them.
func whichRow(err error) error {
	if err == nil {
		return nil
	}
	return hinted{err, "signoff history verify names every row that is not what was kept"}
}

func cut(hash string) string { return hash[:min(10, len(hash))] }

func percentOf(figure string) string {
	if figure == "" {
		return ""
	}
	return figure + "%"
}

func (g *global) table(header []string, rows [][]string) error {
	if err := term.Table(g.Stdout, header, rows, term.Options{Width: g.width(), Style: term.Style{Color: g.color()}}); err != nil {
		return broken{err}
	}
	return nil
}

func (g *global) historyShow(o *historyOptions) *cobra.Command {
	var as string
	c := &cobra.Command{
		Use:     "show RUN",
		Short:   "show the row of a run",
		Args:    cobra.ExactArgs(1),
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, args []string) error {
			return g.withHistory(o, false, func(h *opened) error {
				e, err := h.find(args[0])
				if err != nil {
					return err
				}
				r, err := e.Run()
				if err != nil {
					return whichRow(err)
				}
				if as == "json" {
					_, err := fmt.Fprintf(h.Stdout, "%s\n", e.Text)
					return err
				}
				return h.show(e.ID, r)
			})
		},
	}
	outputFlag(c, &as)
	return c
}

func (h *opened) show(id string, r *scorecard.Run) error {
	invalid, err := history.Invalidated(context.Background(), h)
	if err != nil {
		return err
	}
	rows := [][]string{{"run", id}, {"service", r.Service}, {"line", r.Line}}
	add := func(name, text string) {
		if text != "" {
			rows = append(rows, []string{name, text})
		}
	}
	add("release", r.Release)
	add("commit", r.Commit)
	add("branch", r.Branch)
	add("as of", r.AsOf)
	add("assessment", r.Assessment)
	add("plan", r.Plan)
	add("policy", r.Policy)
	add("verdict", string(r.Verdict))
	if r.Override != "" {
		add("released", "by override until "+r.Override)
	}
	for _, reason := range r.Reasons {
		add("reason", reason)
	}
	add("compliance", percentOf(r.Compliance.Strict))
	add("score", r.Score.Strict)
	add("expires next", r.ExpiresNext)
	add("which is", r.ExpiresWhat)
	add("invalidated", invalid[id])
	var list [][]string
	for _, c := range r.Criteria {
		mark := ""
		if c.Waived {
			mark = "waived"
		}
		list = append(list, []string{c.ID, string(c.Outcome), string(c.Reason), c.Value, c.Unit, c.Revision, mark})
	}
	err = h.table(nil, rows)
	fmt.Fprintln(h.Stdout)
	return errors.Join(err, h.table([]string{"criterion", "outcome", "reason", "exactly", "unit", "revision", ""}, list))
}
