package fact

import (
	"math/big"
	"time"

	"signoff/internal/quantity"
)

// Finding is one thing that a scanner reports.
type Finding struct {
	// Line is the line of the evidence file where the record begins.
	Line     int
	Severity Severity
	Rule     string
	// Tool is the analyzer when the file holds several; "" for the file's tool.
	Tool string
	// Path and At are the place in the examined source; At is 0 when unknown.
	Path string
	At   int
	// CWE and CVE hold identifiers such as CWE-79 or CVE-2024-1 and GHSA ids.
	CWE, CVE []string
	// Package and Version are the vulnerable component, for dependency scanners.
	Package, Version string
	Message          string
	// Unrated says that the tool gives no severity where it has a place for one.
	Unrated bool
	// Prints are the tool's own fingerprints of it by their names, those that are
	// partial under PartialPrint.
	Prints map[string]string
	// Suppressed findings were accepted at the source and do not count.
	Suppressed bool
	// Undecided findings need a person to decide (SARIF review and open).
	Undecided bool
	// Count is how many findings the record stands for; 0 means 1.
	Count int64
}

// PartialPrint begins the names of fingerprints that a tool calls partial.
const PartialPrint = "partial "

// The outcomes of a criterion, as an assessment writes them.
const (
	RuledMet           = "met"
	RuledWarning       = "warning"
	RuledUnmet         = "unmet"
	RuledUnknown       = "unknown"
	RuledNotApplicable = "not-applicable"
)

// Outcome is what became of a test case, ascending from best to worst.
type Outcome uint8

// The outcomes of a test case.
const (
	Skipped Outcome = iota + 1
	Passed
	Failed
	Errored
)

// String names the outcome as users write it in `where`.
func (o Outcome) String() string {
	switch o {
	case Passed:
		return "passed"
	case Skipped:
		return "skipped"
	case Failed:
		return "failed"
	case Errored:
		return "error"
	}
	return "none"
}

// Case is one test or subtest. Suite, Name and Path together are its identity.
// Cases of one identity are several tests, unless the file marks the later ones
// as further attempts of the first.
type Case struct {
	Line              int
	Suite, Name, Path string
	// Again marks another attempt of the test of this identity that the file
	// reported last.
	Again   bool
	Outcome Outcome
	// Duration in seconds; 0 when the file states none.
	Duration quantity.Decimal
	Message  string
	// Flaky marks a case that the file itself reports as failed, then passed.
	Flaky bool
	// Extra marks an error of a package or suite next to its tests: it counts
	// in tests.errors and not in tests.total.
	Extra bool
	// Lost marks an error that stands for tests which could not be loaded.
	Lost bool
}

// Metric names which kind of coverage a record is about.
type Metric uint8

// The metrics of coverage.
const (
	Lines Metric = iota
	Branches
	Functions
	Statements
)

// String names the metric as it stands in a measure.
func (m Metric) String() string {
	return [...]string{"lines", "branches", "functions", "statements"}[m]
}

// Stat names a figure that a benchmark tool states itself.
type Stat uint8

// The statistics; Sampled is one raw observation, the others are declared.
const (
	Sampled Stat = iota
	Mean
	Median
	Min
	Max
	Stddev
	P50
	P90
	P95
	P99
	P999
	Rate
	Requests
	Errors
	Bytes
	Allocs
)

// Sample is one figure of a benchmark: an observation of a series, or a
// statistic of it that the tool states. A series is name, metric and unit.
type Sample struct {
	Line int
	// Name is the benchmark as the tool prints it.
	Name string
	// Metric tells several figures of one benchmark apart ("real_time",
	// "http_req_waiting"); "" for the only or the principal one.
	Metric string
	Stat   Stat
	Value  quantity.Decimal
	Unit   quantity.Unit
	// Config is what the file states of how it was measured: host, processor,
	// threads, forks. Figures of another configuration are another series.
	Config string
	// Taken is when an observation was made, in nanoseconds since 1970, 0 when the
	// file does not say.
	Taken int64
}

// Condition is what a service says about itself.
type Condition uint8

// The conditions; running without a health check is Unchecked.
const (
	Unchecked Condition = iota
	Healthy
	Unhealthy
)

// String names the condition.
func (c Condition) String() string {
	switch c {
	case Healthy:
		return "healthy"
	case Unhealthy:
		return "unhealthy"
	}
	return "unchecked"
}

// Service is one container, pod, unit, target or component of a system.
type Service struct {
	Line int
	// ID is what the tool knows it by, "" where it has no id: it is then known by
	// namespace and name.
	ID                             string
	Name, Status, Image, Namespace string
	Condition                      Condition
	// Uptime since the last start in seconds, nil when not stated.
	Uptime *quantity.Decimal
	// Restarts, negative when not stated.
	Restarts int64
	// Ports are where it can be reached, as the tool writes them.
	Ports string
}

// Check is something that a tool looked at, and what became of it. Those that
// failed are findings besides.
type Check struct {
	Line    int
	Name    string
	Outcome Outcome
}

// Up is one instant of a service's availability series.
type Up struct {
	Line int
	// Series names what was probed.
	Series string
	At     time.Time
	// Up is what the probe said; Gap marks an instant without a usable value.
	Up, Gap bool
	// Step is the declared spacing, 0 when the series must tell.
	Step time.Duration
}

// Component is one thing of a bill of materials.
type Component struct {
	Line                               int
	Name, Version, License, PURL, Type string
}

// VEX is what a VEX document says about one vulnerability.
type VEX struct {
	Line                  int
	ID, Product           string
	Status, Justification string
	// Aliases are other ids of the vulnerability, Parts the components of the
	// product that bring it in, where the document names them.
	Aliases, Parts []string
}

// Catalogued is an entry of a catalogue of vulnerabilities: that one is known to be
// exploited, or its score, how likely it is to be, a part of 1 as written.
type Catalogued struct {
	Line      int
	ID, Score string
	Exploited bool
}

// ChangedFile is a file that a change touches. Path is its new name, or its last
// one where it is deleted. Added are the numbers of the lines that the change
// adds, in the new file; Removed is how many lines it takes away.
type ChangedFile struct {
	Line    int
	Path    string
	From    string // its earlier name, where it was renamed
	Deleted bool
	Added   []int
	Removed int64
	// Blob is how the change leaves the file, as git names it, in full or cut; ""
	// where the change does not say.
	Blob string
}

// Assessed is an assessment of another project.
type Assessed struct {
	Line             int
	Project, Verdict string
	// Score in points, nil where no criterion applies.
	Score    *big.Rat
	Criteria []Ruled
}

// Ruled is one criterion of an assessment. Aside says that it counts nowhere: it
// does not apply, or informs only.
type Ruled struct {
	Line                   int
	ID, Title, Category    string
	Outcome, Reason        string
	Blocker, Waived, Aside bool
}

// MutantOutcome is what became of a mutant: of a change that was made to the
// source to see whether a test notices.
type MutantOutcome uint8

// The outcomes of a mutant. LeftOut is one that tells nothing: it did not
// compile, could not run, or was ignored.
const (
	Killed MutantOutcome = iota + 1
	TimedOut
	Survived
	Uncovered
	LeftOut
)

// String names the outcome as users write it in `where`.
func (o MutantOutcome) String() string {
	return [...]string{"none", "killed", "timeout", "survived", "uncovered", "left-out"}[o]
}

// Mutant is one mutant of a run of mutation tests. Path and At are the place in
// the source, Mutator is what the tool calls the change, Message what it says.
type Mutant struct {
	Line    int
	Path    string
	At      int
	Mutator string
	Outcome MutantOutcome
	Message string
}
