package cli

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"signoff/criteria"
)

func (g *global) packsCommand() *cobra.Command {
	c := g.listCommand("packs [NAME]", "list the criteria packs that ship with the tool, or print one",
		[]string{"pack", "about"}, func() [][]string {
			var rows [][]string
			for _, name := range packNames() {
				text, _ := pack(name)
				rows = append(rows, []string{name, about(text)})
			}
			return rows
		})
	list := c.RunE
	c.Args = cobra.MaximumNArgs(1)
	c.ValidArgs = packNames()
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return list(c, args)
		}
		text, err := pack(args[0])
		if err != nil {
			return fmt.Errorf("expected one of the packs %s, found %q", strings.Join(packNames(), ", "), args[0])
		}
		if c.Flag("output").Value.String() == "json" {
			return g.printJSON(map[string]string{"pack": args[0], "about": about(text), "text": string(text)})
		}
		if _, err := g.Stdout.Write(text); err != nil {
			return broken{err}
		}
		return nil
	}
	return c
}

// about is what a pack says of itself in its first line.
func about(text []byte) string {
	line, _, _ := strings.Cut(strings.TrimPrefix(string(text), "# "), "\n")
	return line
}

// packNames lists the packs as include takes them, sorted.
func packNames() []string {
	files, err := fs.Glob(criteria.FS, "*.yaml")
	if err != nil {
		panic(err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(f, ".yaml")
	}
	return files
}

func pack(name string) ([]byte, error) {
	return criteria.FS.ReadFile(name + ".yaml")
}
