package cli

import (
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/fact"
	"signoff/internal/git"
)

// commitOf gathers all that git says for one assessment.
func (g *global) commitOf(plan *criteria.Plan, asked []string, register []fact.Evidence, said signOffs) (evaluate.Commit, error) {
	r, c, err := g.newCheckout(plan, asked)
	if err != nil || r == nil {
		return c, err
	}
	c.Differs = r.modified(plan, g.read)
	c.Tree = r.tree()
	if r.commit.Date.IsZero() {
		return c, nil // what was edited is not compared with a commit that is not here
	}
	c.Modified = len(c.Differs) > 0
	if plan.Sign.AsksAuthor() {
		c.Authors = r.commit.Authors
	}
	for i := range said.approvals {
		said.approvals[i].Since = r.sinceApproval(said.approvals[i].Commit)
	}
	for i := range said.overrides {
		said.overrides[i].Since = r.sinceApproval(said.overrides[i].Commit)
	}
	named := commitsIn(register)
	c.SameTree = r.sameTree(named)
	c.Touched, c.Beyond = r.touched(plan, register)
	c.Left = r.left(register)
	c.Since = map[string][]string{}
	for _, record := range g.records {
		if changed, known := r.since(record, g.read); known {
			c.Since[record.Tree] = changed
		}
	}
	return c, nil
}

// tree is the digest of the assessed source: that of the commit, or of what
// lies on disk when it was edited.
func (r *checkout) tree() string {
	switch {
	case r.held == nil || r.commit.Date.IsZero():
		return ""
	case r.current && len(r.edited()) > 0:
		return r.disk.Files.Digest(r.own)
	}
	return r.held.Digest(r.own)
}

// note writes into a record on which tree its command was run.
func (r *checkout) note(record *criteria.Collected) {
	if r == nil {
		return
	}
	record.Commit = r.commit.Hash
	if r.disk == nil {
		return
	}
	record.Tree = r.disk.Files.Digest(r.own)
	differ := r.held.Differ(r.disk.Files, r.own)
	record.Modified = len(differ) > 0
	if len(differ) > mostChanged {
		return
	}
	record.Changed = map[string]string{}
	for _, p := range differ {
		record.Changed[p] = r.disk.Files[p]
	}
}

// mostChanged is how many files a record lists that are not as the commit holds
// them; of more it keeps the digest alone.
const mostChanged = 500

// since lists the source files that are not as they were when a record was
// made. What declares the plan is not source here: it is read anew. The second
// result is false where nobody can tell.
func (r *checkout) since(record criteria.Collected, inputs []string) (changed []string, known bool) {
	if record.Tree == "" || r.held == nil || r.commit.Date.IsZero() {
		return nil, false
	}
	// Of an edited tree the edits are assessed; files that are neither committed
	// nor about to be are not part of the source, unless they were measured.
	assessed := []git.Tree{r.held}
	if r.current && r.disk != nil {
		if assessed = append(assessed, r.disk.Files); len(r.edited()) > 0 {
			assessed = assessed[1:]
		}
	}
	for _, t := range assessed {
		if record.Tree == t.Digest(r.own) {
			return nil, true
		}
	}
	someSource := []string{"the source"}
	if !git.IsHash(record.Commit) || record.Changed == nil && record.Modified {
		return someSource, true
	}
	before, err := r.around.Tree(record.Commit)
	if err != nil {
		return someSource, true
	}
	for p, blob := range record.Changed {
		if before[p] = blob; blob == "" {
			delete(before, p)
		}
	}
	ignored := func(p string) bool {
		inner, ok := strings.CutPrefix(p, r.around.Prefix)
		return r.own(p) || ok && slices.Contains(inputs, inner)
	}
	for _, t := range assessed {
		if changed = before.Differ(t, ignored); len(changed) == 0 {
			break
		}
	}
	return changed, true
}

// sinceApproval lists the source files that changed between the commit of a
// sign-off and the assessed one, as far as they are known.
func (r *checkout) sinceApproval(commit string) []string {
	if !git.IsHash(commit) || strings.HasPrefix(r.commit.Hash, commit) {
		return nil
	}
	changed, err := r.around.Changed(commit, r.commit.Hash)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(changed, r.own)
}

// commitsIn are the hashes that evidence names.
func commitsIn(register []fact.Evidence) (named []string) {
	for _, e := range register {
		for _, f := range e.Files {
			named = append(named, f.Commits...)
		}
	}
	return named
}
