package cli

import (
	"github.com/spf13/cobra"

	"signoff/internal/criteria"
)

func (g *global) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema of signoff.yaml, for editors",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if _, err := g.Stdout.Write(criteria.Schema()); err != nil {
				return broken{err}
			}
			return nil
		},
	}
}
