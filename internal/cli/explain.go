package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/evaluate"
	"signoff/internal/report/terminal"
)

func (g *global) explainCommand() *cobra.Command {
	var (
		o  assessOptions
		as string
	)
	c := &cobra.Command{
		Use:     "explain ID",
		Short:   "open one criterion, category or waiver, the score or the verdict: its arithmetic and what would change it",
		Args:    cobra.ExactArgs(1),
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, args []string) error {
			in, err := g.input(o)
			if err != nil {
				return err
			}
			s, opened := evaluate.Run(in), evaluate.Explain(in)
			if as == "json" {
				return g.printJSON(opened)
			}
			known, err := terminal.Explain(g.Stdout, s, opened, args[0], terminal.Screen{Width: g.width(), Color: g.color()})
			if err != nil {
				return broken{err}
			}
			if !known {
				var ids []string
				for _, c := range s.Criteria {
					ids = append(ids, c.ID)
				}
				for _, c := range s.Categories {
					ids = append(ids, c.ID)
				}
				for _, w := range s.Waivers {
					ids = append(ids, w.ID)
				}
				return fmt.Errorf("expected score, verdict or one of %s, found %q", strings.Join(ids, ", "), args[0])
			}
			return nil
		},
	}
	o.flags(c)
	o.past.flags(c)
	outputFlag(c, &as)
	return c
}
