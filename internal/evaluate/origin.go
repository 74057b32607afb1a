package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// origin is one declared evidence with everything that speaks against using
// it. The worst file decides: a reason that holds for one file holds for the
// evidence, and so for every criterion that reads it.
type origin struct {
	declared *criteria.Evidence
	found    fact.Evidence
	troubles []fact.Trouble
	bound    string
	age      dating
}

// files returns the files that count: one of those with identical bytes.
func (s *origin) files() []fact.File {
	var files []fact.File
	for _, f := range s.found.Files {
		if f.Same == "" {
			files = append(files, f)
		}
	}
	return files
}

// examine finds every reason that holds for the source as a whole.
func (a *assessment) examine(s *origin) {
	if s.declared.Statement != nil {
		s.age = a.dateStatement(s)
		s.bound = unbound
		s.troubles = inOrder(append(slices.Clone(s.found.Trouble), s.age.troubles...)) // of its proof
		return
	}
	var troubles []fact.Trouble
	troubles = append(troubles, s.found.Trouble...)
	troubles = append(troubles, tooFewFiles(s)...)
	bound, wrong := a.bind(s)
	s.bound = bound
	troubles = append(troubles, wrong...)
	troubles = append(troubles, a.artefacts(s)...)
	s.age = a.date(s)
	troubles = append(troubles, s.age.troubles...)
	troubles = append(troubles, incomplete(s)...)
	troubles = append(troubles, a.belowMinimum(s)...)
	s.troubles = inOrder(troubles)
}

// tooFewFiles is the rule of missing evidence: no file, or fewer than min asks
// for. Each path counts: two modules may have the same clean report. What is
// identical adds no records, and a limit says so.
func tooFewFiles(s *origin) []fact.Trouble {
	wanted, found := max(1, s.declared.MinFiles), len(s.found.Files)
	switch {
	case found >= wanted:
		return nil
	case found == 0 && len(s.found.Trouble) > 0:
		return nil // gathering has said why there is none
	case found == 0:
		return []fact.Trouble{{Reason: fact.Missing, Text: fmt.Sprintf("no file for evidence %s", s.declared.ID)}}
	}
	return []fact.Trouble{{Reason: fact.Missing, Text: fmt.Sprintf("%d of at least %d files for evidence %s", found, wanted, s.declared.ID)}}
}

// incomplete is the rule of empty evidence as far as the tool itself admits
// it: it did not run, did not finish, or left inputs out.
func incomplete(s *origin) []fact.Trouble {
	var troubles []fact.Trouble
	for _, f := range s.files() {
		for _, t := range f.Unfinished(s.declared.SkippedAllowed) {
			t.Partial = true
			troubles = append(troubles, t)
		}
	}
	return troubles
}

// belowMinimum is the rule of empty evidence that `min` declares: a run that
// saw less than it must is no run.
func (a *assessment) belowMinimum(s *origin) []fact.Trouble {
	var troubles []fact.Trouble
	if len(s.files()) == 0 {
		return nil
	}
	for _, m := range s.declared.Min {
		name := "min"
		if m.Ask >= 0 && m.Ask < len(a.plan.Asks) {
			name = a.plan.Asks[m.Ask].Question.Measure.Name
		}
		worst, found := worstFigure(fitting(a.answer(m.Ask).Figures, m.Least), m.Least)
		if found && m.Least.Holds(worst.Value) {
			continue
		}
		saw := "nothing"
		if found {
			saw = quantity.Show(worst.Value, m.Least.Bounds())
		}
		troubles = append(troubles, fact.Trouble{
			Reason: fact.Empty,
			Text:   fmt.Sprintf("evidence %s must show %s %s and shows %s", s.declared.ID, name, m.Least.Show(), saw),
			At:     worst.At,
		})
	}
	return troubles
}

// inOrder sorts troubles by the order in which reasons are tried, then by
// place, and drops repeats: the first one is the reason.
func inOrder(troubles []fact.Trouble) []fact.Trouble {
	sorted := slices.Clone(troubles)
	slices.SortStableFunc(sorted, func(t, u fact.Trouble) int {
		return cmp.Or(
			cmp.Compare(rank(t.Reason), rank(u.Reason)),
			strings.Compare(t.At.Path, u.At.Path),
			cmp.Compare(t.At.Line, u.At.Line),
			strings.Compare(t.Text, u.Text),
		)
	})
	return slices.Compact(sorted)
}

// rank places a reason in the contract's order; an unknown one is the gravest.
func rank(r fact.Reason) int { return slices.Index(fact.Reasons, r) }
