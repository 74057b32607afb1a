package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/scorecard"
)

// shortestHash is how many digits an abbreviated hash has at least; a shorter
// word could be anything and binds nothing.
const shortestHash = 7

// strength orders the ways to be bound, from the weakest up.
var strength = []scorecard.Binding{scorecard.Unbound, scorecard.BoundByMerge, scorecard.BoundByTree, scorecard.BoundByCommit}

// bind is the rule of commit binding. A file that a collect record fits belongs
// to the tree that the record names: any other than the assessed one is
// wrong-commit. Else every hash that a file names must be the assessed commit,
// in full or abbreviated, or have the same tree; any other is wrong-commit, and
// so is every one where git was to be asked and could not tell. A change that
// names blobs must leave files as the assessed tree has them. A file that
// names none is unbound, which is wrong-commit only where the evidence declares
// `commit: required`. The weakest file decides how the evidence is bound.
func (a *assessment) bind(s *origin) (scorecard.Binding, []fact.Problem) {
	files := s.files()
	if len(files) == 0 || s.declared.Base {
		return scorecard.Unbound, nil
	}
	bound := scorecard.BoundByCommit
	var problems []fact.Problem
	for _, f := range files {
		how, wrong := a.in.Commit.bind(f)
		if how == scorecard.Unbound && len(wrong) == 0 && s.declared.CommitRequired {
			text := "names no commit, and evidence " + s.declared.ID + " must"
			if !a.in.Commit.Known {
				text = "the assessed commit is not known, and evidence " + s.declared.ID + " must belong to it"
			}
			wrong = []fact.Problem{{Reason: fact.WrongCommit, Text: text, At: fact.Location{Path: f.Path}}}
		}
		problems = append(problems, wrong...)
		if slices.Index(strength, how) < slices.Index(strength, bound) {
			bound = how
		}
	}
	return bound, problems
}

// bind judges the hashes of one file.
func (c Commit) bind(f fact.File) (scorecard.Binding, []fact.Problem) {
	how, wrong := c.bindByRecord(f)
	held, other := c.bindByBlobs(f)
	if how == scorecard.Unbound || len(other) > 0 {
		how, wrong = held, append(wrong, other...)
	}
	if how != scorecard.Unbound || len(wrong) > 0 {
		return how, wrong
	}
	if !c.Known && c.Unresolved == "" {
		return scorecard.Unbound, nil
	}
	for _, hash := range f.Commits {
		switch {
		case !isHash(hash):
		case !c.Known:
			wrong = append(wrong, fact.Problem{
				Reason: fact.WrongCommit,
				Text:   fmt.Sprintf("belongs to commit %s, and which is assessed is not known: %s", hash, c.Unresolved),
				At:     fact.Location{Path: f.Path},
			})
		case sameHash(hash, c.Hash):
			how = weakerBond(how, scorecard.BoundByCommit)
		case c.SameTree[hash]:
			how = weakerBond(how, scorecard.BoundByTree)
		case c.Merge != "" && sameHash(hash, c.Merge):
			how = weakerBond(how, scorecard.BoundByMerge)
		default:
			wrong = append(wrong, fact.Problem{
				Reason: fact.WrongCommit,
				Text:   fmt.Sprintf("belongs to commit %s, and %s is assessed", hash, c.Hash),
				At:     fact.Location{Path: f.Path},
			})
		}
	}
	if len(wrong) > 0 {
		return scorecard.Unbound, wrong
	}
	return how, nil
}

// bindByRecord compares the tree of the collect record that fits a file with
// the assessed one.
func (c Commit) bindByRecord(f fact.File) (scorecard.Binding, []fact.Problem) {
	changed, known := c.Since[f.Tree]
	if f.Tree == "" || !known {
		return scorecard.Unbound, nil
	}
	if len(changed) == 0 {
		for _, hash := range f.Commits {
			if isHash(hash) && sameHash(hash, c.Hash) {
				return scorecard.BoundByCommit, nil
			}
		}
		return scorecard.BoundByTree, nil
	}
	text := changed[0] + " changed after this was measured"
	if more := len(changed) - 1; more > 0 {
		text = fmt.Sprintf("%s and %d more changed after this was measured", changed[0], more)
	}
	return scorecard.Unbound, []fact.Problem{{Reason: fact.WrongCommit, Text: text, At: fact.Location{Path: f.Path}}}
}

// bindByBlobs compares the files of a change as it leaves them with those of the
// assessed tree: a change of another tree, or the reverse of one, is wrong.
func (c Commit) bindByBlobs(f fact.File) (scorecard.Binding, []fact.Problem) {
	differ, known := c.Left[f.SHA256]
	switch {
	case !known:
		return scorecard.Unbound, nil
	case len(differ) == 0:
		return scorecard.BoundByTree, nil
	}
	text := "leaves " + differ[0]
	if more := len(differ) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	text += " otherwise than the assessed source has it"
	return scorecard.Unbound, []fact.Problem{{Reason: fact.WrongCommit, Text: text, At: fact.Location{Path: f.Path}}}
}

// weakerBond is how a file is bound that names several hashes; nothing yet is
// weaker than no bond at all.
func weakerBond(how, other scorecard.Binding) scorecard.Binding {
	if how == scorecard.Unbound || slices.Index(strength, other) < slices.Index(strength, how) {
		return other
	}
	return how
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
