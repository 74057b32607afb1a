package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"signoff/internal/report/terminal"
	"signoff/internal/scorecard"
)

func (g *global) diffCommand() *cobra.Command {
	var (
		as, out string
		to      []string
		failOn  []string
	)
	c := &cobra.Command{
		Use:     "diff BEFORE AFTER",
		Short:   "compare two assessments: what was fixed, what regressed, and whether criteria or evidence changed",
		Args:    cobra.ExactArgs(2),
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, paths []string) error {
			before, err := g.assessment(paths[0])
			if err != nil {
				return err
			}
			after, err := g.assessment(paths[1])
			if err != nil {
				return err
			}
			d := scorecard.Diff(before, after)
			if len(failOn) > 0 {
				d.Exit = &scorecard.Exit{Because: d.Fails(failOn)}
				d.Exit.Code = min(len(d.Exit.Because), exitNotApproved)
			}
			if len(to) > 0 {
				if err := g.writeDiff(before, after, to, out); err != nil {
					return err
				}
				return g.end(d.Exit)
			}
			if as == "json" {
				if err := g.printJSON(d); err != nil {
					return err
				}
				return g.end(d.Exit)
			}
			if err := terminal.Difference(g.Stdout, d, terminal.Screen{Width: g.width(), Color: g.color()}); err != nil {
				return broken{err}
			}
			return g.end(d.Exit)
		},
	}
	outputFlag(c, &as)
	failOnFlag(c, &failOn)
	c.Flags().StringSliceVar(&to, "to", nil, "write documents instead: md, html")
	c.Flags().StringVar(&out, "out", outFolder, "folder to write them to, from the project's folder")
	choices(c, "to", "md", "html")
	return c
}

// writeDiff writes the comparison as documents.
func (g *global) writeDiff(before, after *scorecard.Scorecard, to []string, out string) error {
	o := writeOptions{to: to, templates: []string{"diff"}, out: out}
	for _, name := range to {
		if err := oneOf("--to", name, "md", "html"); err != nil {
			return err
		}
	}
	list, err := g.documents(o)
	if err != nil {
		return err
	}
	return g.writeDocuments(list, o, after, []*scorecard.Scorecard{before})
}

// assessment reads an assessment.json, or the one of a folder of reports.
func (g *global) assessment(path string) (*scorecard.Scorecard, error) {
	if g.isFolder(path) {
		path = filepath.Join(path, "assessment.json")
	}
	data, err := g.readNamed(path, scorecard.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("expected an assessment: %s: %w", filepath.ToSlash(path), err)
	}
	return scorecard.Parse(filepath.ToSlash(path), data)
}
