package evidence

import (
	"fmt"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/tally"
)

// contexts is what sources say about others, by source: the statements that each
// makes and those that are applied to its findings; its entries as a catalogue and
// what its findings are looked up in; the lines that it says were changed; and why
// it can't be context.
type contexts struct {
	statements, exempt []*tally.Exemptions
	entries, catalogue []*tally.Catalogue
	changes            []*tally.Changes
	unfit              [][]fact.Problem
}

func newContexts(n int) contexts {
	return contexts{
		statements: make([]*tally.Exemptions, n), exempt: make([]*tally.Exemptions, n),
		entries: make([]*tally.Catalogue, n), catalogue: make([]*tally.Catalogue, n),
		changes: make([]*tally.Changes, n), unfit: make([][]fact.Problem, n),
	}
}

// contextOf is the kind as which a source is context for others: its statements
// are applied to their findings, or they are narrowed to its changed lines. Such
// sources are read in the first round.
func (r *Request) contextOf(id string) fact.Kind {
	switch {
	case slices.ContainsFunc(r.Sources, func(s Source) bool { return slices.Contains(s.VEX, id) || slices.Contains(s.Context, id) }):
		return fact.Inventory
	case slices.ContainsFunc(r.Asks, func(a Ask) bool { return a.Changed == id }):
		return fact.Change
	}
	return fact.NoKind
}

// narrow gives each set of questions that is narrowed the changed lines that were
// read for it. Of a source that gave none there are none; its problem then stands
// in the place of every figure.
func (g *gathering) narrow() {
	for w, set := range g.sets {
		if w.changed == "" {
			continue
		}
		changes := &tally.Changes{}
		for n, s := range g.Sources {
			if s.ID == w.changed && g.changes[n] != nil {
				changes = g.changes[n]
			}
		}
		set.Narrow(changes)
	}
}

// applyContext gives each source of the second round the statements that were
// read for it in the first.
func (g *gathering) applyContext() {
	for i, s := range g.Sources {
		if len(s.VEX) > 0 {
			g.exempt[i] = &tally.Exemptions{}
		}
		if len(s.Context) > 0 {
			g.catalogue[i] = &tally.Catalogue{}
		}
		for n, context := range g.Sources {
			if statements := g.statements[n]; statements != nil && slices.Contains(s.VEX, context.ID) {
				g.exempt[i].Merge(statements)
			}
			if entries := g.entries[n]; entries != nil && slices.Contains(s.Context, context.ID) {
				g.catalogue[i].Merge(entries)
			}
		}
	}
}

// keepContext keeps what a file says as context. What is of another kind is
// problem for those who apply it, and for nobody else.
func (g *gathering) keepContext(j job, r reading) {
	wanted := map[fact.Kind]string{fact.Inventory: "VEX statements or a catalogue of vulnerabilities", fact.Change: "changed lines"}[j.kind]
	switch {
	case !j.context:
	case len(r.mismatch) > 0:
		g.unfit[j.source] = append(g.unfit[j.source], fact.Problem{
			Reason: fact.NoMatch,
			Text:   fmt.Sprintf("%s is %s evidence (%s), expected %s", j.path, r.kind, r.file.Format, wanted),
			At:     fact.Location{Path: j.path},
		})
	case r.sink == nil:
	case j.kind == fact.Change:
		if g.changes[j.source] == nil {
			g.changes[j.source] = &tally.Changes{}
		}
		g.changes[j.source].Merge(r.sink.Changes)
	default:
		if g.statements[j.source] == nil {
			g.statements[j.source], g.entries[j.source] = &tally.Exemptions{}, &tally.Catalogue{}
		}
		g.statements[j.source].Merge(r.sink.Statements)
		g.entries[j.source].Merge(r.sink.Entries)
	}
}

// contextProblem is the problem of all that is applied to a source: with
// statements or changed lines missing, nobody knows which of its records count.
func (g *gathering) contextProblem(source int, w want) []fact.Problem {
	var problem []fact.Problem
	for n, s := range g.Sources {
		vex := w.kind == fact.Scanner && slices.Contains(g.Sources[source].VEX, s.ID)
		if vex || w.changed != "" && s.ID == w.changed {
			problem = append(problem, g.register[n].Problem...)
			problem = append(problem, g.unfit[n]...)
		}
	}
	return problem
}
