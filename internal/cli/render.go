package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/scorecard"
	"signoff/internal/term"
)

const renderHelp = `Write the outputs of an assessment.json that report wrote, or of the folder that
it is in. No evidence is read and nothing is judged again: each output has the
bytes that report gave it, or would have given it. What the project says in its
own words is part of the assessment. A document whose
counts are not those of its criteria is refused.`

func (g *global) renderCommand() *cobra.Command {
	var o writeOptions
	var past pastOptions
	c := &cobra.Command{
		Use:   "render ASSESSMENT",
		Short: "write outputs from an assessment.json, without the evidence",
		Long:  renderHelp,
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return g.renderAssessment(args[0], o, past) },
	}
	o.flags(c)
	past.flags(c)
	return c
}

func (g *global) renderAssessment(path string, o writeOptions, past pastOptions) error {
	list, err := g.documents(o)
	if err != nil {
		return err
	}
	s, err := g.assessment(path)
	if err != nil {
		return err
	}
	asOf, err := time.Parse(time.RFC3339, s.AsOf)
	if err != nil {
		return fmt.Errorf("%s: as_of: expected a time such as 2026-11-21T18:00:00Z, found %q", path, s.AsOf)
	}
	declared, _, err := g.declaredHistory()
	if err != nil {
		return err
	}
	earlier, err := g.past(past, declared, s.Project, asOf)
	if err != nil {
		return err
	}
	alone := func(l scorecard.Limit) bool { return l.Code == scorecard.NotCompared }
	if earlier.any() && slices.ContainsFunc(s.Limits, alone) {
		if past.history != "" {
			return hinted{fmt.Errorf("--history: %s says that it was compared with no earlier assessment", path),
				"signoff report --history judges with them at hand"}
		}
		earlier = nil
	}
	if err := g.writeDocuments(list, o, s, earlier.before(s)); err != nil {
		return err
	}
	fmt.Fprintf(g.Stderr, "%s: %s\nhint: rendered from what %s says; nothing was evaluated here\n", term.Clean(s.Project), s.Verdict.Outcome, term.Clean(filepath.ToSlash(path)))
	return nil
}
