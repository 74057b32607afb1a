package cli

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	packs "signoff/criteria"
	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/report/terminal"
)

func (g *global) packsCommand() *cobra.Command {
	c := g.listCommand("packs [NAME]", "list the criteria packs that ship with the tool, or print one",
		[]string{"pack", "sha256", "about"}, func() [][]string {
			var rows [][]string
			for _, name := range packNames() {
				text, _ := pack(name)
				rows = append(rows, []string{name, fmt.Sprintf("%.12x", sha256.Sum256(text)), about(text)})
			}
			return rows
		})
	c.AddCommand(g.packsShowCommand(), g.packsDiffCommand())
	list := c.RunE
	c.Args = cobra.MaximumNArgs(1)
	c.ValidArgs = packNames()
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return list(c, args)
		}
		return g.showPack(args[0], c.Flag("output").Value.String())
	}
	return c
}

func (g *global) packsShowCommand() *cobra.Command {
	return &cobra.Command{
		Use: "show NAME", Short: "print a pack", Args: cobra.ExactArgs(1), ValidArgs: packNames(),
		RunE: func(_ *cobra.Command, args []string) error { return g.showPack(args[0], "table") },
	}
}

// showPack prints a pack as it is included.
func (g *global) showPack(name, as string) error {
	text, err := pack(name)
	if err != nil {
		return fmt.Errorf("expected one of the packs %s, found %q", strings.Join(packNames(), ", "), name)
	}
	if as == "json" {
		return g.printJSON(map[string]string{"pack": name, "about": about(text), "sha256": fmt.Sprintf("%x", sha256.Sum256(text)), "text": string(text)})
	}
	if _, err := g.Stdout.Write(text); err != nil {
		return broken{err}
	}
	return nil
}

func (g *global) packsDiffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff BEFORE AFTER",
		Short: "say what another version of a pack does to the criteria: names of packs that ship with the tool, or paths of files",
		Args:  cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			asOf, from, err := g.asOf("")
			if err != nil {
				return err
			}
			var plans [2]*criteria.Plan
			for i, name := range args {
				one := &global{World: g.World, dir: g.dir, kept: map[string][]byte{}, asked: (&criteria.Case{}).ProjectOf(name)}
				plan, faults := one.load(planOptions{})
				if faults.Err() != nil {
					g.printFaults(faults)
					return exit(exitMisused)
				}
				plans[i] = plan
			}
			d := declaredDifference(plans[0], plans[1], evaluate.Input{AsOf: asOf, AsOfFrom: from, Tool: tool()})
			if err := terminal.Gate(g.Stdout, d.Since().Gate, terminal.Screen{Width: g.width(), Color: g.color()}); err != nil {
				return broken{err}
			}
			return nil
		},
	}
}

// about is what a pack says of itself in its first line.
func about(text []byte) string {
	line, _, _ := strings.Cut(strings.TrimPrefix(string(text), "# "), "\n")
	return line
}

// packNames lists the packs as include takes them, sorted.
func packNames() []string {
	files, err := fs.Glob(packs.FS, "*.yaml")
	if err != nil {
		panic(err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(f, ".yaml")
	}
	return files
}

func pack(name string) ([]byte, error) {
	return packs.FS.ReadFile(name + ".yaml")
}
