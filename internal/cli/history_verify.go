package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/history"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

func (g *global) historyVerify(o *historyOptions) *cobra.Command {
	c := &cobra.Command{
		Use:   "verify [ASSESSMENT…]",
		Short: "find rows that were changed; with assessments, whether their rows are those that are kept",
		Long: `Looks at every row: whether its bytes are those that it is called by, and whether
it is filed as it says. With assessments, each row is made again and must be
among those that are kept. Exits 1 when anything is not as it should be. That a
row was taken away shows only in git:, whose rows are a chain.`,
		RunE: func(_ *cobra.Command, paths []string) error {
			return g.withHistory(o, false, func(h *opened) error { return h.verify(paths) })
		},
	}
	c.Flags().Var((*filled)(&o.line), "line", "the `line` that the runs of the assessments belong to")
	return c
}

func (h *opened) verify(paths []string) error {
	ctx := context.Background()
	v, err := history.Verify(ctx, h)
	if err != nil {
		return err
	}
	faults := len(v.Faults)
	for _, f := range v.Faults {
		fmt.Fprintf(h.Stdout, "%.12s: %s\n", f.ID, term.Clean(f.What))
	}
	for _, name := range paths {
		s, err := h.assessment(name)
		if err != nil {
			return err
		}
		said, err := h.holds(s)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
		}
		if said != "" {
			faults++
			fmt.Fprintf(h.Stdout, "%s: %s\n", term.Clean(filepath.ToSlash(name)), said)
		}
	}
	fmt.Fprintf(h.Stdout, "%s: %s, %s, %d assessments looked for: %s\n", term.Clean(history.Shown(h.address)), count(v.Runs, "run"),
		count(v.Invalidations, "invalidation"), len(paths), count(faults, "fault"))
	if faults > 0 {
		return exit(exitNotApproved)
	}
	return nil
}

// holds says why the row of an assessment is not kept; "" when it is.
func (h *opened) holds(s *scorecard.Scorecard) (string, error) {
	r, err := scorecard.RunOf(s, h.line(), "")
	if err != nil {
		return "", err
	}
	kept := false
	var near string
	err = h.Select(context.Background(), history.Query{Service: r.Service, Line: r.Line, Since: r.AsOf, Until: r.AsOf}, func(e history.Entry) error {
		found, err := e.Run()
		if err != nil {
			return nil // it is named above
		}
		again := *r
		again.Branch = found.Branch // the one thing that the assessment does not say
		if text, err := again.JSON(); err == nil && string(text) == string(e.Text) {
			kept = true
		}
		near = e.ID
		return nil
	})
	switch {
	case err != nil || kept:
		return "", err
	case near != "":
		return fmt.Sprintf("the history has another row as of %s: %.12s", r.AsOf, near), nil
	}
	return fmt.Sprintf("the history has no run of it as of %s on the line %s", r.AsOf, term.Clean(r.Line)), nil
}

func (g *global) historyInvalidate(o *historyOptions) *cobra.Command {
	var because, by, push string
	c := &cobra.Command{
		Use:   "invalidate RUN",
		Short: "say that a run does not count, and why; the row stays",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if because == "" || by == "" {
				return errors.New("expected --because and --by: who says why the run does not count")
			}
			on, _, err := g.asOf("")
			if err != nil {
				return err
			}
			return g.withHistory(o, false, func(h *opened) error {
				run, err := h.find(args[0])
				if err != nil {
					return err
				}
				e, err := history.OfInvalidation(run.ID, because, by, on)
				if err != nil {
					return err
				}
				if err := h.keep([]history.Entry{e}); err != nil {
					return err
				}
				fmt.Fprintf(h.Stdout, "%.12s does not count from now on\n", run.ID)
				return h.push(push)
			})
		},
	}
	c.Flags().Var((*filled)(&because), "because", "why it does not count")
	c.Flags().Var((*filled)(&by), "by", "`who` says so")
	c.Flags().Var((*filled)(&push), "push", "git: only: send the history to this `remote` afterwards")
	return c
}

func (g *global) historyPrune(o *historyOptions) *cobra.Command {
	var keep, asOf string
	c := &cobra.Command{
		Use:   "prune",
		Short: "forget runs that are older than they are kept, and make the store small",
		Long: `Removes the runs that are older than --keep, else than signoff.yaml says, but for
the last run of each release and the last of it that counts, which are kept for
ever; and what was said of runs that do not count is never removed. Then it makes
the store as small as its rows. A history in git is never rewritten.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			now, _, err := g.asOf(asOf)
			if err != nil {
				return err
			}
			return g.withHistory(o, false, func(h *opened) error { return h.prune(keep, now) })
		},
	}
	c.Flags().Var((*filled)(&keep), "keep", "how long a run is kept, such as 400d")
	c.Flags().Var((*filled)(&asOf), "as-of", "count ages to this `date`, not to now")
	return c
}

func (h *opened) prune(keep string, now time.Time) error {
	ctx := context.Background()
	age := h.declared.Keep
	if keep != "" {
		v, err := quantity.ParseAge(keep)
		if err != nil {
			return fmt.Errorf("--keep: %w", err)
		}
		age = v
	}
	removed := 0
	if life, ok := age.Duration(); ok {
		ids, err := history.Spent(ctx, h, now.Add(-life))
		if err != nil {
			return err
		}
		if removed, err = h.Remove(ctx, ids); err != nil {
			return storeError(err)
		}
	}
	if err := h.Compact(ctx); err != nil {
		return storeError(err)
	}
	fmt.Fprintf(h.Stdout, "%s: %d runs removed\n", term.Clean(history.Shown(h.address)), removed)
	return nil
}

// storeError tells a store that will not from one that cannot.
func storeError(err error) error {
	if errors.Is(err, history.ErrKeeps) {
		return err
	}
	return broken{err}
}

// instant reads a date that a flag gives, as the instant at which it begins.
func (g *global) instant(flag, text string) (string, error) {
	t, _, err := quantity.ParseTime(strings.TrimSpace(text))
	if err != nil {
		return "", fmt.Errorf("%s: %w", flag, err)
	}
	return t.UTC().Format(time.RFC3339), nil
}
