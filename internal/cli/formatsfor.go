package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/source"
	"signoff/internal/starter"
)

func (g *global) formatsCommand() *cobra.Command {
	c := g.listCommand("formats", "list the evidence formats that can be read",
		[]string{"format", "kind", "reads"}, func() [][]string {
			var rows [][]string
			for _, f := range evidence.Formats() {
				rows = append(rows, []string{f.Name, f.Kind.String(), f.About()})
			}
			return rows
		})
	var tool filled
	c.Flags().Var(&tool, "for", "say of a tool how to run it, what to declare and what to ask")
	list := c.RunE
	c.RunE = func(c *cobra.Command, args []string) error {
		if tool == "" {
			return list(c, args)
		}
		return g.formatsFor(string(tool), c.Flag("output").Value.String() == "json")
	}
	return c
}

// advice is how the output of a tool becomes evidence.
type advice struct {
	Tool     string   `json:"tool"`
	Format   string   `json:"format"`
	Kind     string   `json:"kind"`
	Reads    string   `json:"reads"`
	Run      string   `json:"run,omitempty"`
	Evidence string   `json:"evidence"`
	Criteria []string `json:"criteria,omitempty"`
}

func (g *global) formatsFor(tool string, asJSON bool) error {
	list := advise(tool)
	if len(list) == 0 {
		return unknownTool(tool)
	}
	if asJSON {
		return g.printJSON(list)
	}
	for i, a := range list {
		if i > 0 {
			fmt.Fprintln(g.Stdout)
		}
		fmt.Fprintf(g.Stdout, "%s is read by %s, of kind %s.\n%s\n", a.Tool, a.Format, a.Kind, a.Reads)
		if a.Run != "" {
			fmt.Fprintf(g.Stdout, "\nrun:\n  %s\n", a.Run)
		}
		fmt.Fprintf(g.Stdout, "\ndeclare, under evidence:\n  %s\n", a.Evidence)
		if len(a.Criteria) > 0 {
			fmt.Fprintf(g.Stdout, "\nask, under criteria:\n  %s\n", strings.Join(a.Criteria, "\n  "))
		}
	}
	return nil
}

// advise finds the tools of a name, else the formats of it.
func advise(tool string) (list []advice) {
	name := strings.ToLower(tool)
	for _, c := range starter.Commands {
		if c.Tool == name || c.Format == name && !isTool(name) {
			list = append(list, advice{c.Tool, c.Format, c.Kind.String(), reads(c.Format, c.Kind), c.Line(c.Path()), c.Declared(), starter.Asked(c.Kind, c.Tool)})
		}
	}
	if len(list) > 0 {
		return list
	}
	for _, f := range evidence.Formats() {
		if f.Name == name {
			declared := fmt.Sprintf("%s: { path: evidence/%s, format: %s }", f.Name, f.Name, f.Name)
			list = append(list, advice{f.Name, f.Name, f.Kind.String(), f.About(), "", declared, starter.Asked(f.Kind, f.Name)})
		}
	}
	return list
}

func isTool(name string) bool {
	return slices.ContainsFunc(starter.Commands, func(c starter.Command) bool { return c.Tool == name })
}

func reads(format string, kind fact.Kind) string {
	for _, f := range evidence.Formats() {
		if f.Name == format && f.Kind == kind {
			return f.About()
		}
	}
	return ""
}

func unknownTool(tool string) error {
	var known []string
	for _, c := range starter.Commands {
		known = append(known, c.Tool)
	}
	for _, f := range evidence.Formats() {
		known = append(known, f.Name)
	}
	hint := "signoff formats lists what is read; many linters also write SARIF, Checkstyle's XML or JUnit's, which are"
	if near := source.Nearest(strings.ToLower(tool), known); near != "" {
		hint = fmt.Sprintf("did you mean %s?", near)
	}
	return hinted{fmt.Errorf("--for: expected a tool or a format, found %q", tool), hint}
}
