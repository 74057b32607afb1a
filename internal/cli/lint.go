package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (g *global) lintCommand() *cobra.Command {
	var o planOptions
	c := &cobra.Command{
		Use:   "lint",
		Short: "check signoff.yaml; no evidence is read",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			plan, faults := g.load(o)
			g.printFaults(faults)
			if faults.Err() != nil {
				return exit(exitMisused)
			}
			fmt.Fprintf(g.Stdout, "%s: %d criteria in %d categories, %d evidence, %d waivers, %s\n", planFile,
				len(plan.Criteria), len(plan.Categories), len(plan.Evidence), len(plan.Waivers),
				count(len(faults), "warning"))
			return nil
		},
	}
	o.flags(c)
	return c
}

// count writes a number with its noun: 1 warning, 2 warnings.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
