package evidence

import (
	"fmt"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/redact"
	"signoff/internal/tally"
)

// answers collects what the groups say to every ask. Where a file of the
// evidence is missing, damaged or of another kind there are no figures, since
// a total without it would be a partial one; the exhibits stay.
func (g *gathering) answers() []fact.Answer {
	answers := make([]fact.Answer, len(g.byAsk))
	for i, s := range g.byAsk {
		if s.group == nil {
			continue
		}
		problem := append(g.sourceProblem(s.group), s.group.problem...)
		var a fact.Answer
		if s.base == nil {
			a = s.group.fold.Answer(s.question)
		} else {
			a = s.group.fold.Compare(s.question, s.base.fold, g.renames(s))
			problem = append(append(problem, g.sourceProblem(s.base)...), s.base.problem...)
		}
		if len(problem) > 0 {
			a.Figures, a.Rows, a.Problem, a.Untouched = nil, nil, problem, false
		}
		answers[i] = masked(a, func(path string) { g.mark(path, s.group.sources) })
	}
	for i := range g.register {
		e := &g.register[i]
		e.Rules, e.MoreRules = g.rules[i].List()
		e.Names = g.names[i].List()
		e.Redacted = maskEntry(e) || e.Redacted
	}
	return answers
}

// renames are the files that were renamed since the base: by git, between the
// commits that the two sides name, else by the change that the plan knows of.
func (g *gathering) renames(s slot) tally.Renames {
	from, to := g.commitOf(s.base.sources), g.commitOf(s.group.sources)
	if g.Renames != nil && from != "" && to != "" && from != to {
		if files := g.Renames(from, to); files != nil {
			return tally.Renames{Files: files, From: fmt.Sprintf("renames by git, from %.12s to %.12s", from, to)}
		}
	}
	var said tally.Renames
	for i := range g.Sources {
		if c := g.changes[i]; c != nil {
			if said.From != "" {
				return tally.Renames{} // of two changes nobody knows which is since the base
			}
			said = tally.Renames{Files: c.Renamed(), From: "renames by the change " + g.Sources[i].ID}
		}
	}
	return said
}

// commitOf is the one commit that the files of sources name, "" where they name
// none or several.
func (g *gathering) commitOf(sources []string) string {
	commit := ""
	for i := range g.register {
		if !slices.Contains(sources, g.register[i].ID) {
			continue
		}
		for _, f := range g.register[i].Files {
			for _, hash := range f.Commits {
				if commit != "" && hash != commit {
					return ""
				}
				commit = hash
			}
		}
	}
	return commit
}

// sourceProblem is the problem of every source that a group reads.
func (g *gathering) sourceProblem(group *group) []fact.Problem {
	var problem []fact.Problem
	for _, id := range group.sources {
		declared := false
		for i := range g.register {
			if g.register[i].ID == id {
				declared = true
				problem = append(problem, g.register[i].Problem...)
				problem = append(problem, g.contextProblem(i, group.want)...)
			}
		}
		if !declared {
			problem = append(problem, fact.Problem{Reason: fact.Missing, Text: "no evidence is declared as " + id})
		}
	}
	return problem
}

// masked hides secrets in the texts of an answer: from here on they may go
// into any output. Found is told the file of each that holds one, "" when that
// is not known.
func masked(a fact.Answer, found func(path string)) fact.Answer {
	hide := func(path string, texts ...*string) {
		if mask(texts...) {
			found(path)
		}
	}
	for i := range a.Figures {
		f := &a.Figures[i]
		hide(f.At.Path, &f.Text, &f.Label)
	}
	for i := range a.Rows {
		r := &a.Rows[i]
		hide(r.Figure.At.Path, &r.Name, &r.Figure.Label)
	}
	for i := range a.Exhibits {
		e := &a.Exhibits[i]
		hide(e.At.Path, &e.Name, &e.Text, &e.Subject)
	}
	for i := range a.Problem {
		hide(a.Problem[i].At.Path, &a.Problem[i].Text)
	}
	return a
}

// mark notes that a text of the file was masked; without a path it may be of
// any of the sources.
func (g *gathering) mark(path string, sources []string) {
	for i := range g.register {
		e := &g.register[i]
		named := slices.ContainsFunc(e.Files, func(f fact.File) bool { return f.Path == path })
		if slices.Contains(sources, e.ID) && (path == "" || named) {
			e.Redacted = true
		}
	}
}

// maskEntry hides secrets in what the register says in the words of a file.
func maskEntry(e *fact.Evidence) (found bool) {
	lists := [][]fact.Problem{e.Problem}
	for i := range e.Files {
		f := &e.Files[i]
		lists = append(lists, f.Incomplete, f.Skipped)
		found = mask(&f.Tool, &f.Version) || found
	}
	for i := range e.Rules {
		found = mask(&e.Rules[i].ID) || found
	}
	for _, list := range []fact.Listed{e.Services, e.Checks} {
		for i := range list.Items {
			item := &list.Items[i]
			found = mask(&item.Name, &item.State) || found
			for k := range item.Facts {
				found = mask(&item.Facts[k].Text) || found
			}
		}
	}
	for _, list := range lists {
		for i := range list {
			found = mask(&list[i].Text) || found
		}
	}
	return found
}

// mask hides secrets in texts and says whether there were any.
func mask(texts ...*string) (found bool) {
	for _, text := range texts {
		clean, secrets := redact.Redact(*text)
		*text, found = clean, found || len(secrets) > 0
	}
	return found
}
