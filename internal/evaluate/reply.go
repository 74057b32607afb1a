package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/scorecard"
)

// reply is an answer with everything that speaks against using it: its own
// problems and those of every evidence that it was drawn from.
type reply struct {
	question *fact.Question
	evidence []string
	base     []string // evidence that findings were compared with
	changed  []string // evidence of the change to whose lines the question is narrowed
	lookedUp []string // catalogues in which this one's findings were looked up
	context  []string // evidence whose statements were applied to this one's findings
	answer   *fact.Answer
	figures  []fact.Figure
	problems []fact.Problem
	// denied names the statements that the question selects and whose author says
	// that they do not hold: they make their criterion unmet, whatever it asks.
	denied []string
	// reproduced says that each file is a bundle that comes out the same here.
	reproduced bool
}

// reply gives the i-th ask its reply.
func (a *assessment) reply(i int) reply {
	ask := &a.plan.Asks[i]
	r := reply{question: &ask.Question, evidence: ask.Evidence, answer: a.answer(i)}
	var sources []*origin
	for _, id := range ask.Evidence {
		s, declared := a.byID[id]
		if !declared {
			r.add(fact.Missing, "no evidence is declared as %s", id)
			continue
		}
		sources = append(sources, s)
		r.problems = append(r.problems, s.problems...)
	}
	r.reproduced = len(sources) > 0 && !slices.ContainsFunc(sources, func(s *origin) bool {
		return slices.ContainsFunc(s.found.Files, func(f fact.File) bool { return !f.Reproduced })
	})
	for _, id := range ask.Base {
		if s := a.byID[id]; s != nil {
			r.base = append(r.base, id)
			for _, p := range s.problems {
				p.Partial = false // what a base lacks bounds nothing: less would be new
				r.problems = append(r.problems, p)
			}
		}
	}
	a.addContext(&r, sources)
	a.addChange(&r, ask.Changed)
	switch m := ask.Question.Measure; {
	case m.Kind == fact.Statement:
		r.answer = &fact.Answer{}
		a.hearStatements(&r, sources)
	case m.Age:
		r.problems = append(r.problems, r.answer.Problem...)
		a.ageDocuments(&r)
	default:
		r.problems = append(r.problems, unforgiven(r.answer.Problem, sources)...)
		r.problems = append(r.problems, impossible(m, r.answer.Figures)...)
		r.figures = r.answer.Figures
		if r.sawNothing(sources) {
			r.add(fact.Empty, "no record of any kind that %s counts", m.Name)
		}
	}
	r.problems = inOrder(r.problems)
	return r
}

// addContext is the rule of evidence that is applied to other evidence: what
// speaks against using it speaks against the findings that it clears.
func (a *assessment) addContext(r *reply, sources []*origin) {
	if r.question.Measure.Kind != fact.Scanner {
		return
	}
	for _, s := range sources {
		for _, id := range s.declared.VEX {
			if context := a.byID[id]; context != nil {
				r.problems = append(r.problems, context.problems...)
			}
			r.context = join(r.context, []string{id})
		}
		a.addCatalogues(r, s)
	}
}

// addCatalogues is the same rule for the catalogues in which findings are looked
// up, for questions that ask what they say.
func (a *assessment) addCatalogues(r *reply, s *origin) {
	asked := slices.DeleteFunc(r.question.Where.Fields(), func(name string) bool {
		field, ok := fact.FieldNamed(fact.Scanner, name)
		return !ok || !field.LookedUp
	})
	if len(asked) == 0 {
		return
	}
	if len(s.declared.Context) == 0 {
		r.add(fact.Missing, "no catalogue is the context of %s, so %s of its findings is not known: context: [%s]", s.declared.ID, enumerate(asked), strings.Join(asked, ", "))
	}
	for _, id := range s.declared.Context {
		if context := a.byID[id]; context != nil {
			r.problems = append(r.problems, context.problems...)
		}
		r.lookedUp = join(r.lookedUp, []string{id})
	}
}

// addChange is the same rule for the change to whose lines a question is narrowed.
func (a *assessment) addChange(r *reply, id string) {
	if id == "" {
		return
	}
	r.changed = []string{id}
	if change := a.byID[id]; change != nil {
		r.problems = append(r.problems, change.problems...)
	} else {
		r.add(fact.Missing, "no evidence is declared as %s", id)
	}
}

// untouched says that the change touches nothing that the measure speaks of, and
// that nothing else speaks against saying so.
func (r *reply) untouched() bool {
	return r.answer.Untouched && !slices.ContainsFunc(r.problems, func(t fact.Problem) bool { return t.Reason != fact.NoMatch })
}

func (r *reply) add(reason fact.Reason, format string, args ...any) {
	r.problems = append(r.problems, fact.Problem{Reason: reason, Text: fmt.Sprintf(format, args...)})
}

// unforgiven leaves out what the declarations of all sources allow.
func unforgiven(problems []fact.Problem, sources []*origin) []fact.Problem {
	if slices.ContainsFunc(sources, func(s *origin) bool { return !s.declared.SkippedAllowed }) {
		return problems
	}
	return slices.DeleteFunc(slices.Clone(problems), func(t fact.Problem) bool { return t.Forgivable })
}

// sawNothing says that the evidence could be read and holds no record at all, of
// a kind of which that shows nothing.
func (r *reply) sawNothing(sources []*origin) bool {
	kind := r.question.Measure.Kind
	unread := func(t fact.Problem) bool { return t.Reason == fact.Missing || t.Reason == fact.Unreadable }
	another := func(s *origin) bool { return s.found.Kind != kind }
	return kind.Vacuous() && r.answer.Seen == 0 && !slices.ContainsFunc(r.problems, unread) && !slices.ContainsFunc(sources, another)
}

// hearStatements answers a question to people: each statement that the question
// selects gives one figure, and the worst decides as with files. One that does
// not hold answers 0 to statement.valid.
func (a *assessment) hearStatements(r *reply, sources []*origin) {
	for _, s := range sources {
		said := s.declared.Statement
		if said == nil {
			r.add(fact.Missing, "evidence %s is not a statement", s.declared.ID)
			continue
		}
		r.answer.Seen++
		if !r.question.Where.Admits("by", said.By) {
			continue
		}
		if !said.Holds {
			r.denied = append(r.denied, s.declared.ID)
		}
		f := fact.Figure{Label: s.declared.ID, Value: truth(said.Holds), Text: fmt.Sprint(said.Holds)}
		if r.question.Measure.Age {
			f.Value, f.Text = a.age(said.On), day(said.On)
		}
		if r.question.By == "by" {
			r.answer.Rows = append(r.answer.Rows, fact.Row{Name: said.By, Figure: f})
		}
		r.figures = append(r.figures, f)
	}
	r.answer.Matched = int64(len(r.figures))
}

// deny makes a judgement unmet by a statement that does not hold.
func deny(j judgement, id string, d demand) judgement {
	j.figure, j.shown = fact.Figure{Label: id, Value: truth(false), Text: "false"}, true
	j.byText, j.outcome = isText(d.target), scorecard.Unmet
	return j
}

func truth(holds bool) quantity.Value {
	if holds {
		return quantity.Int(1, quantity.Count)
	}
	return quantity.Int(0, quantity.Count)
}

// ageDocuments turns the dates that a query found into ages. A date in the
// future is stale as that of a file is, and what is not a date is unreadable.
func (a *assessment) ageDocuments(r *reply) {
	for _, f := range r.answer.Figures {
		text := strings.TrimSpace(f.Text)
		if text == "" {
			text = f.Value.String()
		}
		date, as, err := quantity.ParseTime(text)
		switch {
		case err != nil:
			r.problems = append(r.problems, fact.Problem{Reason: fact.Unreadable, Text: err.Error(), At: f.At})
		case a.inFuture(date, as == quantity.Instant):
			r.problems = append(r.problems, fact.Problem{
				Reason: fact.Stale, Text: fmt.Sprintf("holds the date %s, which is after the assessment", stamp(date)), At: f.At,
			})
		default:
			f.Value, f.Text = a.age(date), day(date)
			r.figures = append(r.figures, f)
		}
	}
}
