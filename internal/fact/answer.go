package fact

import (
	"math/big"
	"time"

	"signoff/internal/quantity"
	"signoff/internal/query"
)

// Question is what a criterion asks of its evidence. Two criteria that ask the
// same share one question.
type Question struct {
	Measure *Measure
	// Where selects records; the zero value selects all of them.
	Where Where
	// By names a field to break the figure down by, or is "".
	By string
	// Compare counts what became of findings since a base, and not all of them.
	Compare Comparison
	// Dedupe counts findings with the same location and weakness once.
	Dedupe bool
	// Query is what to look up in a document, nil for other kinds, and Unit
	// what a bare number there means.
	Query *query.Query
	Unit  quantity.Unit
	// Comma says that the document writes a comma before decimals.
	Comma bool
	// Of looks up how many there were to look at; where it finds none, the figure
	// says nothing. Nil when that is not asked.
	Of *query.Query
	// Samples asks for the single observations, and the runs, behind a
	// benchmark figure.
	Samples bool
	// List asks a look-up for every single thing that it finds, in place of a count.
	List bool
	// Limit asks for so many figures of series only, the first by name; 0 asks for
	// all. The answer's Unlisted counts what was left out.
	Limit int
}

// Comparison is what became of findings since a base.
type Comparison uint8

// What may be asked of a comparison.
const (
	NotCompared Comparison = iota
	NewOnes                // active now, and more than the base has
	FixedOnes              // active in the base, and not there now
	KeptOnes               // active now, and in the base
)

// Location is where an evidence file says something. Line is 0 when the file
// as a whole says it.
type Location struct {
	Path string
	Line int
}

// Before orders locations by path and line.
func (l Location) Before(m Location) bool {
	if l.Path != m.Path {
		return l.Path < m.Path
	}
	return l.Line < m.Line
}

// Reason says why evidence gives no usable figure. The values are the
// codes that the scorecard and every output say.
type Reason string

// The reasons in the order in which they are tried: the first that holds is
// the reason of an unknown criterion.
const (
	Missing       Reason = "missing"
	Unreadable    Reason = "unreadable"
	WrongCommit   Reason = "wrong-commit"
	WrongArtefact Reason = "wrong-artefact"
	Stale         Reason = "stale"
	Empty         Reason = "empty"
	NoMatch       Reason = "no-match"
	Inconclusive  Reason = "inconclusive"
)

// Reasons lists every reason in that order.
var Reasons = []Reason{Missing, Unreadable, WrongCommit, WrongArtefact, Stale, Empty, NoMatch, Inconclusive}

// Problem is one reason with the words that explain it and, where it has one,
// its place.
type Problem struct {
	Reason Reason
	Text   string
	At     Location
	// Partial says that what the evidence lists is right as far as it goes: a
	// count is at least what it is, and may break its target already.
	Partial bool
	// Forgivable says that the file lists less than it states, which whoever
	// declares the evidence may allow.
	Forgivable bool
}

// Figure is one value that answers a question. Most answers have exactly one;
// a benchmark question that selects several series, or percentiles of several
// files, have one each, and the criterion is compared with the worst.
type Figure struct {
	// Label names the series when there may be several: "GET", "GET rps".
	Label string
	// Value is the figure; for documents that hold a text or a truth value it
	// is the zero Value and Text says what stands there ("true", "false").
	Value quantity.Value
	Text  string
	// Part and Whole are the counts behind a proportion, 0 of 0 if it has none.
	Part, Whole int64
	// At is the record that says it.
	At Location
	// Declared marks a figure that the tool stated and nobody can recompute
	// from records (a single percentile, a headline percentage).
	Declared bool
	// Samples are the single observations, sorted, when the question asked.
	Samples []quantity.Decimal
	// Requests says that the samples are requests of one run a file, and not runs,
	// and Dependence how far they depend on each other.
	Requests   bool
	Dependence *Dependence
	// Runs are the figures of single runs, file by file and in their order, when
	// the question asked for samples; ByFile, where one run has no such figure, the
	// figure of the runs of each file.
	Runs, ByFile []Run
	// Range, when not nil, says that the figure is not known as a point.
	Range *Range
	// Span is the window behind an availability or its outages, nil for other
	// figures.
	Span *Span
}

// Run is the figure of one run: a repetition, or a file of requests. At is where
// its file begins to speak of the series.
type Run struct {
	Value quantity.Value
	At    Location
}

// Dependence is how many dependent samples are worth one independent one, seen at
// the quantile that was asked for and at the median.
type Dependence struct{ AtQuantile, AtMedian *big.Rat }

// Range is all that a figure may be, its ends included, and why it is not known
// better, as in "computed in floating point".
type Range struct {
	Low, High quantity.Value
	Because   string
	// Reason is why what it leaves open is unknown; Inconclusive where it is "".
	Reason Reason
	// Rounding says that the figure is known but for the engine's rounding.
	Rounding bool
}

// Span is what an availability series shows of its window: the time up, and the
// gaps of which nothing is known. Step is the time from one instant to the next.
// Incidents are how long each was down that is more than half an hour apart.
type Span struct {
	Window, Up, Gap, Step time.Duration
	Incidents             []time.Duration
}

// Answer is what the evidence says to one question. An answer without figures
// carries at least one problem. Problem next to figures decides: a count of
// records of which none passed Where is 0 and no-match.
type Answer struct {
	Figures []Figure
	Problem []Problem
	// Seen counts the records of the kind, Matched those that passed Where.
	Seen, Matched int64
	// Beside are figures that must be shown next to this one: suppressed
	// findings, skipped tests, flaky tests, failed requests.
	Beside []Note
	// Rows break the figure down when the question has By, sorted by name.
	Rows []Row
	// Untouched says that the change to which the question is narrowed adds no line
	// of which the measure speaks: there is nothing to judge, and no figure.
	Untouched bool
	// Identity says by what findings were told apart from those of a base.
	Identity string
	// Exhibits are the records that matter most, worst first; More counts
	// those left out.
	Exhibits []Exhibit
	More     int64
	// Unlisted is how many series, or figures of one, the question's Limit left out.
	Unlisted int64
}

// Note is a named count shown next to a figure.
type Note struct {
	Name  string
	Count int64
}

// Row is one line of a breakdown.
type Row struct {
	Name   string
	Figure Figure
}

// Exhibit is one record kept for the reader: a finding, a failed test, a badly
// covered file, an unhealthy service. Texts are redacted and bounded.
type Exhibit struct {
	// Rank is the word that orders exhibits: a severity, an outcome, a status.
	Rank string
	// Name is the rule, test, file, service or component.
	Name string
	// Text is the message or figure.
	Text string
	// Subject is where in the examined thing (source path with line).
	Subject string
	// At is the line of the evidence file.
	At Location
}
