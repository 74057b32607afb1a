package evaluate

import (
	"fmt"
	"strings"

	"signoff/internal/fact"
)

// How evidence is bound to the assessed commit, from the weakest up.
const (
	unbound       = "none"
	boundByTree   = "tree"
	boundByCommit = "commit"
)

// shortestHash is how many digits an abbreviated hash has at least; a shorter
// word could be anything and binds nothing.
const shortestHash = 7

// bind is the rule of commit binding. Every hash that a file names must be the
// assessed commit, in full or abbreviated, or have the same tree; any other is
// wrong-commit. A file that names none is unbound, which is wrong-commit only
// where the evidence declares `commit: required`. The weakest file decides how
// the evidence is bound.
func (a *assessment) bind(s *origin) (string, []fact.Trouble) {
	files := s.files()
	if len(files) == 0 {
		return unbound, nil
	}
	bound := boundByCommit
	var troubles []fact.Trouble
	for _, f := range files {
		how, wrong := a.in.Commit.bind(f)
		if how == unbound && len(wrong) == 0 && s.declared.CommitRequired {
			text := "names no commit, and evidence " + s.declared.ID + " must"
			if !a.in.Commit.Known {
				text = "the assessed commit is not known, and evidence " + s.declared.ID + " must belong to it"
			}
			wrong = []fact.Trouble{{Reason: fact.WrongCommit, Text: text, At: fact.Location{Path: f.Path}}}
		}
		troubles = append(troubles, wrong...)
		if how == unbound || how == boundByTree && bound == boundByCommit {
			bound = how
		}
	}
	return bound, troubles
}

// bind judges the hashes of one file.
func (c Commit) bind(f fact.File) (string, []fact.Trouble) {
	if !c.Known {
		return unbound, nil
	}
	how := unbound
	var wrong []fact.Trouble
	for _, hash := range f.Commits {
		switch {
		case !isHash(hash):
		case sameHash(hash, c.Hash):
			if how == unbound {
				how = boundByCommit
			}
		case c.SameTree[hash]:
			how = boundByTree
		default:
			wrong = append(wrong, fact.Trouble{
				Reason: fact.WrongCommit,
				Text:   fmt.Sprintf("belongs to commit %s, and %s is assessed", hash, c.Hash),
				At:     fact.Location{Path: f.Path},
			})
		}
	}
	if len(wrong) > 0 {
		return unbound, wrong
	}
	return how, nil
}

// sameHash says whether one hash abbreviates the other.
func sameHash(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= shortestHash && strings.HasPrefix(b, a)
}

func isHash(s string) bool {
	for _, c := range s {
		if !strings.ContainsRune("0123456789abcdefABCDEF", c) {
			return false
		}
	}
	return len(s) >= shortestHash
}
