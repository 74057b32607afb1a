package evidence

import (
	"fmt"
	"slices"

	"signoff/internal/fact"
	"signoff/internal/tally"
)

// isContext reports whether the statements of a source are applied to findings
// of another. Such sources are read in the first round.
func (r *Request) isContext(id string) bool {
	return slices.ContainsFunc(r.Sources, func(s Source) bool { return slices.Contains(s.VEX, id) })
}

// applyContext gives each source of the second round the statements that were
// read for it in the first.
func (g *gathering) applyContext() {
	for i, s := range g.Sources {
		if len(s.VEX) == 0 {
			continue
		}
		g.exempt[i] = &tally.Exemptions{}
		for n, context := range g.Sources {
			if statements := g.statements[n]; statements != nil && slices.Contains(s.VEX, context.ID) {
				g.exempt[i].Merge(statements)
			}
		}
	}
}

// keepStatements keeps what a file says as context. What is no list of
// statements is trouble for those who apply it, and for nobody else.
func (g *gathering) keepStatements(j job, r reading) {
	switch {
	case !j.context:
	case len(r.mismatch) > 0:
		g.unfit[j.source] = append(g.unfit[j.source], fact.Trouble{
			Reason: fact.NoMatch,
			Text:   fmt.Sprintf("%s is %s evidence (%s), wanted VEX statements", j.path, r.kind, r.file.Format),
			At:     fact.Location{Path: j.path},
		})
	case r.sink != nil:
		if g.statements[j.source] == nil {
			g.statements[j.source] = &tally.Exemptions{}
		}
		g.statements[j.source].Merge(r.sink.Statements)
	}
}

// contextTrouble is the trouble of all that is applied to the findings of a
// source: with statements missing, nobody knows which of them count.
func (g *gathering) contextTrouble(source int) []fact.Trouble {
	var trouble []fact.Trouble
	for n, s := range g.Sources {
		if slices.Contains(g.Sources[source].VEX, s.ID) {
			trouble = append(trouble, g.register[n].Trouble...)
			trouble = append(trouble, g.unfit[n]...)
		}
	}
	return trouble
}
