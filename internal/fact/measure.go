package fact

import "signoff/internal/quantity"

// Measure is a named figure that can be asked of a kind.
type Measure struct {
	Name string
	Kind Kind
	// Unit is how the figure is written. AnyUnit measures take theirs from the
	// evidence: a benchmark's series, a document's query.
	Unit    quantity.Unit
	AnyUnit bool
	// Truth measures are 1 or 0, and a target may call them true or false.
	Truth bool
	// Default marks the measure that is asked of evidence of its kind where a
	// criterion names none.
	Default bool
	// Total marks the measure that counts every record of its kind.
	Total bool
	// Severity is the one severity that the measure counts, and Outcome the one
	// outcome of a test: of all others NoSeverity, and none.
	Severity Severity
	Outcome  Outcome
	// Note is the name under which the figure stands beside others of its kind.
	Note string
	// Of names the measure of the whole that a share is a part of, Leaves the one of
	// what a count leaves out though one would look for it there, and Window the one
	// of how long was observed, without which the figure says little.
	Of, Leaves, Window string
	// Quantile is which quantile of single observations the measure is, the
	// zero Quantile for all others; Spread says that it takes several of them.
	Quantile Quantile
	Spread   bool
	// Availability marks the share of a window that something was up.
	Availability bool
	// Compare is what the measure counts of findings against a base.
	Compare Comparison
	// Lined says that records of coverage tell the figure line by line, so that it
	// can be narrowed to changed lines; Narrowed that it is asked with them only.
	Lined, Narrowed bool
	// Query says that the measure looks something up in a document.
	Query bool
	// Age says that the evidence gives a date and the figure is the time from
	// then to the assessment.
	Age bool
	// First is what a first plan asks, the zero First where it is for people to say.
	First First
	Doc   string
}

// First is the criterion of a measure that nobody has agreed to yet.
type First struct {
	Title string
	// Target is asked where there is no evidence yet; without one the measure is
	// asked only of a figure that is there, to hold it.
	Target string
	Hold   Hold
}

// Hold says how the target of a figure follows from how it stands.
type Hold uint8

// Holds.
const (
	HoldNone  Hold = iota // there must be none of it, whatever is today
	HoldLeast             // at least what it is, rounded down
	HoldMost              // at most what it is
)

// Counts reports whether the figure counts records, so that more of them can
// only raise it.
func (m *Measure) Counts() bool {
	return !m.AnyUnit && !m.Truth && m.Kind != Statement && m.Unit.Dimension() == quantity.Number
}

// Quantile is the Num/Den quantile; of the zero value Exists is false.
type Quantile struct{ Num, Den int64 }

// Exists reports whether there is a quantile.
func (q Quantile) Exists() bool { return q.Den > 0 }

// IsMedian reports whether the quantile is the median.
func (q Quantile) IsMedian() bool { return q.Exists() && 2*q.Num == q.Den }

// Field is a property of a kind's records that `where` and `by` may name.
type Field struct {
	Name string
	Kind Kind
	// Ordered fields take >=, <=, > and < besides words and patterns; their
	// Words run from the greatest down.
	Ordered bool
	// Open fields may have no known value; such a record may pass any condition.
	Open bool
	// LookedUp fields say what a catalogue does that is context of the evidence.
	LookedUp bool
	// Percent fields are compared with percentages, and take nothing but >=, <=, >
	// and <.
	Percent bool
	// Multi fields may have several values: a condition holds when it holds
	// for any of them, and a breakdown counts the record under each.
	Multi bool
	// Words lists the values a field may have when they are fixed.
	Words []string
	Doc   string
}

// Fields lists what `where` and `by` may name, kind by kind.
var Fields = []Field{
	{Name: "severity", Kind: Scanner, Ordered: true, Open: true, Words: []string{"critical", "high", "medium", "low", "info"}, Doc: "our scale; >= high means high and critical"},
	{Name: "rule", Kind: Scanner, Doc: "the rule or advisory id"},
	{Name: "path", Kind: Scanner, Doc: "the examined source file"},
	{Name: "tool", Kind: Scanner, Doc: "the analyzer"},
	{Name: "cwe", Kind: Scanner, Multi: true, Doc: "a weakness, CWE-79"},
	{Name: "cve", Kind: Scanner, Multi: true, Doc: "a vulnerability, CVE-2024-1 or a GHSA id"},
	{Name: "package", Kind: Scanner, Doc: "the vulnerable component"},
	{Name: "version", Kind: Scanner, Doc: "its version"},
	{Name: "message", Kind: Scanner, Doc: "the message"},
	{Name: "new", Kind: Scanner, Words: []string{"true", "false"}, Doc: "whether the baseline lacks it"},
	{Name: "kev", Kind: Scanner, Open: true, LookedUp: true, Words: []string{"true", "false"}, Doc: "whether it is known to be exploited, by a catalogue that is its context"},
	{Name: "epss", Kind: Scanner, Ordered: true, Open: true, LookedUp: true, Percent: true, Doc: "how likely it is to be exploited, by the scores that are its context: >= 10%"},
	{Name: "suppressed", Kind: Scanner, Words: []string{"true", "false"}, Doc: "whether it was accepted at the source"},

	{Name: "path", Kind: Coverage, Doc: "the source file"},
	{Name: "package", Kind: Coverage, Doc: "the package or module"},

	{Name: "name", Kind: Benchmark, Doc: "the benchmark's name"},
	{Name: "metric", Kind: Benchmark, Doc: "which of its figures"},

	{Name: "suite", Kind: Tests, Doc: "the suite, class or package"},
	{Name: "name", Kind: Tests, Doc: "the test's name"},
	{Name: "path", Kind: Tests, Doc: "the test's source file"},
	{Name: "outcome", Kind: Tests, Multi: true, Words: []string{"passed", "failed", "error", "skipped", "flaky"}, Doc: "what became of it"},

	{Name: "name", Kind: Health, Doc: "the service or series"},
	{Name: "status", Kind: Health, Doc: "the tool's own word for its state"},
	{Name: "image", Kind: Health, Doc: "the container image"},
	{Name: "namespace", Kind: Health, Doc: "the namespace or project"},

	{Name: "name", Kind: Inventory, Doc: "the component's name"},
	{Name: "version", Kind: Inventory, Doc: "its version"},
	{Name: "license", Kind: Inventory, Doc: "its licence, as an SPDX expression where it has one"},
	{Name: "purl", Kind: Inventory, Doc: "its package URL"},
	{Name: "type", Kind: Inventory, Doc: "its type"},

	{Name: "by", Kind: Statement, Doc: "who states it"},

	{Name: "path", Kind: Change, Doc: "the changed file"},

	{Name: "path", Kind: Mutation, Doc: "the source file"},
	{Name: "mutator", Kind: Mutation, Doc: "what was changed, by the tool's own word"},
	{Name: "outcome", Kind: Mutation, Words: []string{"killed", "timeout", "survived", "uncovered", "left-out"}, Doc: "what became of the mutant"},

	{Name: "project", Kind: Assessment, Doc: "the project that was assessed"},
	{Name: "verdict", Kind: Assessment, Words: []string{"approved", "conditional", "rejected", "indeterminate"}, Doc: "the verdict on it"},
	{Name: "category", Kind: Assessment, Doc: "the category of a criterion"},
	{Name: "criterion", Kind: Assessment, Doc: "the id of a criterion"},
	{Name: "outcome", Kind: Assessment, Words: []string{"met", "warning", "unmet", "unknown", "not-applicable"}, Doc: "what became of it"},
}

// FieldNamed finds a kind's field by its name.
func FieldNamed(kind Kind, name string) (*Field, bool) {
	for i := range Fields {
		if Fields[i].Kind == kind && Fields[i].Name == name {
			return &Fields[i], true
		}
	}
	return nil, false
}
