package fact

// Fold is the tally of all files of an evidence, or of several evidences that
// are read as one set.
type Fold struct {
	set  *Set
	body table
}

// Add merges the partial of one file; the sink stays as it was and may be
// added to other folds too.
func (f *Fold) Add(s *Sink) {
	if f.body == nil {
		f.body = emptyTable{}
	}
	f.body.merge(s.body)
}

// Answer answers the i-th question of the set.
func (f *Fold) Answer(i int) Answer {
	if f.body == nil {
		return Answer{Trouble: []Trouble{{Reason: Missing, Text: "no file was read"}}}
	}
	return f.body.answer(&f.set.questions[i], 0)
}
