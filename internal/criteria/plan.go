// Package criteria is the DECLARE step: it reads signoff.yaml and the packs
// that it includes into a Plan, with every fault of every file at its place.
// It opens no evidence and judges nothing.
package criteria

import (
	"math/big"
	"regexp"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/source"
)

// Plan is everything that was declared, checked and compiled.
type Plan struct {
	Project, Release string
	// Draft says that nobody has agreed to the targets yet.
	Draft bool
	// Commit is the declared hash, "auto" to ask git, or "" when not bound.
	Commit string
	// Subject names what is released: paths and globs, or images as
	// NAME@sha256:DIGEST.
	Subject []string
	// Zone is where people are shown when it was judged, nil for UTC.
	Zone *time.Location
	// SHA256 is the digest over signoff.yaml and every file it includes.
	SHA256 string
	Packs  []Pack
	// From is the commit that the criteria were read from, "" for the folder.
	From string
	// Policy is the pack that --policy named, nil without one.
	Policy *Pack
	// Params are the parameters in force, sorted by name.
	Params []Param

	Evidence   []Evidence
	Categories []Category
	Criteria   []Criterion
	Waivers    []Waiver
	Tailor     []Tailoring

	// Asks are the distinct questions of all criteria and minimums; expressions
	// and guards refer to them by index.
	Asks []Ask

	// WarningCredit is what a warning counts, 1/2 unless declared.
	WarningCredit *big.Rat
	// Grades from the best down.
	Grades  []Grade
	Verdict Thresholds
	// People are who is who, sorted by name; empty where nobody is listed.
	People []Listed
	// Sign is who must approve.
	Sign      Sign
	WaiverMax quantity.Value
	// Redact are the project's own patterns of what is left out of every report.
	Redact []*regexp.Regexp
	// Narrative parts by slot, in the order declared.
	Narrative []Narrative
	// History is where past runs are kept.
	History History
	// Document is what the project says of the report itself.
	Document Document
}

// Pack is an included criteria file. Name is as written in include.
type Pack struct{ Name, SHA256 string }

// Param is a named value that criteria refer to, and where it came from
// ("declared", "env prod", "--set").
type Param struct{ Name, Value, From string }

// Evidence is one declared source of files, or a statement.
type Evidence struct {
	ID       string
	Declared source.Pos
	// Paths are globs relative to the folder of signoff.yaml.
	Paths []string
	// Format is the declared format name, or "" to recognise it.
	Format string
	// MaxAge is how old the evidence may be; the zero Value asks nothing.
	MaxAge quantity.Value
	// CommitRequired makes files that name no commit wrong-commit.
	CommitRequired bool
	// Quiet takes an empty file for a clean run.
	Quiet bool
	// SkippedAllowed accepts that the tool left inputs out.
	SkippedAllowed bool
	// Attempts says that the files are attempts of one run of tests.
	Attempts bool
	// Strip and Root turn the source paths that the files name into paths of the
	// project, and Builds says that one path names builds of one source.
	Strip  []string
	Root   string
	Builds bool
	// Unrated is the severity of findings that the tool did not rate, and
	// UnratedApart says that a criterion of their own judges them.
	Unrated        fact.Severity
	UnratedBecause string
	UnratedApart   bool
	// MinFiles is how many files there must be at least; 0 asks for one.
	MinFiles int
	// Min are least figures the evidence must show.
	Min []Minimum
	// Collect is the command that makes the evidence; nothing here runs it.
	// Covers are globs of the source that it is about.
	Covers []string
	// Makes are the files and globs of one run of it, when it makes more than
	// those of this evidence, and Timeout is how long it may take.
	Collect string
	Makes   []string
	Timeout time.Duration
	// Transcribed names what the evidence was typed from, "" for tool output.
	Transcribed string
	// Dated is a declared production date with the person who states it.
	Dated   time.Time
	DatedBy string
	// Proof is a path that supports a statement.
	Statement *Statement
	VEX       []string
	// Context are the catalogues in which its findings are looked up.
	Context []string
	// Warmup is for how long samples of a benchmark are left out, from the first;
	// the zero Value leaves none out.
	Warmup quantity.Value
	// Rounds says that each file holds the runs of one round.
	Rounds bool
	// Base says that it is read only to be compared with: it is of another commit.
	Base bool
}

// Minimum is a measure that evidence must reach to count at all.
type Minimum struct {
	Ask   int
	Least quantity.Target
	Pos   source.Pos
}

// Statement is a person's word in place of a tool's.
type Statement struct {
	Text, By, Proof string
	On              time.Time
	// Holds is false when the person states that it does not hold.
	Holds bool
	// ByAgent says that a program states it.
	ByAgent bool
}

// Category groups criteria for scoring.
type Category struct {
	ID, Title string
	Weight    *big.Rat
	Declared  source.Pos
	// Note is a remark next to its scores.
	Note string
}

// Ask is one question put to a set of evidences, which are read as one.
type Ask struct {
	Evidence []string
	// Base is the evidence that findings are compared with, of a question that
	// compares.
	Base []string
	// Changed is the evidence of the change whose lines the question is narrowed
	// to, or "".
	Changed  string
	Question fact.Question
}

// Criterion is one acceptance criterion.
type Criterion struct {
	ID, Title, Category string
	Declared            source.Pos
	// Pack is the pack that declares it, "" for the project itself.
	Pack     string
	Expr     Expr
	Measure  string // as shown: the measure, or the form ("all of 3")
	Target   quantity.Target
	Warn     *quantity.Target
	Blocker  bool
	Weight   *big.Rat
	EmptyMet bool // whether nothing matching counts as met
	// EmptyDeclared says that the criterion itself says so.
	EmptyDeclared bool
	// Each, when not nil, holds the target for every group of records.
	Each *Each
	// Informs shows the criterion and counts it nowhere; Binds is the instant from
	// which it counts, zero for always.
	Informs bool
	Binds   time.Time
	// Was lists its earlier ids.
	Was []string
	// Applies is false for a criterion declared not applicable.
	Applies                 bool
	AppliesWhen, AppliesWhy string
	AppliesBy               string
	Why, Fix, Owner         string
	// Due is the day by which it is to be met, zero for none; Priority and Phase
	// are words for the list of what to do.
	Due             time.Time
	Priority, Phase string
	Refs            []string
	Confidence      *big.Rat
	Baseline        []string
	// Repair is how long an outage lasts, for an availability with confidence.
	Repair *Repair
	// Rest asks the question of all that no waiver with a scope covers, and
	// RestUnlimited of all that none without a limit covers; nil without such a
	// waiver in force. Settle sets them.
	Rest, RestUnlimited Expr
	// Revised is when the criterion last changed: statements made before do not
	// speak of it. Zero when that is not declared.
	Revised time.Time
	// Revision is a digest of what the criterion asks, so that a diff can tell
	// a changed criterion from changed evidence.
	Revision string
}

// Repair is how long an outage lasts: Typed by a person, or when that is the
// zero Value the answer to an ask of other evidence.
type Repair struct {
	Ask   int
	Typed quantity.Value
}

// Waiver is an accepted, owned, expiring exception to one criterion.
type Waiver struct {
	ID, Criterion, Reason, Owner, ApprovedBy, Ticket string
	Granted, Expires                                 time.Time
	// Due is the day by which what it accepts is to be mended, zero for none.
	Due time.Time
	// ByAgent says that a program granted it.
	ByAgent bool
	Limit   *quantity.Target
	// Covers lists the outcomes that it may waive: unmet, unknown.
	CoversUnmet, CoversUnknown bool
	Declared                   source.Pos
	// Scope is which records alone it is for, Release the one release; empty
	// ones ask nothing.
	Scope   []Scope
	Release string
	// Inside asks the criterion's question of the records in its scope; nil
	// without a scope.
	Inside Expr

	selects fact.Where // the scope as a filter
}

// Scope is what a waiver asks of one field: one of the patterns must hold.
type Scope struct {
	Field    string
	Patterns []string
}

// Tailoring is one declared change to a pack's criterion; without one it is to
// what a pack says of the verdict, and Key names it.
type Tailoring struct {
	Criterion, Key, Old, New, Because, ApprovedBy string
	ByAgent                                       bool // a program decided it
	Declared                                      source.Pos
}

// Grade is a name for scores from a bound up.
type Grade struct {
	Name string
	From *big.Rat
}

// Thresholds are what the verdict asks; nil asks nothing. Differs says in words
// what was declared otherwise than it is by default, of scoring, grades and the
// longest life of waivers too.
type Thresholds struct {
	ApprovedCompliance, ApprovedScore       *quantity.Target
	ConditionalCompliance, ConditionalScore *quantity.Target
	Differs                                 []string
	// OwnGrades says that the names of scores are not the usual ones.
	OwnGrades bool
}

// Narrative is a part of the report that people write: Markdown with traced
// figures in double braces.
type Narrative struct {
	Slot, Path, Text string
	Declared         source.Pos
}
