package evidence

import (
	"errors"
	"fmt"

	"signoff/internal/fact"
	"signoff/internal/open"
	"signoff/internal/reader"
	"signoff/internal/source"
	"signoff/internal/tally"
)

// reading is what one file gave: its register entry and, unless it is damaged
// or of another kind, its partial tally.
type reading struct {
	file    fact.File
	kind    fact.Kind // of the format that claimed the file
	sink    *tally.Sink
	problem []fact.Problem
	// mismatch is problem for those who asked for another kind, and for
	// nobody else.
	mismatch []fact.Problem
}

// read opens, recognises and reads one file for the questions of one kind.
func (g *gathering) read(j job) (r reading) {
	r = reading{file: fact.File{Path: j.path}}
	in, err := g.replayed(j, &r.file)
	if err == nil && in == nil {
		in, err = reader.Open(g.Root, j.path)
	}
	if err != nil {
		r.fail(err)
		return r
	}
	defer r.bundled(r.file)
	format, err := g.Sources[j.source].choose(in, g.Formats, j.kind)
	if err != nil {
		r.fail(atFile(j.path, err))
		if j.kind == fact.Change && errors.Is(err, errSilent) { // read as text, and of no change
			r.problem[0].Reason = fact.Empty
		}
		r.digest(in)
		return r
	}
	r.file.Format, r.kind = format.Name, format.Kind
	r.file.Silent = g.Sources[j.source].Quiet && in.Head.Container == reader.Empty
	set := g.sets[j.want]
	if j.kind != fact.NoKind && format.Kind != j.kind {
		r.mismatch = []fact.Problem{{
			Reason: fact.NoMatch,
			Text:   fmt.Sprintf("%s is %s evidence (%s), asked for a figure of %s", j.path, format.Kind, format.Name, j.kind),
			At:     fact.Location{Path: j.path},
		}}
	}
	if set == nil || format.Kind != j.kind {
		set = tally.Compile(format.Kind, nil)
	}
	sink := set.Sink(in.Path)
	if j.context {
		sink.Statements, sink.Entries, sink.Changes = &tally.Exemptions{}, &tally.Catalogue{}, &tally.Changes{}
	}
	sink.Exempt, sink.Catalogue = g.exempt[j.source], g.catalogue[j.source]
	sink.Reading = g.Sources[j.source].readingOf(in.Path)
	err = fold(in, format, sink)
	r.file.SHA256, r.file.Bytes, r.file.Facts = in.Digest(), in.Size(), sink.Facts
	if err != nil {
		r.file.Short, r.file.ShortOf = nil, nil // what is lacking nobody knows who did not read to the end
		r.fail(looksLike(in, g.Formats, format, err))
		return r
	}
	if format.Kind == j.kind {
		r.sink = sink
	}
	return r
}

// fold runs a format over a file. A damaged file gives no tally: what was
// counted up to the damage is dropped with the sink. A file of which nothing was
// used is not a clean run.
func fold(in *reader.Input, format *reader.Format, sink *tally.Sink) error {
	sink.Requests, sink.Never = format.Requests, format.Never
	in.Ends(endOf(format, sink.Reading.Transcribed))
	err := format.Read(in, sink)
	shown, damage := in.Whole(format.CutUnseen)
	sink.CutUnseen = !shown && (format.CutUnseen || in.Head.JSON())
	for _, end := range []error{damage, in.Close()} {
		if err == nil {
			err = end
		}
	}
	if err == nil {
		sink.Finish()
		err = sink.Err()
	}
	sink.Facts.Replaced = in.Replaced()
	if err == nil && sink.Nothing() && !in.Used() && in.Head.Container != reader.Empty {
		err = in.Errorf(0, "nothing in the file is what %s is read for: no record, and no list of them", format.Name)
	}
	if err != nil { // what a file lacks of its own totals up to the damage says nothing
		sink.Facts.Short, sink.Facts.ShortOf = nil, nil
	}
	return err
}

// endOf tells a last line that may lack its end: the mark of the format, or any
// that a person typed.
func endOf(format *reader.Format, transcribed bool) func(string) bool {
	return func(line string) bool { return transcribed || format.LastLine != nil && format.LastLine(line) }
}

// choose finds the format of a file: the declared one, or the one that
// recognises it. Whoever asks for a document gets the file as a document,
// whatever else it is.
func (s *Source) choose(in *reader.Input, formats []reader.Format, kind fact.Kind) (*reader.Format, error) {
	if kind == fact.Document {
		return asDocument(formats)
	}
	silent := in.Head.Container == reader.Empty && (s.Quiet || s.ranSilently(in))
	var f *reader.Format
	var err error
	if s.Format != "" {
		f, err = decided(in, formats, s.Format, silent)
	} else {
		f, err = recognise(in, formats, silent)
	}
	if err != nil {
		return nil, err
	}
	return second(in, formats, f, kind), nil
}

// ranSilently says that a record shows how an empty file came to be: by one
// command that ended well.
func (s *Source) ranSilently(in *reader.Input) bool {
	if s.Record == nil || !s.Record.Plain || s.Record.Exit != 0 || in.Close() != nil {
		return false
	}
	return s.Record.fits(&fact.File{Path: in.Path, SHA256: in.Digest()})
}

func asDocument(formats []reader.Format) (*reader.Format, error) {
	for i := range formats {
		if formats[i].Kind == fact.Document {
			return &formats[i], nil
		}
	}
	return nil, errors.New("no format reads documents")
}

// fail records why a file can't be used.
func (r *reading) fail(err error) {
	t := fact.Problem{Reason: fact.Unreadable, Text: err.Error(), At: fact.Location{Path: r.file.Path}}
	if errors.Is(err, open.ErrMissing) {
		t.Reason = fact.Missing
	}
	var placed *source.Error
	if errors.As(err, &placed) {
		t.Text, t.At.Line = placed.Msg, placed.Pos.Line
	}
	r.problem = append(r.problem, t)
}

// digest gives a file that nobody can read its place in the register.
func (r *reading) digest(in *reader.Input) {
	if in.Close() == nil {
		r.file.SHA256, r.file.Bytes = in.Digest(), in.Size()
	}
}

func atFile(path string, err error) error {
	return &source.Error{Pos: source.Pos{File: path}, Msg: err.Error()}
}
