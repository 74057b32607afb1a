package evidence

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/store"
)

// Inspection is everything that one evidence file says.
type Inspection struct {
	File fact.File
	Kind fact.Kind
	// Answers stand beside the measures they answer; those without a figure
	// are left out.
	Answers []Answered
	// Trouble says why the file can't be used; there are no answers then.
	Trouble *fact.Trouble
}

// Answered is a measure with what the file says to it.
type Answered struct {
	Measure *fact.Measure
	Answer  fact.Answer
}

// Inspect reads one file on its own: every measure of its kind, nothing
// filtered. A format given by name is checked against the file.
func Inspect(root *store.Root, formats []reader.Format, path, format string) Inspection {
	r := reading{file: fact.File{Path: path}}
	in, err := reader.Open(root, path)
	if err != nil {
		return r.failed(err)
	}
	f, err := choose(in.Head, formats, format, fact.NoKind)
	if err != nil {
		r.digest(in)
		return r.failed(atFile(path, err))
	}
	questions := fact.Everything(f.Kind)
	set := fact.Compile(f.Kind, questions)
	sink, err := fold(in, f, set)
	r.file.Format, r.kind = f.Name, f.Kind
	r.file.SHA256, r.file.Bytes, r.file.Facts = in.Digest(), in.Size(), sink.Facts
	if err != nil {
		return r.failed(err)
	}
	all := set.Fold()
	all.Add(sink)
	seen := Inspection{File: r.file, Kind: f.Kind}
	for i, q := range questions {
		if a := all.Answer(i); len(a.Figures) > 0 {
			seen.Answers = append(seen.Answers, Answered{Measure: q.Measure, Answer: masked(a)})
		}
	}
	return seen
}

func (r *reading) failed(err error) Inspection {
	r.fail(err)
	return Inspection{File: r.file, Kind: r.kind, Trouble: &r.trouble[0]}
}
