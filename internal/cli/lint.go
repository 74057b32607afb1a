package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/report/terminal"
	"signoff/internal/scorecard"
)

func (g *global) lintCommand() *cobra.Command {
	var (
		o         assessOptions
		narrative bool
		ref       string
		failOn    []string
	)
	c := &cobra.Command{
		Use:   "lint",
		Short: "check signoff.yaml; no evidence is read",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			plan, faults := g.load(o.planOptions)
			if faults.Err() == nil {
				asOf, _, err := g.asOf(o.asOf)
				if err != nil {
					return err
				}
				faults = append(faults, plan.LintWaivers(asOf, o.warnDays)...)
				faults = append(faults, plan.LintOpen(g.planFile())...)
			}
			if narrative && faults.Err() == nil {
				in, err := g.inputOf(plan, o)
				if err != nil {
					return err
				}
				typed, err := typedFigures(plan, evaluate.Run(in))
				if err != nil {
					return err
				}
				faults = append(faults, typed...)
			}
			g.printFaults(faults)
			if faults.Err() != nil {
				return exit(exitMisused)
			}
			if ref == "" && len(failOn) > 0 {
				return hinted{errors.New("--fail-on: expected --against-ref, found none"), "without another commit nothing changed, and nothing can fail"}
			}
			if ref != "" {
				return g.lintSince(ref, plan, o, failOn)
			}
			fmt.Fprintf(g.Stdout, "%s: %d criteria in %d categories, %d evidence, %d waivers, %s\n", g.planFile(),
				len(plan.Criteria), len(plan.Categories), len(plan.Evidence), len(plan.Waivers),
				count(len(faults), "warning"))
			return nil
		},
	}
	o.planOptions.flags(c)
	o.daysFlag(c)
	c.Flags().Var((*filled)(&ref), "against-ref", "say what was done to the criteria since this `commit`, branch or tag")
	failOnFlag(c, &failOn)
	c.Flags().BoolVar(&narrative, "narrative", false, "read the evidence too, and point out figures typed into narrative that nothing measured is equal to")
	c.Flags().Var((*filled)(&o.asOf), "as-of", "judge waivers as of this `date`, not now")
	return c
}

// lintSince says what was done to the criteria since a commit.
func (g *global) lintSince(ref string, plan *criteria.Plan, o assessOptions, failOn []string) error {
	d, err := g.sinceRef(ref, plan, o)
	if err != nil {
		return err
	}
	if err := terminal.Gate(g.Stdout, d.Since().Gate, terminal.Screen{Width: g.width(), Color: g.color()}); err != nil {
		return broken{err}
	}
	because := d.Fails(failOn)
	return g.end(&scorecard.Exit{Code: min(len(because), exitNotApproved), Because: because})
}

// count writes a number with its noun: 1 warning, 2 warnings.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
