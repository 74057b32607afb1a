package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/git"
	"signoff/internal/history"
	"signoff/internal/scorecard"
	"signoff/internal/source"
	"signoff/internal/term"
)

// againstOptions say with what an assessment is compared, and what of the
// comparison fails the run.
type againstOptions struct {
	against string
	failOn  []string
}

func (o *againstOptions) flags(c *cobra.Command) {
	c.Flags().Var((*filled)(&o.against), "against", "compare with this `ASSESSMENT`: an assessment.json, a folder of reports, a bundle, or the last run of a store")
	failOnFlag(c, &o.failOn)
}

func failOnFlag(c *cobra.Command, into *[]string) {
	wordsFlag(c, into, "fail-on", scorecard.FailOn, "exit 1 when the comparison shows such a change")
}

// compare says what changed since the other assessment, else since the last of
// those before; without any nothing is compared, and there is nothing to fail on.
func (g *global) compare(o againstOptions, s *scorecard.Scorecard, before []*scorecard.Scorecard) (*scorecard.Difference, error) {
	if o.against == "" && len(before) > 0 {
		d := scorecard.Diff(before[len(before)-1], s)
		s.Since = d.Since()
		return d, nil
	}
	if o.against == "" {
		if len(o.failOn) > 0 {
			return nil, hinted{errors.New("--fail-on: expected --against, found none"), "without another assessment nothing changed, and nothing can fail"}
		}
		return nil, nil
	}
	other, err := g.earlier(o.against, s)
	if err != nil {
		return nil, err
	}
	d := scorecard.Diff(other, s)
	s.Since = d.Since()
	return d, nil
}

// earlier reads an assessment, or the one that a bundle holds and that is
// reproduced from it.
func (g *global) earlier(name string, s *scorecard.Scorecard) (before *scorecard.Scorecard, err error) {
	if history.IsAddress(name) {
		return g.lastOf(name, s)
	}
	if !g.isBundle(name) {
		return g.assessment(name)
	}
	err = g.replay(name, func(r *replay) error {
		before = r.recorded
		if r.differs != "" {
			return r.decline(g)
		}
		return nil
	})
	return before, err
}

// conclude settles how a run ends: by the verdict where that gates, unless a
// person released it in an emergency, and by what it was told to fail on. It writes that down in the assessment.
func conclude(s *scorecard.Scorecard, d *scorecard.Difference, accept, failOn []string, gates bool) {
	s.Exit = &scorecard.Exit{Because: []string{}}
	if code := verdictCode(s.Verdict, accept); gates && code != exitApproved && s.Released() == nil {
		s.Exit.Code = code
		s.Exit.Because = append(s.Exit.Because, string(s.Verdict.Outcome))
	} else if s.Verdict.Outcome == scorecard.Conditional && len(accept) > 0 {
		s.Accepted = accept
	}
	if d == nil {
		return
	}
	if because := d.Fails(failOn); len(because) > 0 {
		s.Exit.Code = exitNotApproved
		s.Exit.Because = append(s.Exit.Because, because...)
	}
}

// end gives the exit code of a run, and says why where the verdict does not.
func (g *global) end(e *scorecard.Exit) error {
	if e == nil || e.Code == exitApproved {
		return nil
	}
	told := func(because string) bool { return strings.Contains(because, " ") } // the verdict says itself
	if said := strings.Join(e.Because, ", "); slices.ContainsFunc(e.Because, told) {
		fmt.Fprintf(g.Stderr, "exit %d: %s\n", e.Code, term.Clean(said))
	}
	return exit(e.Code)
}

// loadFrom reads the criteria as a commit holds them, through git alone.
func (g *global) loadFrom(ref string, o planOptions) (*criteria.Plan, source.List, error) {
	around, err := git.Around(g.dir)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", ref, err)
	}
	commit, err := around.Named(ref)
	if err != nil {
		return nil, nil, hinted{fmt.Errorf("%s: %w", ref, err), "a checkout in CI is often shallow: fetch the branch that is compared with"}
	}
	if _, err := around.File(commit.Hash, g.planFile(), longestInput); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("%s: %s: %w", ref, g.planFile(), err)
	}
	past := &global{World: g.World, dir: g.dir, file: g.file}
	past.readFrom = func(name string) ([]byte, error) { return around.File(commit.Hash, name, longestInput) }
	plan, faults := past.load(o)
	if plan != nil {
		plan.From = commit.Hash
		g.readers = past.readers
	}
	return plan, faults, nil
}

// sinceRef compares the criteria with those of a commit, both without any
// evidence. Where that has none, all of them are new.
func (g *global) sinceRef(ref string, plan *criteria.Plan, o assessOptions) (*scorecard.Difference, error) {
	asOf, from, err := g.asOf(o.asOf)
	if err != nil {
		return nil, err
	}
	before, faults, err := g.loadFrom(ref, o.planOptions)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		before = &criteria.Plan{Project: plan.Project}
		fmt.Fprintf(g.Stderr, "signoff: %s has no %s: every criterion is new\n", term.Clean(ref), g.planFile())
	case err != nil:
		return nil, err
	case faults.Err() != nil:
		return nil, fmt.Errorf("the criteria of %s have a fault: %s", ref, faults.Faults()[0].Error())
	}
	in := evaluate.Input{AsOf: asOf, AsOfFrom: from, Tool: tool(), WarnDays: o.warnDays}
	return declaredDifference(before, plan, in), nil
}

// declaredDifference compares two plans without any evidence, judged alike.
func declaredDifference(before, after *criteria.Plan, in evaluate.Input) *scorecard.Difference {
	was := in
	was.Plan, in.Plan = before, after
	return scorecard.Diff(evaluate.Run(was), evaluate.Run(in))
}
