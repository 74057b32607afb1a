package tally

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/source"
)

// maxStatements bounds each list of what a file says about itself.
const maxStatements = 100

// Sink takes the records of one file from a reader. Records are the reader's
// to reuse after each call; the sink keeps what it needs. Its first fault, an
// impossible figure or an exceeded limit, is kept and ends the file.
type Sink struct {
	fact.Facts
	// Statements, when not nil, takes the VEX statements of the file besides;
	// Exempt, when not nil, clears findings. Both are set before reading.
	Statements, Exempt *Exemptions
	// Entries, when not nil, takes what the file says as a catalogue; Catalogue, when
	// not nil, says what is known of findings. Both are set before reading.
	Entries, Catalogue *Catalogue
	// Changes, when not nil, takes the lines that the file says were changed; set
	// before reading.
	Changes *Changes
	// Reading is what was declared of the evidence; set before reading.
	Reading Reading
	// Never are the source files that the tool never reports, as Format.Never of
	// package reader; set before reading.
	Never []string
	// Requests says that samples are requests of one run and not runs.
	Requests bool

	declared []declaration
	set      *Set
	path     string
	body     table
	err      error
	line     int // of the last File

	began int64 // when the first sample was taken
	// Names are the source files that the records name.
	Names Names

	// Services and Checks are listed for the reader.
	Services, Checks fact.Listed

	records int64
	none    bool // the file says so
}

// fail keeps the first fault.
func (s *Sink) fail(line int, err error) {
	if s.err == nil && err != nil {
		s.err = &source.Error{Pos: source.Pos{File: s.path, Line: line}, Msg: err.Error()}
	}
}

// refuse is the fault of a record of another kind, which only a mistake in a
// format can cause.
func (s *Sink) refuse(line int, record string) {
	s.fail(line, fmt.Errorf("expected records of kind %s, found %s", s.set.Kind, record))
}

// Named records the tool and its version, when the file names them. The first
// name that is not empty stays.
func (s *Sink) Named(tool, version string) {
	if t, ok := s.body.(*scannerTable); ok && t.unnamed && tool != "" {
		s.fail(0, fmt.Errorf("expected the tool's name before findings that are selected by it, found %q after", tool))
	}
	if s.Tool == "" {
		s.Tool = tool
	}
	if s.Version == "" && (tool == "" || tool == s.Tool) {
		s.Version = version
	}
}

// Dated records one production date as written. A text that is not a date dates
// nothing: the file is then as one without a date, which is never fresh.
func (s *Sink) Dated(text string) {
	t, as, err := quantity.ParseTime(text)
	if err != nil {
		return
	}
	s.Zoned = as == quantity.Instant && (s.Zoned || s.Oldest.IsZero())
	if s.Oldest.IsZero() || t.Before(s.Oldest) {
		s.Oldest = t
	}
	if t.After(s.Newest) {
		s.Newest = t
	}
}

// Commit records a commit that the file names, as written.
func (s *Sink) Commit(hash string) {
	switch {
	case hash == "" || slices.Contains(s.Commits, hash):
	case len(s.Commits) == maxStatements:
		s.fail(0, fmt.Errorf("expected at most %d commits", maxStatements))
	default:
		s.Commits = append(s.Commits, hash)
	}
}

// Artefact records a digest by which the file names what it is about: sha256:…,
// with a name before an @ or without. Digests of other kinds are passed over.
func (s *Sink) Artefact(text string) {
	_, hex, found := strings.Cut(text, "sha256:")
	if hex = strings.ToLower(hex); !found || len(hex) != 64 || strings.Trim(hex, "0123456789abcdef") != "" {
		return
	}
	switch {
	case slices.Contains(s.Artefacts, hex):
	case len(s.Artefacts) == maxStatements:
		s.fail(0, fmt.Errorf("expected at most %d artefacts", maxStatements))
	default:
		s.Artefacts = append(s.Artefacts, hex)
	}
}

// Incomplete records that the tool says it did not run or not finish.
func (s *Sink) Incomplete(line int, format string, args ...any) {
	s.note(&s.Facts.Incomplete, line, format, args)
}

// Skip records that the tool says it left an input out.
func (s *Sink) Skip(line int, format string, args ...any) {
	s.note(&s.Skipped, line, format, args)
}

// note keeps the first maxStatements remarks: one is enough to decide.
func (s *Sink) note(list *[]fact.Problem, line int, format string, args []any) {
	if len(*list) < maxStatements {
		text := bounded(fmt.Sprintf(format, args...))
		*list = append(*list, fact.Problem{Reason: fact.Empty, Text: text, At: fact.Location{Path: s.path, Line: line}})
	}
}

// Saw records what the tool says it examined ("files", 52). Counts of one name
// add up; a negative one is impossible.
func (s *Sink) Saw(what string, n int64) {
	i := slices.IndexFunc(s.Scope, func(known fact.Note) bool { return known.Name == what })
	switch {
	case n < 0:
		s.fail(0, fmt.Errorf("expected a number of %s, found %d", what, n))
	case i >= 0:
		s.Scope[i].Count = plus(s.Scope[i].Count, n)
	case len(s.Scope) < maxStatements:
		s.Scope = append(s.Scope, fact.Note{Name: what, Count: n})
	}
}

// None records that the file says itself that it has no record, where no empty
// list shows it.
func (s *Sink) None() { s.none = true }

// Nothing says that the file gave no record and does not say why.
func (s *Sink) Nothing() bool {
	return s.records == 0 && !s.none && len(s.Facts.Incomplete)+len(s.Skipped) == 0
}

// Finish ends the file: nothing is reported any more.
func (s *Sink) Finish() {
	s.holdDeclared()
	if t, ok := s.body.(*benchTable); ok && t.named && t.nameless > 0 {
		s.fail(t.nameless, errors.New("expected the name of a benchmark, as the others have, found none"))
	}
	if s.Reading.Attempts && s.Newest.IsZero() {
		s.Incomplete(0, "an attempt that states no date has no place among the others")
	}
}

// Err is the first impossible figure or exceeded limit.
func (s *Sink) Err() error { return s.err }
