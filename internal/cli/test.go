package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/open"
	"signoff/internal/redact"
	"signoff/internal/scorecard"
	"signoff/internal/source"
	"signoff/internal/term"
	"signoff/internal/tree"
)

func (g *global) testCommand() *cobra.Command {
	var as string
	c := &cobra.Command{
		Use:   "test [CASE…]",
		Short: "compare criteria with their examples: what they judge of evidence made for it",
		Long: `Runs the examples of the criteria, files NAME` + criteria.CaseEnd + ` next to a plan or a pack: each
names evidence made for it, an instant, and the verdict and outcomes that are
expected then. Exits 1 when something else comes out. Without a name all of the
folder and those below are run. ` + "`signoff schema case`" + ` says what may stand in one.`,
		PreRunE: func(*cobra.Command, []string) error { return oneOf("-o", as, "table", "json") },
		RunE: func(_ *cobra.Command, args []string) error {
			names, err := g.cases(args)
			if err != nil {
				return err
			}
			return g.tryAll(as, names)
		},
	}
	outputFlag(c, &as)
	return c
}

// cases lists the case files.
func (g *global) cases(args []string) ([]string, error) {
	if len(args) > 0 {
		for i, name := range args {
			args[i] = path.Clean(filepath.ToSlash(g.inside(name)))
		}
		return args, nil
	}
	names, err := open.NewRoot(g.dir, open.Limits{}).Glob("**/*" + criteria.CaseEnd)
	switch {
	case err != nil:
		return nil, err
	case len(names) == 0:
		return nil, hinted{fmt.Errorf("no case: expected a file whose name ends in %s", criteria.CaseEnd),
			"signoff schema case says what stands in one"}
	}
	return names, nil
}

// tried is what came out of a case. Faults say where something else was expected.
type tried struct {
	Path   string      `json:"path"`
	Title  string      `json:"title"`
	Of     string      `json:"of"`
	Holds  bool        `json:"holds"`
	Faults []tryFailed `json:"faults"`

	said source.List
}

type tryFailed struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// tryAll runs the cases and says what came out.
func (g *global) tryAll(as string, names []string) error {
	list, failed := []tried{}, 0
	for _, name := range names {
		t, err := g.try(name)
		if err != nil {
			return err
		}
		if !t.Holds {
			failed++
		}
		list = append(list, t)
	}
	if as == "json" {
		if err := g.printJSON(list); err != nil {
			return err
		}
	} else {
		g.printTried(list)
		verb := "hold"
		if len(list)-failed == 1 {
			verb = "holds"
		}
		fmt.Fprintf(g.Stdout, "%d of %d %s\n", len(list)-failed, len(list), verb)
	}
	if failed > 0 {
		return exit(exitNotApproved)
	}
	return nil
}

func (g *global) printTried(list []tried) {
	for _, t := range list {
		sign := "✓"
		if !t.Holds {
			sign = "✗"
		}
		fmt.Fprintf(g.Stdout, "%s %s  %s\n", sign, t.Path, term.Clean(t.Title))
		for _, f := range t.said {
			fmt.Fprintf(g.Stdout, "%s\n%s", term.Clean(f.Pos.String()+": "+f.Msg), f.Excerpt())
		}
	}
}

// try runs one case in a project of its own: nothing is read but the criteria,
// the case and the evidence that it names.
func (g *global) try(name string) (tried, error) {
	text, err := g.readOwn(name)
	if err != nil {
		return tried{}, fmt.Errorf("%s: %w", name, err)
	}
	var faults source.List
	c, ok := criteria.ParseCase(name, text, &faults)
	if !ok {
		return tried{}, faults
	}
	for i := range c.Evidence {
		for k, p := range c.Evidence[i].Paths {
			c.Evidence[i].Paths[k] = path.Join(path.Dir(name), p)
		}
	}
	of, plan, one, err := g.planOfCase(name, c)
	if err != nil {
		return tried{}, err
	}
	if faults = standIn(plan, c, of); faults.Err() != nil {
		return tried{}, faults
	}
	register, answers := one.gather(plan, c.AsOf)
	s := evaluate.Run(evaluate.Input{
		Plan: plan, Evidence: register, Answers: answers, AsOf: c.AsOf, AsOfFrom: "the case", Tool: tool(),
		Commit: evaluate.Commit{Hash: c.Commit, Known: c.Commit != ""}, Mask: redact.Masker(plan.Redact),
	})
	t := tried{Path: name, Title: c.Title, Of: of, Faults: []tryFailed{}, said: held(c, s)}
	for _, f := range t.said {
		t.Faults = append(t.Faults, tryFailed{f.Pos.Line, f.Msg})
	}
	t.Holds = len(t.said) == 0
	return t, nil
}

// planOfCase loads the criteria that a case is an example of.
func (g *global) planOfCase(name string, c *criteria.Case) (string, *criteria.Plan, *global, error) {
	of, text, err := g.ofCase(name, c)
	if err != nil {
		return "", nil, nil, err
	}
	one := &global{World: g.World, dir: g.dir, file: of, kept: map[string][]byte{}}
	if !criteria.IsPlan(text) {
		one.file, one.asked = "", c.ProjectOf(of)
	}
	plan, faults := one.load(planOptions{env: c.Env, set: c.Set})
	if faults.Err() != nil {
		return "", nil, nil, faults
	}
	plan.Commit = c.Commit
	return of, plan, one, nil
}

// ofCase finds the criteria file of a case: the one that it names, else the one
// next to it that begins with the same name, else the plan next to it.
func (g *global) ofCase(name string, c *criteria.Case) (string, []byte, error) {
	folder, base := path.Split(name)
	stem, _, _ := strings.Cut(base, ".")
	list := []string{path.Join(folder, stem+".yaml"), path.Join(folder, planFile)}
	if c.Of != "" {
		list = []string{path.Join(folder, c.Of)}
	}
	for _, of := range list {
		text, err := g.readOwn(of)
		if err == nil {
			return of, text, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", nil, fmt.Errorf("%s: %s: %w", name, of, err)
		}
	}
	return "", nil, hinted{fmt.Errorf("%s: no criteria: found no %s", name, strings.Join(list, " and no ")), "of: names the plan or the pack, from the folder of the case"}
}

// standIn puts the files of a case in the place of what the plan declares.
func standIn(plan *criteria.Plan, c *criteria.Case, of string) (faults source.List) {
	var ids []string
	for i := range plan.Evidence {
		e := &plan.Evidence[i]
		ids = append(ids, e.ID)
		if e.Statement == nil {
			e.Paths, e.Dated, e.DatedBy = nil, time.Time{}, ""
		}
	}
	for _, given := range c.Evidence {
		i := slices.Index(ids, given.ID)
		if i < 0 {
			faults = append(faults, given.At.Fail("%s has no evidence %q%s", of, given.ID, tree.Mean(given.ID, ids)))
			continue
		}
		e := &plan.Evidence[i]
		e.Paths = given.Paths
		if given.Format != "" {
			e.Format = given.Format
		}
		if !given.Dated.IsZero() {
			e.Dated, e.DatedBy = given.Dated, "the case"
		}
	}
	ids = ids[:0]
	for i := range plan.Criteria {
		ids = append(ids, plan.Criteria[i].ID)
	}
	for _, want := range c.Criteria {
		if !slices.Contains(ids, want.ID) {
			faults = append(faults, want.At.Fail("%s has no criterion %q%s", of, want.ID, tree.Mean(want.ID, ids)))
		}
	}
	return faults
}

// held compares what came out with what was expected.
func held(c *criteria.Case, s *scorecard.Scorecard) (faults source.List) {
	fail := func(at tree.Node, format string, args ...any) {
		faults = append(faults, at.Fail(format, args...))
	}
	if got := string(s.Verdict.BeforeApprovals); c.Verdict != "" && got != c.Verdict {
		fail(c.VerdictAt, "expected the verdict %s, found %s", c.Verdict, got)
	}
	for _, code := range c.Reasons {
		if !slices.ContainsFunc(s.Verdict.Reasons, func(r scorecard.Reason) bool { return string(r.Code) == code }) {
			fail(c.ReasonsAt, "expected the reason %s, found %s", code, codesOf(s.Verdict))
		}
	}
	for _, want := range c.Criteria {
		got := &s.Criteria[slices.IndexFunc(s.Criteria, func(one scorecard.Criterion) bool { return one.ID == want.ID })]
		reason := ""
		if got.Reason != "" {
			reason = string(" (" + got.Reason + ")")
		}
		switch {
		case want.Outcome != "" && string(got.Outcome) != want.Outcome:
			fail(want.At, "expected %s, found %s%s%s", want.Outcome, got.Outcome, reason, shownOf(got))
		case want.Reason != "" && string(got.Reason) != want.Reason:
			fail(want.At, "expected the reason %s, found %s%s", want.Reason, got.Outcome, reason)
		case want.Waived != "" && want.Waived != fmt.Sprint(got.Waived):
			fail(want.At, "expected waived: %s, found %t", want.Waived, got.Waived)
		}
	}
	return faults
}

func codesOf(v scorecard.Verdict) string {
	var codes []string
	for _, r := range v.Reasons {
		codes = append(codes, string(r.Code))
	}
	if len(codes) == 0 {
		return "none"
	}
	return strings.Join(codes, ", ")
}

func shownOf(c *scorecard.Criterion) string {
	if c.Measured == nil {
		return ""
	}
	return ": " + c.Measured.Text() + ", target " + c.Target.String()
}
