package tally

import "signoff/internal/fact"

// Fold is the tally of all files of an evidence, or of several evidences that
// are read as one set.
type Fold struct {
	set   *Set
	body  table
	files int
	path  string // of the only file
}

// Add merges the partial of one file; the sink stays as it was and may be
// added to other folds too.
func (f *Fold) Add(s *Sink) {
	f.files++
	switch f.files {
	case 1: // a single file needs no second tally
		f.body, f.path = s.body, s.path
		return
	case 2:
		first := f.body
		f.body, f.path = f.set.table(nil), ""
		f.body.merge(first)
	}
	f.body.merge(s.body)
}

// Answer answers the i-th question of the set. Without a file it has no figure
// but the problem Missing.
func (f *Fold) Answer(i int) fact.Answer {
	if f.files == 0 {
		return fact.Answer{Problem: []fact.Problem{{Reason: fact.Missing, Text: "no file was read"}}}
	}
	a := f.body.answer(&f.set.questions[i], f.set.numbers[i])
	for i := range a.Figures {
		if a.Figures[i].At == (fact.Location{}) {
			a.Figures[i].At.Path = f.path
		}
	}
	return a
}
