package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"signoff/internal/evaluate"
	"signoff/internal/scorecard"
)

// assessed gives what is to be signed, and at which instant: what a bundle holds,
// with the sign-offs of a folder, or what there is now. A folder of "" becomes that of
// the plan. What is left of args is the assessment that was read.
func (g *global) assessed(o assessOptions, folder *string, args []string, use func(in evaluate.Input, args []string, at time.Time) error) error {
	if len(args) > 0 && g.isBundle(args[0]) {
		return g.replay(args[0], func(r *replay) error {
			if err := r.holds(g); err != nil {
				return err
			}
			in := r.in
			*folder = cmp.Or(*folder, r.past.approvals())
			in.ApprovalsAsOf = g.Now().UTC().Truncate(time.Second)
			said, faults := g.signOffs(g.sessionAt(in.Plan, *folder))
			if in.Approvals, in.Overrides = said.approvals, said.overrides; faults.Err() != nil {
				return faults
			}
			return use(in, nil, in.ApprovalsAsOf)
		})
	}
	*folder = cmp.Or(*folder, g.approvals())
	o.now = g.Now().UTC().Truncate(time.Second)
	in, err := g.input(o)
	if err != nil {
		return err
	}
	return use(in, args, in.AsOf)
}

// decline says why nothing is signed, with exit code 1.
func (g *global) decline(hint, format string, args ...any) error {
	g.report(hinted{fmt.Errorf(format, args...), hint})
	return exit(exitNotApproved)
}

// edited declines what nobody else could evaluate.
func (g *global) edited(c evaluate.Commit) error {
	return g.decline("commit the changes or take them back", "the working tree is not commit %.12s, so nobody else could evaluate this: %s", c.Hash, some(c.Differs))
}

// asRead declines an assessment that is not the one that was read: the one that is
// named, else that of the reports where there is one.
func (g *global) asRead(args []string, s *scorecard.Scorecard) error {
	read := g.outFor(outFolder)
	if len(args) > 0 {
		read = args[0]
	}
	if _, err := os.Stat(g.path(filepath.Join(read, "assessment.json"))); args != nil && err == nil || len(args) > 0 {
		before, err := g.assessment(read)
		if err != nil {
			return err
		}
		if before.Digest() != s.Digest() {
			return g.decline("write the reports again, and read what changed: signoff diff says it",
				"%s holds another assessment (%.12s) than there is now (%.12s)", filepath.ToSlash(read), before.Digest(), s.Digest())
		}
	}
	return nil
}

// writeRecord writes a record and its signature, nil for none.
func (g *global) writeRecord(path string, text, armored []byte) error {
	if err := g.writeFile(path, text, nil); err != nil {
		return err
	}
	if err := os.Remove(g.path(path + signatureExt)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return broken{err}
	}
	if armored == nil {
		return nil
	}
	return g.writeFile(path+signatureExt, armored, nil)
}
