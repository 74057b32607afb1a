package evidence

import (
	"signoff/internal/fact"
	"signoff/internal/redact"
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
		a := s.group.fold.Answer(s.question)
		trouble := append(g.sourceTrouble(s.group), s.group.trouble...)
		if len(trouble) > 0 {
			a.Figures, a.Rows, a.Trouble = nil, nil, trouble
		}
		answers[i] = masked(a)
	}
	return answers
}

// sourceTrouble is the trouble of every source that a group reads.
func (g *gathering) sourceTrouble(group *group) []fact.Trouble {
	var trouble []fact.Trouble
	for _, id := range group.sources {
		declared := false
		for i := range g.register {
			if g.register[i].ID == id {
				declared = true
				trouble = append(trouble, g.register[i].Trouble...)
				if group.kind == fact.Scanner {
					trouble = append(trouble, g.contextTrouble(i)...)
				}
			}
		}
		if !declared {
			trouble = append(trouble, fact.Trouble{Reason: fact.Missing, Text: "no evidence is declared as " + id})
		}
	}
	return trouble
}

// masked hides secrets in the texts of an answer: from here on they may go
// into any output.
func masked(a fact.Answer) fact.Answer {
	for i := range a.Figures {
		a.Figures[i].Text = mask(a.Figures[i].Text)
		a.Figures[i].Label = mask(a.Figures[i].Label)
	}
	for i := range a.Rows {
		a.Rows[i].Name, a.Rows[i].Figure.Label = mask(a.Rows[i].Name), mask(a.Rows[i].Figure.Label)
	}
	for i := range a.Exhibits {
		e := &a.Exhibits[i]
		e.Name, e.Text, e.Subject = mask(e.Name), mask(e.Text), mask(e.Subject)
	}
	for i := range a.Trouble {
		a.Trouble[i].Text = mask(a.Trouble[i].Text)
	}
	return a
}

func mask(s string) string {
	clean, _ := redact.Redact(s)
	return clean
}
