package cli

import "github.com/spf13/cobra"

func (g *global) explainCommand() *cobra.Command {
	return &cobra.Command{Use: "explain ID"}
}
