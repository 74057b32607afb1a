// Package tally folds the records of evidence into answers. It knows no file
// format and judges nothing.
//
// Questions of one kind are compiled into a Set. Each file is read into a Sink
// of its own, and the sinks are added to a Fold, which answers. No order shows
// in an answer: not that of files, nor that of records but where it decides, as
// with a test that fails and then passes. Figures are exact; where something
// would have to be dropped to save memory, a limit is named and the file is
// refused instead.
package tally

import (
	"fmt"
	"hash/maphash"
	"slices"

	"signoff/internal/fact"
)

// Set is the compiled questions of one kind: what sinks count and folds
// answer. It never changes once compiled, so sinks may work side by side.
type Set struct {
	Kind      fact.Kind
	questions []fact.Question
	filters   *filters
	numbers   []int       // the filter of each question
	by        []breakdown // the fields that some question breaks its figure down by
	dedupe    bitset      // filters of questions that ask for Dedupe
	rules     bitset      // filters of questions for findings.rules
	samples   bool        // whether some question asks for samples
	compares  bool        // some question compares with a base
	// lookedUp are, by the field, the filters that ask what catalogues say; nil when
	// none does.
	lookedUp map[string]bitset
	changes  *Changes // what its questions are narrowed to, or nil
	seed     maphash.Seed
}

// breakdown is a field and the filters of the questions that have it as By.
type breakdown struct {
	field   *fact.Field
	filters bitset
}

// Compile prepares the questions of one kind. Questions of another kind, or
// conditions on fields that the kind does not have, are the caller's mistake:
// criteria checks them with positions before.
func Compile(kind fact.Kind, questions []fact.Question) *Set {
	s := &Set{Kind: kind, questions: slices.Clone(questions), seed: maphash.MakeSeed()}
	s.filters, s.numbers = newFilters(kind, questions)
	s.dedupe, s.rules = s.filters.none(), s.filters.none()
	for _, field := range []string{kevField, epssField} {
		if asked := s.filters.asked(field); kind == fact.Scanner && asked.meets(s.filters.everyone()) {
			if s.lookedUp == nil {
				s.lookedUp = map[string]bitset{}
			}
			s.lookedUp[field] = asked
		}
	}
	for i, q := range questions {
		s.samples = s.samples || q.Samples
		s.compares = s.compares || q.Compare != fact.NotCompared
		if q.Dedupe {
			s.dedupe.add(s.numbers[i])
		}
		if kind == fact.Scanner && scannerMeasures.of(&q).rules {
			s.rules.add(s.numbers[i])
		}
		if field, ok := fact.FieldNamed(kind, q.By); ok {
			s.breakdown(field).add(s.numbers[i])
		}
	}
	return s
}

// breakdown returns the filters that break down by the field.
func (s *Set) breakdown(field *fact.Field) bitset {
	for _, b := range s.by {
		if b.field == field {
			return b.filters
		}
	}
	s.by = append(s.by, breakdown{field, s.filters.none()})
	return s.by[len(s.by)-1].filters
}

// Sink makes the partial tally of one file.
func (s *Set) Sink(path string) *Sink {
	k := &Sink{set: s, path: path}
	k.body = s.table(k)
	return k
}

// Fold makes an empty tally to which the sinks of files are added.
func (s *Set) Fold() *Fold { return &Fold{set: s} }

// inspected is how many series Everything asks for.
const inspected = 1000

// Everything asks for each measure of a kind, as `inspect` shows it: measures
// of series have one labelled figure for each of the first 1,000
// series.
func Everything(kind fact.Kind) []fact.Question {
	var questions []fact.Question
	for i := range Measures {
		if Measures[i].Kind == kind && Measures[i].Compare == fact.NotCompared && !Measures[i].Narrowed {
			questions = append(questions, fact.Question{Measure: &Measures[i], Limit: inspected})
		}
	}
	return questions
}

// table is the tally of one kind. merge adds another file's partial of the
// same set and is commutative; answer reads it and may be called from several
// goroutines once nothing is merged any more.
type table interface {
	merge(other table)
	listed() int64 // how many records a file has given
	answer(q *fact.Question, filter int) fact.Answer
}

// table makes an empty table. The sink is the file that it counts, nil for the
// table of a fold.
func (s *Set) table(file *Sink) table {
	switch s.Kind {
	case fact.Scanner:
		return newScannerTable(s, file)
	case fact.Coverage:
		return newCoverTable(s, file)
	case fact.Benchmark:
		return newBenchTable(s, file)
	case fact.Health:
		return newHealthTable(s, file)
	case fact.Tests:
		return newCaseTable(s, file)
	case fact.Inventory:
		return newInventoryTable(s, file)
	case fact.Document:
		return &documentTable{file: file}
	case fact.Change:
		return newChangeTable(s, file)
	case fact.Mutation:
		return newMutationTable(s, file)
	case fact.Assessment:
		return &assessmentTable{set: s, file: file}
	}
	return noTable{}
}

// noTable is the table of kinds that are not read from files.
type noTable struct{}

func (noTable) merge(table) {}

func (noTable) listed() int64 { return 0 }

func (noTable) answer(*fact.Question, int) fact.Answer {
	return fact.Answer{Problem: []fact.Problem{{Reason: fact.Missing, Text: "no file can answer"}}}
}

// hash is the identity of a sequence of texts. It differs between runs, so
// nothing may be ordered by it, and evidence cannot be made to collide.
func (s *Set) hash(texts ...string) uint64 {
	h := uint64(len(texts))
	for _, text := range texts {
		h = (h ^ maphash.String(s.seed, text)) * 0x9e3779b97f4a7c15
		h ^= h >> 32
	}
	return h
}

// maxRows bounds the rows that the records of one file make in a breakdown.
const maxRows = 100_000

func rowsWithin[T any](breakdowns []map[string]T) error {
	for _, rows := range breakdowns {
		if len(rows) > maxRows {
			return fmt.Errorf("expected a breakdown of at most %d rows", maxRows)
		}
	}
	return nil
}

// unmatched is the problem of a question whose filter no record passes.
func unmatched(q *fact.Question, seen, matched int64, records string) []fact.Problem {
	if matched > 0 || q.Where.IsZero() {
		return nil
	}
	return []fact.Problem{{Reason: fact.NoMatch, Text: fmt.Sprintf("none of %d %s passes %s", seen, records, q.Where)}}
}

// absent is the answer that the evidence has no such figure.
func absent(a fact.Answer, format string, args ...any) fact.Answer {
	a.Figures = nil
	a.Problem = append(a.Problem, fact.Problem{Reason: fact.NoMatch, Text: fmt.Sprintf(format, args...)})
	return a
}
