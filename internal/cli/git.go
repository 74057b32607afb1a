package cli

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"signoff/internal/evaluate"
)

// git answers what the repository around a folder says about the assessed
// commit. Nothing is known where there is no git or no repository.
type git struct{ dir string }

func (g git) ask(args ...string) (string, bool) {
	out, err := exec.Command("git", append([]string{"-C", g.dir}, args...)...).Output()
	return strings.TrimSpace(string(out)), err == nil
}

// commit describes the commit to assess: a declared hash, or the checkout's
// own when it is "auto".
func (g git) commit(declared string) (evaluate.Commit, error) {
	switch {
	case declared == "":
		return evaluate.Commit{}, nil
	case declared != "auto" && !isHash(declared):
		return evaluate.Commit{}, fmt.Errorf("wanted auto or a commit hash of at least 7 digits, found %q", declared)
	}
	c := evaluate.Commit{Hash: declared, Known: declared != "auto"}
	name := declared
	if declared == "auto" {
		name = g.released()
	}
	hash, ok := g.ask("rev-parse", "--verify", "--quiet", name+"^{commit}")
	if !ok {
		if declared == "auto" {
			return evaluate.Commit{}, nil
		}
		return c, nil
	}
	c.Hash, c.Known = hash, true
	if seconds, ok := g.ask("show", "-s", "--format=%ct", hash); ok {
		if n, err := strconv.ParseInt(seconds, 10, 64); err == nil {
			c.Date = time.Unix(n, 0).UTC()
		}
	}
	if declared == "auto" {
		changes, ok := g.ask(append([]string{"status", "--porcelain=v2", "--untracked-files=no"}, released...)...)
		c.Modified = ok && changes != ""
	}
	return c, nil
}

// released selects all but the recorded approvals: to record a sign-off makes
// no other release.
var released = []string{"--", ":(top)", ":(exclude,glob)" + approvalsFolder + "/*.yaml"}

// released names the newest commit of the checkout that changes more than
// approvals.
func (g git) released() string {
	name := "HEAD"
	for range 100 {
		changed := []string{"diff-tree", "--no-commit-id", "--name-only", "-r", "-m", name}
		all, ok := g.ask(changed...)
		if rest, known := g.ask(append(changed, released...)...); !ok || !known || all == "" || rest != "" {
			break
		}
		name += "^"
	}
	return name
}

// sameTree says which of the hashes name a commit whose tree is that of the
// assessed one, approvals apart: a rebase or an amended message changes a hash
// and no file.
func (g git) sameTree(c evaluate.Commit, hashes []string) map[string]bool {
	same := map[string]bool{}
	if !c.Known {
		return same
	}
	for _, hash := range hashes {
		if !isHash(hash) {
			continue
		}
		if changes, ok := g.ask(append([]string{"diff-tree", "--name-only", "-r", c.Hash, hash}, released...)...); ok && changes == "" {
			same[hash] = true
		}
	}
	return same
}

// isHash keeps evidence from handing git anything but a hash.
func isHash(s string) bool {
	return len(s) >= 7 && len(s) <= 64 && strings.Trim(strings.ToLower(s), "0123456789abcdef") == ""
}
