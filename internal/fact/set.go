package fact

// Set is the compiled questions of one kind: what sinks count and folds
// answer. It never changes once compiled, so sinks may work side by side.
type Set struct {
	Kind      Kind
	questions []Question
}

// Compile prepares the questions of one kind. Questions of another kind, or
// conditions on fields that the kind does not have, are the caller's mistake:
// criteria checks them with positions before.
func Compile(kind Kind, questions []Question) *Set {
	return &Set{Kind: kind, questions: questions}
}

// Sink makes the partial tally of one file.
func (s *Set) Sink(path string) *Sink {
	return &Sink{set: s, path: path, body: emptyTable{}}
}

// Fold makes an empty tally to which the sinks of files are added.
func (s *Set) Fold() *Fold { return &Fold{set: s} }

// Everything asks the fold for each measure of its kind, as `inspect` shows
// it: measures of benchmark series have one labelled figure for each series.
func Everything(kind Kind) []Question {
	var questions []Question
	for i := range Measures {
		if Measures[i].Kind == kind {
			questions = append(questions, Question{Measure: &Measures[i]})
		}
	}
	return questions
}

// table is the tally of one kind. merge adds another file's partial of the
// same set and is commutative; answer reads it.
type table interface {
	merge(other table)
	answer(q *Question, filter int) Answer
}

type emptyTable struct{}

func (emptyTable) merge(table) {}

func (emptyTable) answer(*Question, int) Answer {
	return Answer{Trouble: []Trouble{{Reason: NoMatch, Text: "nothing was counted"}}}
}
