package tally

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/query"
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
	// Changes, when not nil, takes the lines that the file says were changed; set
	// before reading.
	Changes *Changes
	// Reading is what was declared of the evidence; set before reading.
	Reading Reading
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

// Finding counts one finding. A file that names its tool does so before.
func (s *Sink) Finding(f *fact.Finding) {
	if t, ok := s.body.(*scannerTable); !ok {
		s.refuse(f.Line, "a finding")
	} else if s.err == nil {
		s.records++
		s.Names.add(f.Path)
		s.fail(f.Line, t.add(f))
	}
}

// Case counts one test case.
func (s *Sink) Case(c *fact.Case) {
	if t, ok := s.body.(*caseTable); !ok {
		s.refuse(c.Line, "a test case")
	} else if s.err == nil {
		s.records++
		s.fail(c.Line, t.add(c))
	}
}

// File begins the coverage of one source file; line is the evidence's line.
func (s *Sink) File(path, pkg string, line int) { s.FileUnder("", path, pkg, line) }

// FileUnder is File for a path that the evidence says is relative to a folder.
func (s *Sink) FileUnder(folder, path, pkg string, line int) {
	if t, ok := s.body.(*coverTable); !ok {
		s.refuse(line, "coverage")
	} else if s.err == nil {
		s.records++
		s.line = line
		s.Names.add(joined(folder, path))
		s.fail(line, t.begin(folder, path, pkg, line))
	}
}

// Cover adds one line, branch, function or statement of the current file. The
// same key in the same file is the same thing wherever it is reported: hits
// are united. Weight is how many statements a block stands for, else 1. A fault
// is placed at the line of the last File.
func (s *Sink) Cover(m fact.Metric, key uint64, weight int, hit bool) {
	if t, ok := s.body.(*coverTable); !ok {
		s.refuse(s.line, "coverage")
	} else if s.err == nil {
		s.records++
		if err := t.cover(m, key, weight, hit); err != nil {
			s.fail(s.line, err)
		}
	}
}

// Totals adds counts of the current file where the format has no lines.
func (s *Sink) Totals(m fact.Metric, covered, total int64) {
	if t, ok := s.body.(*coverTable); !ok {
		s.refuse(s.line, "coverage")
	} else if s.err == nil {
		s.records++
		s.fail(s.line, t.totals(m, covered, total))
	}
}

// Percent is the headline that the tool itself prints.
func (s *Sink) Percent(v quantity.Decimal, line int) {
	if t, ok := s.body.(*coverTable); !ok {
		s.refuse(line, "coverage")
	} else if s.err == nil {
		s.records++
		s.fail(line, t.percent(v, line))
	}
}

// Sample counts one observation or declared statistic of a benchmark.
func (s *Sink) Sample(x *fact.Sample) {
	if t, ok := s.body.(*benchTable); !ok {
		s.refuse(x.Line, "a benchmark's figure")
	} else if s.err == nil {
		s.records++
		s.fail(x.Line, t.add(x))
	}
}

// warming says whether a sample belongs to the warm-up. A statistic that the tool
// computed cannot be parted from it, nor can a sample that does not say when it
// was taken: then the file does not show what is asked.
func (s *Sink) warming(x *fact.Sample) bool {
	switch {
	case x.Stat == fact.Requests || x.Stat == fact.Errors:
		return false
	case x.Stat != fact.Sampled || x.Taken == 0:
		if len(s.Facts.Incomplete) == 0 {
			s.Incomplete(x.Line, "the warm-up cannot be left out: the figures do not say when they were taken")
		}
		return false
	case s.began == 0:
		s.began = x.Taken
	}
	return x.Taken < s.began+int64(s.Reading.Warmup)
}

// Service counts one service.
func (s *Sink) Service(v *fact.Service) {
	if t, ok := s.body.(*healthTable); !ok {
		s.refuse(v.Line, "a service")
	} else if s.err == nil {
		s.records++
		s.fail(v.Line, t.addService(v))
	}
}

// Up counts one instant of an availability series.
func (s *Sink) Up(u *fact.Up) {
	if t, ok := s.body.(*healthTable); !ok {
		s.refuse(u.Line, "an instant of a series")
	} else if s.err == nil {
		s.records++
		s.fail(u.Line, t.addUp(u))
	}
}

// Component counts one component of a bill of materials.
func (s *Sink) Component(c *fact.Component) {
	if t, ok := s.body.(*inventoryTable); !ok {
		s.refuse(c.Line, "a component")
	} else if s.err == nil {
		s.records++
		s.fail(c.Line, t.addComponent(c))
	}
}

// Bill says that the file is a bill of materials: where it lists no component,
// there is none.
func (s *Sink) Bill() {
	if t, ok := s.body.(*inventoryTable); ok {
		t.bill = true
	}
}

// VEX counts one statement about a vulnerability.
func (s *Sink) VEX(v *fact.VEX) {
	if t, ok := s.body.(*inventoryTable); !ok {
		s.refuse(v.Line, "a statement about a vulnerability")
	} else if s.err == nil {
		s.records++
		s.fail(v.Line, t.addVEX(v))
		if s.Statements != nil && s.err == nil {
			s.fail(v.Line, s.Statements.add(v, s.path))
		}
	}
}

// Changed counts one changed file.
func (s *Sink) Changed(f *fact.ChangedFile) {
	if t, ok := s.body.(*changeTable); !ok {
		s.refuse(f.Line, "a changed file")
	} else if s.err == nil {
		s.records++
		s.fail(f.Line, t.add(f))
		if s.Changes != nil && s.err == nil {
			s.fail(f.Line, s.Changes.add(f, s.path))
		}
	}
}

// Assessed counts one assessment of another project.
func (s *Sink) Assessed(a *fact.Assessed) {
	if t, ok := s.body.(*assessmentTable); !ok {
		s.refuse(a.Line, "an assessment")
	} else if s.err == nil {
		s.records++
		s.fail(a.Line, t.add(a))
	}
}

// Mutant counts one mutant.
func (s *Sink) Mutant(m *fact.Mutant) {
	if t, ok := s.body.(*mutationTable); !ok {
		s.refuse(m.Line, "a mutant")
	} else if s.err == nil {
		s.records++
		s.fail(m.Line, t.add(m))
	}
}

// Document takes the document that questions look things up in. Its bytes are
// kept and must not change afterwards.
func (s *Sink) Document(d *query.Document) {
	if t, ok := s.body.(*documentTable); !ok {
		s.refuse(0, "a document")
	} else if s.err == nil {
		s.records++
		s.fail(0, t.add(d))
	}
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
