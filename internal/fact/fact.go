// Package fact is the vocabulary of evidence: the kinds, the records that tools
// report, the measures and fields by which they may be asked, the questions and
// the answers. It reads no file, counts nothing and judges nothing: tally folds
// records into answers, and whether an answer is good enough is for evaluate to
// say.
package fact

// Kind is what a format yields.
type Kind uint8

// The kinds. The zero value is not a kind.
const (
	NoKind Kind = iota
	Scanner
	Coverage
	Benchmark
	Tests
	Health
	Inventory
	Document
	Statement
	Change
	Assessment
	Mutation
)

// Kinds lists every kind in the order of the documentation.
var Kinds = []Kind{Scanner, Coverage, Benchmark, Tests, Health, Inventory, Document, Statement, Change, Assessment, Mutation}

// String names the kind as users write it.
func (k Kind) String() string {
	switch k {
	case Scanner:
		return "scanner"
	case Coverage:
		return "coverage"
	case Benchmark:
		return "benchmark"
	case Tests:
		return "tests"
	case Health:
		return "health"
	case Inventory:
		return "inventory"
	case Document:
		return "document"
	case Statement:
		return "statement"
	case Change:
		return "change"
	case Assessment:
		return "assessment"
	case Mutation:
		return "mutation"
	}
	return "no kind"
}

// Identity says what makes two records of the kind one, "" where each is its own.
func (k Kind) Identity() string {
	switch k {
	case Scanner:
		return "A finding counts as often as it is listed, with `dedupe` once for each weakness and place; against a baseline it is known by its tool's " +
			"fingerprint, else by vulnerability, package and path, else by rule, path and message without numbers."
	case Coverage:
		return "A source file is its path under `strip`, `root` and the folders that the report names; what reports say of one line, branch, function or statement is united."
	case Benchmark:
		return "A series is name, metric, unit, parameters and the configuration that the file states. Figures without samples are never averaged."
	case Tests:
		return "A test is suite, class, name, file, project and parameters, as the file writes them; a failure is never hidden by a pass that is not a retry."
	case Health:
		return "A service is its id where the tool gives one, else namespace and name; in several snapshots it is one, in its worst state."
	case Inventory:
		return "Each component and each statement is its own."
	}
	return ""
}

// Vacuous tells whether seeing no record at all of the kind shows nothing. A
// scanner that finds nothing is the result one hopes for; a test run without a
// test is not.
func (k Kind) Vacuous() bool {
	switch k {
	case Coverage, Benchmark, Tests, Health, Inventory, Assessment, Mutation:
		return true
	}
	return false
}
