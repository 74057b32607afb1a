package cli

import (
	"github.com/spf13/cobra"
)

func (g *global) checkCommand() *cobra.Command {
	var (
		o      assessOptions
		as     string
		accept []string
	)
	c := &cobra.Command{
		Use:     "check",
		Short:   "evaluate, print the scorecard, exit by the verdict: the gate for CI",
		Args:    cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(*cobra.Command, []string) error {
			s, err := g.assess(o)
			if err != nil {
				return err
			}
			if err := g.render(as, s); err != nil {
				return err
			}
			if code := verdictCode(s.Verdict, accept); code != exitApproved {
				return exit(code)
			}
			return nil
		},
	}
	o.flags(c)
	outputFlag(c, &as)
	acceptFlag(c, &accept)
	return c
}
