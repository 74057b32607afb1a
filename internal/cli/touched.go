package cli

import (
	"slices"
	"strings"
	"time"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/git"
	"signoff/internal/open"
)

// touched says, by evidence, when the last commit changed what it covers, of
// evidence that is older; and for which the history does not reach back so far.
func (r *checkout) touched(plan *criteria.Plan, register []fact.Evidence) (map[string]time.Time, map[string]bool) {
	at, beyond := map[string]time.Time{}, map[string]bool{}
	oldest := make([]time.Time, len(register))
	var first time.Time
	for i := range register {
		covered := len(register[i].Names) > 0 || i < len(plan.Evidence) && len(plan.Evidence[i].Covers) > 0
		if oldest[i] = producedAt(&register[i]); !covered || oldest[i].IsZero() {
			continue
		}
		if first.IsZero() || oldest[i].Before(first) {
			first = oldest[i]
		}
	}
	if first.IsZero() {
		return nil, nil
	}
	steps, err := r.around.Since(r.commit.Hash, first)
	if err != nil {
		return nil, nil
	}
	for i := range register {
		if e := &register[i]; i < len(plan.Evidence) && !oldest[i].IsZero() {
			r.touch(e, plan.Evidence[i].Covers, oldest[i], steps, at, beyond)
		}
	}
	return at, beyond
}

// touch finds the newest step after the evidence that changed what it covers.
func (r *checkout) touch(e *fact.Evidence, covers []string, oldest time.Time, steps []git.Step, at map[string]time.Time, beyond map[string]bool) {
	if len(covers) == 0 && len(e.Names) == 0 {
		return
	}
	covered := r.covered(e, covers)
	for _, step := range steps {
		if !step.Date.After(oldest) {
			return
		}
		if slices.ContainsFunc(step.Paths, covered) {
			at[e.ID] = step.Date
			return
		}
		if step.End {
			beyond[e.ID] = true
			return
		}
	}
}

// covered tells whether evidence is about a file of the repository: by the globs
// that say so, else by the files that it names. A name may leave out the begin of
// a path, or have a begin that the repository does not know.
func (r *checkout) covered(e *fact.Evidence, covers []string) func(string) bool {
	if len(covers) > 0 {
		return func(p string) bool {
			inner, ok := strings.CutPrefix(p, r.around.Prefix)
			return ok && open.Matches(covers, inner)
		}
	}
	named := map[string]bool{}
	for _, name := range e.Names {
		for tail := strings.TrimPrefix(name, "/"); ; {
			named[tail] = true
			_, rest, more := strings.Cut(tail, "/")
			if !more || !strings.Contains(rest, "/") && strings.Count(name, "/") > 1 {
				break
			}
			tail = rest
		}
	}
	whole := map[string]bool{}
	for _, name := range e.Names {
		whole[name] = true
	}
	return func(p string) bool {
		if named[p] || named[strings.TrimPrefix(p, r.around.Prefix)] {
			return true
		}
		for tail := p; strings.Count(tail, "/") > 1; {
			_, tail, _ = strings.Cut(tail, "/")
			if whole[tail] {
				return true
			}
		}
		return false
	}
}

// producedAt is the oldest date of evidence that anything says.
func producedAt(e *fact.Evidence) time.Time {
	var oldest time.Time
	for _, f := range e.Files {
		date := f.Oldest
		if date.IsZero() {
			date = f.Collected
		}
		if !date.IsZero() && (oldest.IsZero() || date.Before(oldest)) {
			oldest = date
		}
	}
	return oldest
}
