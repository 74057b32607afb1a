package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signoff/internal/bundle"
	"signoff/internal/evaluate"
	"signoff/internal/fact"
	"signoff/internal/scorecard"
	"signoff/internal/term"
)

func (g *global) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify BUNDLE",
		Short: "check every digest of a bundle, evaluate it again and say whether the assessment is reproduced",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return g.verify(args[0]) },
	}
}

func (g *global) verify(name string) error {
	archive, err := g.openBundle(name)
	if err != nil {
		return fmt.Errorf("wanted a bundle: %w", err)
	}
	defer archive.Close()
	dir, err := os.MkdirTemp("", "signoff-verify-")
	if err != nil {
		return broken{err}
	}
	defer os.RemoveAll(dir)
	b, err := bundle.Unpack(archive, dir)
	if errors.Is(err, bundle.ErrNoBundle) {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err != nil {
		fmt.Fprintf(g.Stdout, "not reproduced: %s\n", term.Clean(err.Error()))
		return exit(exitNotApproved)
	}
	recorded, err := scorecard.Parse("assessment.json", b.Recorded)
	if err != nil {
		fmt.Fprintf(g.Stdout, "not reproduced: %s\n", term.Clean(err.Error()))
		return exit(exitNotApproved)
	}
	again, err := g.again(b, recorded.Tool)
	if err != nil {
		return err
	}
	if at, was, is := firstDifference(b.Recorded, again); at > 0 {
		fmt.Fprintf(g.Stdout, "not reproduced: assessment.json:%d: recorded %s, now %s\n", at, term.Clean(was), term.Clean(is))
		if mine := tool(); mine != recorded.Tool {
			fmt.Fprintf(g.Stderr, "hint: it was made by %s, this is %s\n", term.Clean(recorded.Tool.Name+" "+recorded.Tool.Version), mine.Version)
		}
		return exit(exitNotApproved)
	}
	fmt.Fprintf(g.Stdout, "reproduced: %s, %s, as of %s, from %s\n", term.Clean(recorded.Project+" "+recorded.Release),
		recorded.Verdict.Outcome, recorded.AsOf, count(len(b.Files), "file"))
	return nil
}

// openBundle opens an archive, or packs the folder that one was spread to.
func (g *global) openBundle(name string) (interface {
	io.ReadSeeker
	io.Closer
}, error) {
	info, err := os.Stat(g.path(name))
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return os.Open(g.path(name))
	}
	packed, err := os.CreateTemp("", "signoff-verify-*.tar")
	if err != nil {
		return nil, err
	}
	os.Remove(packed.Name()) // it lives as long as it is open
	if err := bundle.Pack(packed, g.path(name)); err != nil {
		packed.Close()
		return nil, err
	}
	_, err = packed.Seek(0, io.SeekStart)
	return packed, err
}

// again evaluates what the bundle holds, with what was known at that time in
// place of this machine's clock, git and flags.
func (g *global) again(b *bundle.Bundle, by scorecard.Tool) ([]byte, error) {
	past := &global{World: g.World, dir: b.Dir}
	plan, faults := past.load(planOptions{env: b.Env, set: b.Set})
	if faults.Err() != nil {
		return nil, faults
	}
	approvals, faults := past.approvals()
	if faults.Err() != nil {
		return nil, faults
	}
	register, answers := past.gather(plan)
	s := evaluate.Run(evaluate.Input{
		Plan: plan, Evidence: register, Answers: answers, AsOf: b.AsOf, AsOfFrom: b.AsOfFrom, Tool: by, WarnDays: b.WarnDays, Beside: b.Beside, Compared: b.Compared, Approvals: approvals,
		Commit: rememberedCommit(b.Commit),
	})
	return s.JSON()
}

// keptCommit is what a bundle keeps of what git said, and rememberedCommit the
// same read back.
func keptCommit(c evaluate.Commit) bundle.Commit {
	return bundle.Commit{
		Hash: c.Hash, Known: c.Known, Date: c.Date, Modified: c.Modified, Differs: c.Differs, SameTree: sortedKeys(c.SameTree),
		Unresolved: c.Unresolved, Merge: c.Merge, Tree: c.Tree, Since: c.Since, Shallow: c.Shallow,
	}
}

func rememberedCommit(c bundle.Commit) evaluate.Commit {
	same := map[string]bool{}
	for _, hash := range c.SameTree {
		same[hash] = true
	}
	return evaluate.Commit{
		Hash: c.Hash, Known: c.Known, Date: c.Date, Modified: c.Modified, Differs: c.Differs, SameTree: same,
		Unresolved: c.Unresolved, Merge: c.Merge, Tree: c.Tree, Since: c.Since, Shallow: c.Shallow,
	}
}

// firstDifference is the first line in which two texts differ, counted from 1,
// 0 when there is none.
func firstDifference(a, b []byte) (line int, was, is string) {
	if bytes.Equal(a, b) {
		return 0, "", ""
	}
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range max(len(x), len(y)) {
		was, is = "nothing", "nothing"
		if i < len(x) {
			was = strings.TrimSpace(x[i])
		}
		if i < len(y) {
			is = strings.TrimSpace(y[i])
		}
		if was != is {
			return i + 1, was, is
		}
	}
	return len(x), "white space", "other white space"
}

// writeBundle keeps the assessment with all that it was made from.
func (g *global) writeBundle(name string, o assessOptions, in evaluate.Input, s *scorecard.Scorecard) error {
	assessment, err := s.JSON()
	if err != nil {
		return broken{err}
	}
	m := bundle.Manifest{
		AsOf: in.AsOf, AsOfFrom: in.AsOfFrom, Env: o.env, Set: o.set, WarnDays: o.warnDays, Beside: in.Beside, Compared: in.Compared,
		Commit: keptCommit(in.Commit),
	}
	var archive bytes.Buffer
	if err := bundle.Write(&archive, m, assessment, g.dir, append(inputFiles(in.Evidence), g.read...)); err != nil {
		return broken{fmt.Errorf("can't bundle: %w", err)}
	}
	if strings.HasSuffix(filepath.ToSlash(name), "/") {
		if err := bundle.Spread(&archive, g.path(name)); err != nil {
			return broken{fmt.Errorf("can't bundle: %w", err)}
		}
	} else if err := writeFile(g.path(name), archive.Bytes()); err != nil {
		return err
	}
	fmt.Fprintln(g.Stdout, filepath.ToSlash(name))
	return nil
}

// inputFiles lists the evidence files that were read; of a zip it is the
// archive, not its members.
func inputFiles(register []fact.Evidence) []string {
	var paths []string
	for _, e := range register {
		for _, f := range e.Files {
			if f.SHA256 == "" {
				continue
			}
			outer, _, _ := strings.Cut(f.Path, "!")
			paths = append(paths, outer)
		}
	}
	return paths
}
