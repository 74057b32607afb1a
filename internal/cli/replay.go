package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"signoff/internal/bundle"
	"signoff/internal/evaluate"
	"signoff/internal/redact"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

// replay is a bundle whose digests hold, evaluated again with what was known at
// that time in place of this machine's clock, git and flags.
type replay struct {
	*bundle.Bundle
	recorded, again *scorecard.Scorecard
	in              evaluate.Input
	past            *global
	// differs says where the assessment is another one now, "" when it is the
	// same to the byte.
	differs string
}

// isBundle says whether a path is that of a bundle: a folder with a manifest, or
// a file that is not a document.
func (g *global) isBundle(name string) bool {
	info, err := os.Stat(g.path(name))
	if err != nil {
		return false
	}
	if info.IsDir() {
		_, err := os.Stat(g.path(name + "/manifest.json"))
		return err == nil
	}
	file, err := g.named().Raw(name)
	if err != nil {
		return false
	}
	defer file.Close()
	start := make([]byte, tarBlock)
	n, _ := file.Read(start)
	return n == tarBlock && string(start[tarMagic:tarMagic+5]) == "ustar"
}

// Where the header of an archive says what it is.
const (
	tarBlock = 512
	tarMagic = 257
)

// replay opens a bundle, checks it and evaluates it again for use; what it
// unpacks is gone afterwards. A bundle that was changed is exit code 1.
func (g *global) replay(name string, use func(*replay) error) error {
	archive, err := g.openBundle(name)
	if err != nil {
		return fmt.Errorf("expected a bundle: %w", err)
	}
	defer archive.Close()
	dir, err := os.MkdirTemp("", "signoff-verify-")
	if err != nil {
		return broken{err}
	}
	defer os.RemoveAll(dir)
	decline := func(err error) error {
		fmt.Fprintf(g.Stdout, "not reproduced: %s\n", term.Clean(err.Error()))
		return exit(exitNotApproved)
	}
	b, err := bundle.Unpack(archive, dir)
	if errors.Is(err, bundle.ErrNoBundle) {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err != nil {
		return decline(err)
	}
	r := &replay{Bundle: b, past: &global{World: g.World, dir: b.Dir, file: b.Plan, nested: g.nested}}
	r.past.kept, r.Pages = b.OutsideFiles()
	r.past.renames = b.Renames
	if r.recorded, err = scorecard.Parse("assessment.json", b.Recorded); err != nil {
		return decline(err)
	}
	if err := r.evaluate(); err != nil {
		return err
	}
	return use(r)
}

// evaluate evaluates what the bundle holds.
func (r *replay) evaluate() error {
	plan, faults := r.past.load(planOptions{env: r.Env, set: r.Set, policy: r.Policy})
	if faults.Err() != nil {
		return faults
	}
	said, faults := r.past.signOffs(r.past.sessionOf(plan))
	if faults.Err() != nil {
		return faults
	}
	for i := range said.approvals {
		said.approvals[i].Since = r.Since[said.approvals[i].Record()]
	}
	for i := range said.overrides {
		said.overrides[i].Since = r.Since[said.overrides[i].Record()]
	}
	register, answers := r.past.gather(plan, r.AsOf)
	r.in = evaluate.Input{
		Plan: plan, Evidence: register, Answers: answers, AsOf: r.AsOf, AsOfFrom: r.AsOfFrom, Tool: r.recorded.Tool,
		WarnDays: r.WarnDays, Beside: r.Beside, Compared: r.Compared, Past: rememberedPast(r.Past), Approvals: said.approvals, Overrides: said.overrides, Subject: rememberedSubject(r.Subject),
		Commit: rememberedCommit(r.Commit), Mask: redact.Masker(plan.Redact),
	}
	r.again = evaluate.Run(r.in)
	text, err := r.again.JSON()
	if err != nil {
		return broken{err}
	}
	if at, was, is := firstDifference(r.Recorded, text); at > 0 {
		r.differs = fmt.Sprintf("assessment.json:%d: recorded %s, now %s", at, was, is)
	}
	return nil
}

// holds says that the assessment is reproduced and its pages are those that are
// made of it; where they are not it is exit code 1.
func (r *replay) holds(g *global) error {
	switch {
	case r.differs == "":
		return r.samePages(g)
	case r.otherVersion() && r.sameRun() && r.recorded.Digest() == r.again.Digest() && r.recorded.Verdict.Outcome == r.again.Verdict.Outcome:
		fmt.Fprintf(g.Stdout, "made by %s, and this is %s: every outcome and every figure is the same; the document is of another version, and what follows is what this one finds\n",
			term.Clean(r.recorded.Tool.Name+" "+r.recorded.Tool.Version), term.Clean(tool().Version))
		return nil
	}
	return r.decline(g)
}

// decline says that the assessment is not reproduced, and by which version it
// was made where that is another.
func (r *replay) decline(g *global) error {
	fmt.Fprintf(g.Stdout, "not reproduced: %s\n", term.Clean(r.differs))
	if !r.otherVersion() {
		return exit(exitNotApproved)
	}
	for _, moved := range r.moved() {
		fmt.Fprintln(g.Stdout, term.Clean(moved))
	}
	fmt.Fprintf(g.Stderr, "hint: it was made by %s, this is %s; docs/judgement-changes.md says what is judged otherwise since\n",
		term.Clean(r.recorded.Tool.Name+" "+r.recorded.Tool.Version), tool().Version)
	return exit(exitNotApproved)
}

// samePages compares the pages of a bundle with what its assessment gives.
func (r *replay) samePages(g *global) error {
	if len(r.Pages) == 0 {
		return nil
	}
	if mine := tool(); mine != r.recorded.Tool {
		fmt.Fprintf(g.Stderr, "hint: its pages were made by %s and not compared: read those that signoff render makes of its assessment.json\n",
			term.Clean(r.recorded.Tool.Name+" "+r.recorded.Tool.Version))
		return nil
	}
	pages, err := bundlePages(r.recorded)
	if err != nil {
		return err
	}
	for _, p := range r.Pages {
		if !slices.ContainsFunc(pages, func(own bundle.Page) bool { return own.Name == p.Name && bytes.Equal(own.Text, p.Text) }) {
			fmt.Fprintf(g.Stdout, "not reproduced: %s is not what its assessment gives\n", term.Clean(p.Name))
			return exit(exitNotApproved)
		}
	}
	return nil
}

// sameRun says whether the bundle and its assessment speak of one run, which the
// digest leaves out and no version moves.
func (r *replay) sameRun() bool {
	return r.recorded.AsOf == r.again.AsOf && r.recorded.AsOfFrom == r.again.AsOfFrom && r.recorded.Commit == r.again.Commit
}

// otherVersion says whether another version of the tool made the bundle.
func (r *replay) otherVersion() bool { return tool() != r.recorded.Tool }

// mostMoved is how many criteria are named that come out otherwise.
const mostMoved = 20

// moved says of each criterion that comes out otherwise what it was and is.
func (r *replay) moved() []string {
	was := map[string]*scorecard.Criterion{}
	for i := range r.recorded.Criteria {
		was[r.recorded.Criteria[i].ID] = &r.recorded.Criteria[i]
	}
	var list []string
	for i := range r.again.Criteria {
		now := &r.again.Criteria[i]
		before := was[now.ID]
		if before == nil || before.Outcome == now.Outcome && before.Exact == now.Exact || len(list) == mostMoved {
			continue
		}
		list = append(list, fmt.Sprintf("%s: recorded %s %s, now %s %s", now.ID, before.Outcome, before.Exact, now.Outcome, now.Exact))
	}
	return list
}

// mostNested is how deep bundles may be evidence of bundles.
const mostNested = 3

// reproduced evaluates a bundle that is evidence again and gives its assessment, nil
// of a file that is no bundle.
func (g *global) reproduced(name string) ([]byte, error) {
	if !g.isBundle(name) {
		return nil, nil
	}
	if g.nested == mostNested {
		return nil, fmt.Errorf("expected at most %d bundles in each other", mostNested)
	}
	var said bytes.Buffer
	quiet := &global{World: g.World, dir: g.dir, nested: g.nested + 1}
	quiet.Stdout, quiet.Stderr, quiet.ErrTerminal = &said, io.Discard, false
	var recorded []byte
	err := quiet.replay(name, func(r *replay) error {
		recorded = r.Recorded
		return r.holds(quiet)
	})
	if line, _, _ := strings.Cut(said.String(), "\n"); err != nil && line != "" {
		err = errors.New("the bundle is " + line)
	}
	if err != nil {
		return nil, err
	}
	return recorded, nil
}
