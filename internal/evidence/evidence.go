// Package evidence is the GATHER step: it finds the declared files, recognises
// their formats, has each read once as a stream, and folds what they say into
// answers. It knows neither targets nor outcomes, so it cannot read with an
// answer in mind.
package evidence

import (
	"slices"

	"signoff/internal/evidence/assessment"
	"signoff/internal/evidence/benchmark"
	"signoff/internal/evidence/change"
	"signoff/internal/evidence/coverage"
	"signoff/internal/evidence/declared"
	"signoff/internal/evidence/document"
	"signoff/internal/evidence/health"
	"signoff/internal/evidence/inventory"
	"signoff/internal/evidence/mutation"
	"signoff/internal/evidence/scanner"
	"signoff/internal/evidence/tests"
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// Formats lists the readers of every kind, in the order of the documentation.
func Formats() []reader.Format {
	return slices.Concat(
		scanner.Formats,
		coverage.Formats,
		tests.Formats,
		benchmark.Formats,
		health.Formats,
		inventory.Formats,
		change.Formats,
		mutation.Formats,
		assessment.Formats,
		document.Formats,
		declared.Formats,
	)
}

// Source is one declared evidence: the files it names and how to read them.
type Source struct {
	ID string
	// Paths are globs relative to the project's folder.
	Paths []string
	// Format names the format, or is "" to recognise it.
	Format string
	// VEX names the sources whose statements clear findings of this one.
	VEX []string
	// Context names the sources that are catalogues in which its findings are
	// looked up.
	Context []string
	// Quiet says that an empty file is a clean run of the tool; it needs Format.
	Quiet bool
	// Reading is how its files are to be taken, by what was declared of them.
	Reading tally.Reading
	// Record, when there is one, dates the files that it names.
	Record *Record
}

// Ask is one question put to a set of sources that are read as one.
type Ask struct {
	Sources []string
	// Base are the sources that the findings are compared with, of a question that
	// compares.
	Base []string
	// Changed is the source of the change whose lines the question is narrowed to,
	// or "".
	Changed  string
	Question fact.Question
}
