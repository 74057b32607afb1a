package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/spf13/cobra"

	"signoff/internal/agent"
)

func (g *global) skillCommand() *cobra.Command {
	var (
		folder string
		force  bool
	)
	c := &cobra.Command{
		Use:   "skill",
		Short: "print or install the SKILL.md that tells a coding agent how to write from an assessment",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if folder == "" {
				_, err := g.Stdout.Write(agent.Skill)
				return err
			}
			return g.installSkill(folder, force)
		},
	}
	c.Flags().StringVar(&folder, "install", "", "write signoff/SKILL.md into this `folder` of skills, as .claude/skills")
	c.Flags().BoolVar(&force, "force", false, "replace a SKILL.md that says something else")
	return c
}

// installSkill writes the skill into a folder of skills; one that says something
// else is left alone.
func (g *global) installSkill(folder string, force bool) error {
	name := path.Join(folder, "signoff", "SKILL.md")
	there, err := os.ReadFile(g.path(name))
	switch {
	case err == nil && bytes.Equal(there, agent.Skill):
		fmt.Fprintln(g.Stdout, name)
		return nil
	case err == nil && !force:
		return hinted{fmt.Errorf("%s is there already and says something else", name), "--force replaces it"}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := g.writeFile(name, agent.Skill, nil); err != nil {
		return err
	}
	fmt.Fprintln(g.Stdout, name)
	return nil
}
