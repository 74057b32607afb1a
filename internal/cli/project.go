package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	packs "signoff/criteria"
	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/redact"
	"signoff/internal/scorecard"
	"signoff/internal/source"
	"signoff/internal/tally"
	"signoff/internal/term"
)

// planFile is what a project declares its criteria in.
const planFile = "signoff.yaml"

// planOptions choose between the parameters that a project declares.
type planOptions struct {
	env    string
	set    []string
	policy string
}

func (o *planOptions) flags(c *cobra.Command) {
	c.Flags().Var((*filled)(&o.env), "env", "use the parameters declared for this environment")
	c.Flags().StringArrayVar(&o.set, "set", nil, "set a declared parameter, `key=value`")
	c.Flags().Var((*filled)(&o.policy), "policy", "include this `FILE[@sha256:DIGEST]` first, whatever the project says; else SIGNOFF_POLICY")
}

// load reads and checks the project's criteria.
func (g *global) load(o planOptions) (*criteria.Plan, source.List) {
	g.readers = nil
	var formats []criteria.FormatInfo
	for _, f := range evidence.Formats() {
		formats = append(formats, criteria.FormatInfo{Name: f.Name, Kind: f.Kind, Quiet: f.Quiet()})
	}
	in := criteria.Source{
		Path:        g.planFile(),
		ReadFile:    g.readFile,
		ReadOutside: g.readOutside,
		Packs:       packs.FS,
		Formats:     formats,
		Measures:    tally.Measures,
		Reader:      g.reader,
		Env:         o.env,
		Set:         o.set,
	}
	var faults source.List
	if in.Policy.Path, in.Policy.SHA256 = g.policy(o, &faults); faults.Err() != nil {
		return nil, faults
	}
	plan, faults := criteria.Load(in)
	if faults.Err() == nil {
		faults = append(faults, checkNarrative(plan)...)
	}
	return plan, faults
}

// path is a file named on the command line or in the criteria, from the
// project's folder.
func (g *global) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(g.dir, filepath.FromSlash(name))
}

// assessOptions are what an assessment takes from the command line.
type assessOptions struct {
	planOptions
	asOf     string
	now      time.Time // where the command settles the instant itself
	commit   []string
	subject  []string
	warnDays int
	past     pastOptions
	// planFrom names the commit whose criteria judge, in place of those on disk.
	planFrom string
}

func (o *assessOptions) flags(c *cobra.Command) {
	o.planOptions.flags(c)
	c.Flags().Var((*filled)(&o.asOf), "as-of", "judge as of this `date`, not now")
	o.commitFlag(c)
	o.subjectFlag(c)
	o.daysFlag(c)
}

func (o *assessOptions) daysFlag(c *cobra.Command) {
	c.Flags().IntVar(&o.warnDays, "warn-days", 30, "point out waivers that expire within this many days")
}

func (o *assessOptions) subjectFlag(c *cobra.Command) {
	c.Flags().StringArrayVar(&o.subject, "subject", nil, "what is released, in place of what is declared: a `file`, or an image as NAME@sha256:DIGEST")
}

func (o *assessOptions) commitFlag(c *cobra.Command) {
	c.Flags().StringArrayVar(&o.commit, "commit", nil, "assess this commit instead of the declared one; given twice, the second is a merge of it whose evidence is accepted too")
}

// assess declares, gathers and evaluates: the whole way to a scorecard.
func (g *global) assess(o assessOptions) (*scorecard.Scorecard, error) {
	in, err := g.input(o)
	if err != nil {
		return nil, err
	}
	return evaluate.Run(in), nil
}

// input declares and gathers: everything that an assessment depends on.
func (g *global) input(o assessOptions) (evaluate.Input, error) {
	plan, faults := g.load(o.planOptions)
	if o.planFrom != "" {
		var err error
		if plan, faults, err = g.loadFrom(o.planFrom, o.planOptions); err != nil {
			return evaluate.Input{}, err
		}
	}
	g.printFaults(faults)
	if faults.Err() != nil {
		return evaluate.Input{}, exit(exitMisused)
	}
	return g.inputOf(plan, o)
}

// inputOf gathers what a plan asks for.
func (g *global) inputOf(plan *criteria.Plan, o assessOptions) (evaluate.Input, error) {
	if o.warnDays < 0 {
		return evaluate.Input{}, fmt.Errorf("--warn-days: expected 0 or more, found %d", o.warnDays)
	}
	asOf, from, err := g.settled(&o)
	if err != nil {
		return evaluate.Input{}, err
	}
	said, faults := g.signOffs(g.sessionOf(plan))
	if faults.Err() != nil {
		return evaluate.Input{}, faults
	}
	for _, w := range plan.LintWaivers(asOf, o.warnDays) {
		if w.Level == source.Warning { // what lives too long has its state in the report
			g.printFaults(source.List{w})
		}
	}
	register, answers := g.gather(plan, asOf)

	asked := o.commit
	if len(asked) == 0 && plan.Commit != "" {
		asked = []string{plan.Commit}
	}
	commit, err := g.commitOf(plan, asked, register, said)
	if err != nil {
		return evaluate.Input{}, err
	}
	if g.earlierRuns, err = g.past(o.past, plan.History, plan.Project, asOf); err != nil {
		return evaluate.Input{}, err
	}
	figures, err := g.pastFigures(o.past, plan, asOf)
	if err != nil {
		return evaluate.Input{}, err
	}
	subject, err := g.subjects(plan, o.subject)
	if err != nil {
		return evaluate.Input{}, err
	}
	return evaluate.Input{
		Plan: plan, Evidence: register, Answers: answers, Subject: subject,
		AsOf: asOf, AsOfFrom: from, Commit: commit, Tool: tool(), WarnDays: o.warnDays, Mask: redact.Masker(plan.Redact),
		Beside:    evidence.Beside(open.NewRoot(g.dir, open.Limits{}), g.formats(), register),
		Approvals: said.approvals, Overrides: said.overrides, Past: figures, Compared: g.earlierRuns.any(),
	}, nil
}

// gather reads the evidence that a plan declares, for what it asks at an instant.
func (g *global) gather(plan *criteria.Plan, asOf time.Time) ([]fact.Evidence, []fact.Answer) {
	plan.Settle(asOf)
	g.records = map[string]criteria.Collected{}
	request := evidence.Request{
		Root:    open.NewRoot(g.dir, open.Limits{}),
		Formats: g.formats(),
		Renames: g.renamesOf,
		Replay:  g.reproduced,
	}
	for i := range plan.Evidence {
		e := &plan.Evidence[i]
		warmup, _ := e.Warmup.Duration()
		s := evidence.Source{
			ID: e.ID, Paths: e.Paths, Format: e.Format, VEX: e.VEX, Context: e.Context, Quiet: e.Quiet, Record: g.recordOf(plan, e),
			Reading: tally.Reading{
				Attempts: e.Attempts, Transcribed: e.Transcribed != "", Strip: e.Strip, Root: e.Root, Builds: e.Builds, Unrated: e.Unrated, UnratedApart: e.UnratedApart,
				Warmup: warmup,
			},
		}
		if e.Statement != nil && e.Statement.Proof != "" {
			// What proves a person's word is for people to read: it has to be
			// there, and gets its digest.
			s.Paths, s.Format = []string{e.Statement.Proof}, fact.Document.String()
		}
		request.Sources = append(request.Sources, s)
	}
	for _, a := range plan.Asks {
		request.Asks = append(request.Asks, evidence.Ask{Sources: a.Evidence, Base: a.Base, Changed: a.Changed, Question: a.Question})
	}
	bar := g.progress(request)
	defer bar.Done()
	request.Root.OnRead = func(n int) {
		bar.Add(int64(n))
		g.reading(n)
	}
	return evidence.Gather(request)
}

// longWork is how many bytes of evidence make a person wait.
const longWork = 64 << 20

// progress shows how far a long reading is, where somebody watches.
func (g *global) progress(r evidence.Request) *term.Bar {
	if !g.ErrTerminal {
		return nil
	}
	total := int64(0)
	for _, s := range r.Sources {
		for _, pattern := range s.Paths {
			paths, _ := r.Root.Glob(pattern) // Gather says what is wrong with it
			for _, path := range paths {
				if info, err := os.Stat(g.path(path)); err == nil {
					total += info.Size()
				}
			}
		}
	}
	return term.Progress(g.Stderr, total > longWork, total)
}

// verdictCode is the exit code that a verdict earns. A conditional verdict
// passes when it is accepted whole, or when each of its reasons is.
func verdictCode(v scorecard.Verdict, accept []string) int {
	switch v.Outcome {
	case scorecard.Approved:
		return exitApproved
	case scorecard.Conditional:
		accepted := map[string]bool{}
		for _, code := range accept {
			accepted[code] = true
		}
		if accepted[string(scorecard.Conditional)] {
			return exitApproved
		}
		for _, r := range v.Reasons {
			if !accepted[string(r.Code)] {
				return exitNotApproved
			}
		}
		return exitApproved
	}
	return exitNotApproved
}

func acceptFlag(c *cobra.Command, accept *[]string) {
	known := []string{string(scorecard.Conditional)}
	for _, code := range evaluate.ConditionalCodes {
		known = append(known, string(code))
	}
	wordsFlag(c, accept, "accept", known, "pass a conditional verdict: conditional, or each of its reasons")
}
