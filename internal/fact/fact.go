// Package fact is the vocabulary of evidence: the kinds, the records that
// tools report, the measures and fields by which they may be asked, and the
// tallies that fold records into answers. It knows no file format and judges
// nothing: whether an answer is good enough is for evaluate to say.
//
// Questions of one kind are compiled into a Set. Each file is read into a Sink
// of its own, and the sinks are added to a Fold, which answers. No order shows
// in an answer: not that of files, nor that of records but where it decides, as
// with a test that fails and then passes. Figures are exact; where something
// would have to be dropped to save memory, a limit is named and the file is
// refused instead.
package fact

// Kind is what a format yields.
type Kind uint8

// The kinds of DESIGN section 6. The zero value is no kind.
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
)

// Kinds lists every kind in the order of the documentation.
var Kinds = []Kind{Scanner, Coverage, Benchmark, Tests, Health, Inventory, Document, Statement}

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
	}
	return "no kind"
}
