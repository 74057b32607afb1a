package tally

import (
	"fmt"

	"signoff/internal/fact"
)

// declaration is a total that a file states about itself.
type declaration struct {
	line     int
	what     string
	n        int64
	severity fact.Severity // of a total by class
	listed   func() int64
}

// Declares compares a total that the file states about itself with what it
// lists, in the file's own unit: once it is read, listed tells how many that
// are, nil for all records of the kind. Fewer than stated leave the evidence
// empty, more are a limit.
func (s *Sink) Declares(line int, what string, n int64, listed func() int64) {
	if listed == nil {
		listed = s.Listed
	}
	s.declare(declaration{line: line, what: what, n: n, listed: listed})
}

// DeclaresSome is Declares for a total whose unit is not that of the list: it
// tells only that there is one where none is listed.
func (s *Sink) DeclaresSome(line int, what string, n int64) {
	s.declare(declaration{line: line, what: what, n: n, listed: func() int64 {
		if s.Listed() > 0 {
			return n
		}
		return 0
	}})
}

// DeclaresOf is Declares for the findings of one severity: it tells that some
// are stated where none is listed, and spoils questions on that severity alone.
func (s *Sink) DeclaresOf(line int, severity fact.Severity, n int64) {
	s.declare(declaration{line: line, what: severity.String() + " findings", n: n, severity: severity})
}

func (s *Sink) declare(d declaration) {
	switch {
	case d.n < 0:
		s.fail(d.line, fmt.Errorf("expected a number of %s, found %d", d.what, d.n))
	case len(s.declared) < maxStatements*maxStatements:
		s.declared = append(s.declared, d)
	}
}

// Listed is how many records the file has given so far.
func (s *Sink) Listed() int64 { return s.body.listed() }

// Given is how many things of a metric the file has given so far, each time that
// it named one.
func (s *Sink) Given(m fact.Metric) int64 {
	if t, ok := s.body.(*coverTable); ok {
		return t.given[m]
	}
	return 0
}

// holdDeclared compares each total with what was listed.
func (s *Sink) holdDeclared() {
	for _, d := range s.declared {
		scanner, counted := s.body.(*scannerTable)
		if d.severity != fact.NoSeverity && counted {
			if n := scanner.bySeverity[d.severity]; d.n > 0 && n == 0 {
				scanner.lack(d.severity, s.short(d, 0))
				s.note(&s.Facts.ShortOf, d.line, "lists 0 of %d %s", []any{d.n, d.what})
			}
			continue
		}
		switch n := d.listed(); {
		case n < d.n:
			s.Short(d.line, n, d.n, d.what)
		case n > d.n:
			s.Differs(d.line, n, d.n, d.what)
		}
	}
}

// Short records that the file lists fewer of something than it states.
func (s *Sink) Short(line int, listed, stated int64, what string) {
	s.note(&s.Facts.Short, line, "lists %d of %d %s", []any{listed, stated, what})
	if n := len(s.Facts.Short); n > 0 {
		s.Facts.Short[n-1].Partial, s.Facts.Short[n-1].Forgivable = true, true
	}
}

// Differs records that the file lists another number of something than it
// states, which does not mean that something is missing.
func (s *Sink) Differs(line int, listed, stated int64, what string) {
	s.note(&s.Facts.Surplus, line, "states %d %s and lists %d", []any{stated, what, listed})
}

func (s *Sink) short(d declaration, listed int64) fact.Problem {
	return fact.Problem{
		Reason: fact.Empty, Text: fmt.Sprintf("lists %d of %d %s", listed, d.n, d.what),
		At: fact.Location{Path: s.path, Line: d.line}, Partial: true, Forgivable: true,
	}
}
