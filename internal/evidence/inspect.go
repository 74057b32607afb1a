package evidence

import (
	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// Inspection is everything that one evidence file says.
type Inspection struct {
	File fact.File
	Kind fact.Kind
	// Answers stand next to the measures they answer; those without a figure
	// are left out.
	Answers []Answered
	// Problem says why the file can't be used; there are no answers then.
	Problem *fact.Problem
}

// Answered is a measure with what the file says to it.
type Answered struct {
	Measure *fact.Measure
	Answer  fact.Answer
}

// Inspect reads one file of a source on its own: every measure of its kind,
// nothing filtered. A format given by name decides; a record of signoff collect
// says what it says of the bytes that it names. Of benchmarks only the first
// series are answered unless all are asked for.
func Inspect(root *open.Root, formats []reader.Format, path string, source Source, all bool) Inspection {
	in, err := reader.Open(root, path)
	if err != nil {
		r := reading{file: fact.File{Path: path}}
		return r.failed(err)
	}
	return inspect(in, formats, source, all)
}

func inspect(in *reader.Input, formats []reader.Format, source Source, all bool) Inspection {
	r := reading{file: fact.File{Path: in.Path}}
	f, err := source.choose(in, formats, fact.NoKind)
	if err != nil {
		r.digest(in)
		return r.failed(atFile(in.Path, err))
	}
	questions := tally.Everything(f.Kind)
	for i := range questions {
		if all {
			questions[i].Limit = 0
		}
	}
	set := tally.Compile(f.Kind, questions)
	sink := set.Sink(in.Path)
	err = fold(in, f, sink)
	r.file.Format, r.kind = f.Name, f.Kind
	r.file.SHA256, r.file.Bytes, r.file.Facts = in.Digest(), in.Size(), sink.Facts
	if source.Record.fits(&r.file) {
		r.file.Collected = source.Record.Started
		source.Record.ended(&r.file, formats)
	}
	if err != nil {
		return r.failed(looksLike(in, formats, f, err))
	}
	whole := set.Fold()
	whole.Add(sink)
	seen := Inspection{File: r.file, Kind: f.Kind}
	for i, q := range questions {
		a := whole.Answer(i)
		if nothing(r.file.Facts, a) {
			continue
		}
		if len(a.Figures) > 0 {
			seen.Answers = append(seen.Answers, Answered{Measure: q.Measure, Answer: masked(a, func(string) {})})
		}
	}
	return seen
}

// nothing says that a count of zero means nothing: the tool says that it did
// not run to its end, and it reported no record.
func nothing(f fact.Facts, a fact.Answer) bool {
	return len(f.Incomplete) > 0 && a.Seen == 0
}

func (r *reading) failed(err error) Inspection {
	r.fail(err)
	mask(&r.problem[0].Text)
	return Inspection{File: r.file, Kind: r.kind, Problem: &r.problem[0]}
}
