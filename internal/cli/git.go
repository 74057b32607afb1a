package cli

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/evaluate"
	"signoff/internal/evidence"
	"signoff/internal/fact"
	"signoff/internal/git"
	"signoff/internal/history"
	"signoff/internal/open"
	"signoff/internal/report"
)

// checkout is what the repository around the project says of one assessment:
// the commit to assess, what it holds, and what lies on disk.
type checkout struct {
	around *git.Repository
	own    func(path string) bool // what is not source: see notSource
	commit git.Commit             // that is assessed
	// held is what the commit holds that disk is compared with, and disk what
	// lies there now, nil when it cannot be read.
	held git.Tree
	disk *git.Disk
	// current says that this commit is the one that is checked out, so that
	// what lies on disk is what is assessed.
	current bool
}

// newCheckout resolves the commits to assess: one, or a commit and the merge of
// it that is checked out. Without a repository it says why there is none.
func (g *global) newCheckout(plan *criteria.Plan, asked []string) (*checkout, evaluate.Commit, error) {
	c := evaluate.Commit{}
	for _, name := range asked {
		if name != "auto" && name != "HEAD" && !git.IsHash(name) {
			return nil, c, fmt.Errorf("--commit: expected auto, HEAD or a commit hash of at least 7 digits, found %q", name)
		}
	}
	if len(asked) == 0 {
		return nil, c, nil
	}
	if len(asked) > 2 {
		return nil, c, fmt.Errorf("--commit: expected a commit, or a commit and its merge, found %d", len(asked))
	}
	if git.IsHash(asked[0]) {
		c.Hash, c.Known = asked[0], true
	}
	around, err := git.Around(g.dir)
	if err != nil {
		c.Unresolved = err.Error()
		if c.Known {
			c.Unresolved = ""
		}
		return nil, c, nil
	}
	r := &checkout{around: around, own: notSource(plan, around.Prefix)}
	head, err := around.Head()
	if err != nil {
		c.Unresolved = git.ErrNoCommit.Error()
		return nil, c, nil
	}
	return r, c, r.resolve(&c, head, asked)
}

// resolve finds the assessed commit and what it holds.
func (r *checkout) resolve(c *evaluate.Commit, head git.Commit, asked []string) error {
	against := head.Hash // what disk is compared with
	var err error
	switch asked[0] {
	case "auto", "HEAD":
		r.commit = r.released(head)
	default:
		if r.commit, err = r.around.Commit(asked[0]); err != nil {
			// Nothing is known of a hash that is not here but itself.
			r.commit = git.Commit{Hash: asked[0]}
		} else if len(asked) == 1 {
			against = r.commit.Hash
		}
	}
	if len(asked) == 2 {
		if against, err = r.merged(c, head, asked[1]); err != nil {
			return err
		}
	}
	c.Hash, c.Known, c.Date = r.commit.Hash, true, r.commit.Date
	r.current = against == head.Hash && !r.commit.Date.IsZero()
	if r.held, err = r.around.Tree(against); err != nil {
		return nil
	}
	if disk, err := r.around.Working(r.held); err == nil {
		r.disk = disk
	}
	return nil
}

// merged accepts a second commit: the merge of the assessed one that is checked
// out, as pull requests are tested.
func (r *checkout) merged(c *evaluate.Commit, head git.Commit, name string) (string, error) {
	merge := head
	if name != "HEAD" && name != "auto" {
		found, err := r.around.Commit(name)
		if err != nil {
			return "", fmt.Errorf("--commit: expected a merge of %.12s, found %q, which is not here", r.commit.Hash, name)
		}
		merge = found
	}
	if !slices.Contains(merge.Parents, r.commit.Hash) && merge.Hash != r.commit.Hash {
		return "", fmt.Errorf("--commit: expected a merge of %.12s, found %.12s, which is none", r.commit.Hash, merge.Hash)
	}
	c.Merge = merge.Hash
	return merge.Hash, nil
}

// released is the newest commit that changes more than recorded approvals: to
// record a sign-off makes no other release.
func (r *checkout) released(head git.Commit) git.Commit {
	at := head
	for range 100 {
		changed, err := r.around.ChangedBy(at.Hash)
		if err != nil || len(changed) == 0 || len(at.Parents) != 1 ||
			slices.ContainsFunc(changed, func(p string) bool { return !isApproval(p, r.around.Prefix) }) {
			break
		}
		parent, err := r.around.Commit(at.Parents[0])
		if err != nil {
			break
		}
		at = parent
	}
	return at
}

// mostNames is how many hashes that evidence names git is asked about.
const mostNames = 100

// sameTree says which of the hashes name a commit with the source of the
// assessed one: a rebase or an amended message changes a hash and no file.
func (r *checkout) sameTree(hashes []string) map[string]bool {
	same := map[string]bool{}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	for _, hash := range hashes[:min(mostNames, len(hashes))] {
		other, err := r.around.Commit(hash)
		if err != nil || other.Hash == r.commit.Hash {
			continue
		}
		changed, err := r.around.Changed(r.commit.Hash, other.Hash)
		if err == nil && !slices.ContainsFunc(changed, func(p string) bool { return !r.own(p) }) {
			same[hash] = true
		}
	}
	return same
}

// edited lists the source files that the commit or the index holds and that lie
// otherwise on disk.
func (r *checkout) edited() []string {
	if r.disk == nil {
		return nil
	}
	return r.held.Differ(r.disk.Files, func(p string) bool { return r.own(p) || !r.tracked(p) })
}

func (r *checkout) tracked(p string) bool { return r.held[p] != "" || r.disk.Indexed[p] }

// modified lists what the commit does not hold as it lies on disk: source, what
// declares the plan, and evidence that is part of the commit.
func (r *checkout) modified(plan *criteria.Plan, inputs []string) []string {
	if r.disk == nil {
		return nil
	}
	list := r.edited()
	list = append(list, r.held.Differ(r.disk.Files, func(p string) bool {
		return !r.tracked(p) || !isEvidence(plan, p, r.around.Prefix)
	})...)
	for _, input := range inputs {
		p := path.Join(r.around.Prefix, input)
		if r.held[p] == "" && !strings.HasSuffix(p, evidence.RecordSuffix) && !isApproval(p, r.around.Prefix) {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// notSource says which paths of the repository are not source: what a tool
// format reads, collect records, approvals, and the reports and history that
// signoff writes.
func notSource(plan *criteria.Plan, prefix string) func(string) bool {
	return func(p string) bool {
		inner, ok := strings.CutPrefix(p, prefix)
		return ok && (strings.HasSuffix(inner, evidence.RecordSuffix) || isApproval(p, prefix) || isReport(inner) || isHistory(plan.History.Store, inner) || isEvidence(plan, p, prefix))
	}
}

// isReport says that a path is where reports are written unless said otherwise.
func isReport(inner string) bool {
	return strings.HasPrefix(inner, outFolder+"/") && slices.ContainsFunc(report.Outputs, func(o report.Output) bool {
		return o.Ext != "" && strings.HasSuffix(inner, o.Ext)
	})
}

// isHistory says that a path is where runs are kept: a file that a history writes
// in the usual or the declared folder, or the declared file of SQLite.
func isHistory(store, inner string) bool {
	if store == "" {
		store = history.Usual
	}
	kind, name, _ := strings.Cut(store, ":")
	name = path.Clean(name)
	switch kind {
	case "dir":
		file, ok := strings.CutPrefix(inner, name+"/")
		return ok && history.IsFile(file)
	case "sqlite":
		return (inner == name || inner == name+"-wal" || inner == name+"-shm") && slices.Contains([]string{".db", ".sqlite", ".sqlite3"}, path.Ext(name))
	}
	return false
}

// isApproval says that a path is that of a recorded sign-off or its signature, of
// any plan: approvals/NAME.yaml, approvals/PLAN/overrides/NAME.yaml.
func isApproval(p, prefix string) bool {
	inner, ok := strings.CutPrefix(p, path.Join(prefix, approvalsFolder)+"/")
	return ok && strings.Count(inner, "/") <= 2 && slices.Contains([]string{".yaml", ".sig"}, path.Ext(inner))
}

// isEvidence says that a tool format reads a path.
func isEvidence(plan *criteria.Plan, p, prefix string) bool {
	inner, ok := strings.CutPrefix(p, prefix)
	for i := range plan.Evidence {
		if e := &plan.Evidence[i]; ok && readByTool(plan, e) && open.Matches(e.Paths, inner) {
			return true
		}
	}
	return false
}

// readByTool says that evidence is what a tool wrote: a figure other than that
// of a document is asked of it.
func readByTool(plan *criteria.Plan, e *criteria.Evidence) bool {
	return e.Statement == nil && slices.ContainsFunc(plan.Asks, func(a criteria.Ask) bool {
		return a.Question.Measure.Kind != fact.Document && slices.Contains(a.Evidence, e.ID)
	})
}

// renamesOf asks git which files were renamed between two commits that evidence
// names, and remembers it for a bundle; of what is kept it knows what is kept.
func (g *global) renamesOf(from, to string) map[string]string {
	span := from + ".." + to
	if known, ok := g.renames[span]; ok || g.kept != nil {
		return known
	}
	if !git.IsHash(from) || !git.IsHash(to) {
		return nil
	}
	around, err := git.Around(g.dir)
	if err != nil {
		return nil
	}
	names, err := around.Renamed(from, to)
	if err != nil {
		return nil
	}
	if g.renames == nil {
		g.renames = map[string]map[string]string{}
	}
	g.renames[span] = names
	return names
}
