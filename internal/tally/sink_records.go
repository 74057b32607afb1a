package tally

import (
	"fmt"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/query"
)

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
		s.Cases += s.set.hash(c.Suite, c.Name, c.Path, c.Outcome.String())
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

// Block says on which lines of the current file a block of statements lies, where a
// report knows blocks and no lines: they count where questions are narrowed to lines
// that a change adds, and nowhere else.
func (s *Sink) Block(from, to uint64, hit bool) {
	if t, ok := s.body.(*coverTable); !ok {
		s.refuse(s.line, "coverage")
	} else if s.err == nil && s.set.changes != nil {
		if to < from || to-from > maxBlockLines {
			s.fail(s.line, fmt.Errorf("expected a block of at most %d lines, found one from %d to %d", maxBlockLines, from, to))
			return
		}
		for line := from; line <= to && s.err == nil; line++ {
			s.fail(s.line, t.cover(fact.Lines, line, 1, hit))
		}
	}
}

// maxBlockLines bounds the lines of one block.
const maxBlockLines = 1 << 16

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
		s.listService(v)
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

// Catalogued counts one entry of a catalogue of vulnerabilities.
func (s *Sink) Catalogued(e *fact.Catalogued) {
	if t, ok := s.body.(*inventoryTable); !ok {
		s.refuse(e.Line, "an entry of a catalogue")
	} else if s.err == nil {
		s.records++
		into := s.Entries
		if into == nil {
			into = &Catalogue{} // it is checked all the same
		}
		s.fail(e.Line, into.add(e))
		if s.err == nil {
			s.fail(e.Line, t.addCatalogued(e))
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
		if f.Blob != "" || f.Deleted {
			s.Blobs = append(s.Blobs, fact.Blob{Path: f.Path, Name: f.Blob})
		}
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
