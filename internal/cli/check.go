package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"signoff/internal/evaluate"
	"signoff/internal/scorecard"
)

func (g *global) checkCommand() *cobra.Command {
	var (
		o      assessOptions
		as     string
		accept []string
		name   string
		proofs proofOptions
		since  againstOptions
		all    bool
	)
	c := &cobra.Command{
		Use:   "check",
		Short: "evaluate, print the scorecard, exit by the verdict: the gate for CI",
		Long: `Evaluates, prints the scorecard and exits by the verdict: the gate for CI. With
--bundle the assessment is the one that the bundle holds, evaluated again; with
--approvals its sign-offs are those of a folder: the gate of a release that was
measured before it was signed.`,
		Args: cobra.NoArgs,
		PreRunE: func(c *cobra.Command, _ []string) error {
			if name == "" && proofs != (proofOptions{}) {
				return fmt.Errorf("--approvals, --allowed-signers: expected a --bundle that they are compared with")
			}
			return errors.Join(oneOf("-o", as, "table", "json"), alone(c, name, "env", "set", "as-of", "commit", "subject", "policy", "plan-from", "history"))
		},
		RunE: func(*cobra.Command, []string) error {
			if name == "" {
				in, err := g.input(o)
				if err != nil {
					return err
				}
				in.Compared = in.Compared || since.against != ""
				return g.gate(as, all, evaluate.Run(in), accept, since)
			}
			return g.replay(name, func(r *replay) error {
				if err := r.holds(g); err != nil {
					return err
				}
				s, err := r.signed(g, proofs)
				if err != nil {
					return err
				}
				return g.gate(as, all, s, accept, since)
			})
		},
	}
	o.flags(c)
	o.past.flags(c)
	outputFlag(c, &as)
	acceptFlag(c, &accept)
	c.Flags().Var((*filled)(&name), "bundle", "judge what this `bundle` holds")
	c.Flags().BoolVar(&all, "all", false, "list met criteria too, and all that is open")
	proofs.flags(c)
	since.flags(c)
	c.Flags().Var((*filled)(&o.planFrom), "plan-from", "judge by the criteria of this `commit`, branch or tag, not by those in the folder")
	return c
}

// gate prints the scorecard and exits by its verdict, and by what it was told to
// fail on.
func (g *global) gate(as string, all bool, s *scorecard.Scorecard, accept []string, since againstOptions) error {
	s.Trends(g.earlierRuns.before(s))
	d, err := g.compare(since, s, g.earlierRuns.before(s))
	if err != nil {
		return err
	}
	conclude(s, d, accept, since.failOn, true)
	if err := g.render(as, all, s); err != nil {
		return err
	}
	return g.end(s.Exit)
}

// alone refuses flags that a bundle has answered already.
func alone(c *cobra.Command, bundle string, flags ...string) error {
	for _, f := range flags {
		if bundle != "" && c.Flag(f) != nil && c.Flag(f).Changed {
			return fmt.Errorf("--%s: a bundle is judged as it was made", f)
		}
	}
	return nil
}
