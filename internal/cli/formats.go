package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"signoff/internal/tally"
	"signoff/internal/term"
)

// listing prints one of the tool's derived tables for a person or a program.
func (g *global) listing(as string, header []string, rows [][]string) error {
	if as == "json" {
		list := make([]map[string]string, len(rows))
		for i, row := range rows {
			list[i] = map[string]string{}
			for k, name := range header {
				list[i][name] = row[k]
			}
		}
		return g.printJSON(list)
	}
	return term.Table(g.Stdout, header, rows, term.Options{Width: g.width()})
}

func (g *global) printJSON(v any) error {
	e := json.NewEncoder(g.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return broken{err}
	}
	return nil
}

// listCommand is a command that prints a table.
func (g *global) listCommand(use, short string, header []string, rows func() [][]string) *cobra.Command {
	var as string
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE:    func(*cobra.Command, []string) error { return g.listing(as, header, rows()) },
	}
	outputFlag(c, &as)
	return c
}

func outputFlag(c *cobra.Command, as *string) {
	c.Flags().StringVarP(as, "output", "o", "table", "table for people, json for programs")
	choices(c, "output", "table", "json")
}

// choices completes a flag that takes one of a few words.
func choices(c *cobra.Command, flag string, words ...string) {
	complete := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	if err := c.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err)
	}
}

func oneOf(flag, got string, words ...string) error {
	for _, w := range words {
		if got == w {
			return nil
		}
	}
	return fmt.Errorf("%s: expected one of %q, found %q", flag, words, got)
}

func (g *global) measuresCommand() *cobra.Command {
	return g.listCommand("measures", "list the figures that criteria can ask for",
		[]string{"measure", "kind", "unit", "means"}, func() [][]string {
			var rows [][]string
			for _, m := range tally.Measures {
				unit := m.Unit.Name()
				if m.AnyUnit {
					unit = "the evidence's"
				}
				rows = append(rows, []string{m.Name, m.Kind.String(), unit, m.Doc})
			}
			return rows
		})
}
