package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/criteria"
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// origin is one declared evidence with everything that speaks against using
// it. The worst file decides: a reason that holds for one file holds for the
// evidence, and so for every criterion that reads it.
type origin struct {
	declared *criteria.Evidence
	found    fact.Evidence
	problems []fact.Problem
	bound    scorecard.Binding
	age      dating
}

// files returns the files that count: one of those with identical bytes.
func (s *origin) files() []fact.File {
	if !slices.ContainsFunc(s.found.Files, func(f fact.File) bool { return f.Same != "" }) {
		return s.found.Files
	}
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
		s.bound = scorecard.Unbound
		s.problems = inOrder(append(slices.Clone(s.found.Problem), s.age.problems...)) // of its proof
		return
	}
	var problems []fact.Problem
	problems = append(problems, s.found.Problem...)
	problems = append(problems, tooFewFiles(s)...)
	bound, wrong := a.bind(s)
	s.bound = bound
	problems = append(problems, wrong...)
	problems = append(problems, a.artefacts(s)...)
	s.age = a.date(s)
	problems = append(problems, s.age.problems...)
	problems = append(problems, incomplete(s)...)
	problems = append(problems, a.belowMinimum(s)...)
	s.problems = inOrder(problems)
}

// tooFewFiles is the rule of missing evidence: no file, or fewer than min asks
// for. Each path counts: two modules may have the same clean report. What is
// identical adds no records, and a limit says so.
func tooFewFiles(s *origin) []fact.Problem {
	wanted, found := max(1, s.declared.MinFiles), len(s.found.Files)
	switch {
	case found >= wanted:
		return nil
	case found == 0 && len(s.found.Problem) > 0:
		return nil // gathering has said why there is none
	case found == 0:
		return []fact.Problem{{Reason: fact.Missing, Text: fmt.Sprintf("no file for evidence %s", s.declared.ID)}}
	}
	return []fact.Problem{{Reason: fact.Missing, Text: fmt.Sprintf("%d of at least %d files for evidence %s", found, wanted, s.declared.ID)}}
}

// incomplete is the rule of empty evidence as far as the tool itself admits
// it: it did not run, did not finish, or left inputs out.
func incomplete(s *origin) []fact.Problem {
	var problems []fact.Problem
	for _, f := range s.files() {
		for _, t := range f.Unfinished(s.declared.SkippedAllowed) {
			t.Partial = true
			problems = append(problems, t)
		}
	}
	return problems
}

// belowMinimum is the rule of empty evidence that `min` declares: a run that
// saw less than it must is not a run.
func (a *assessment) belowMinimum(s *origin) []fact.Problem {
	var problems []fact.Problem
	if len(s.files()) == 0 {
		return nil
	}
	for _, m := range s.declared.Min {
		name := a.measureOf(m)
		worst, found := worstFigure(fitting(a.answer(m.Ask).Figures, m.Least), m.Least)
		if found && m.Least.Holds(worst.Value) {
			continue
		}
		saw := "nothing"
		if found {
			saw = quantity.Show(worst.Value, m.Least.Bounds())
		}
		problems = append(problems, fact.Problem{
			Reason: fact.Empty,
			Text:   fmt.Sprintf("evidence %s must show %s %s and shows %s", s.declared.ID, name, m.Least.Show(), saw),
			At:     worst.At,
		})
	}
	return problems
}

// inOrder sorts problems by the order in which reasons are tried, then by
// place, and drops repeats: the first one is the reason.
func inOrder(problems []fact.Problem) []fact.Problem {
	sorted := slices.Clone(problems)
	slices.SortStableFunc(sorted, func(t, u fact.Problem) int {
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

// measureOf names the measure that a minimum is about.
func (a *assessment) measureOf(m criteria.Minimum) string {
	if m.Ask >= 0 && m.Ask < len(a.plan.Asks) {
		return a.plan.Asks[m.Ask].Question.Measure.Name
	}
	return "min"
}
