// Package reader is what a format is written with: Head, the shape of a file
// by which a format recognises its tool; pull cursors over JSON, XML, CSV and
// lines that give a record's values in the order in which they stand; and
// Layout, a table of where values stand in JSON and XML and what reads them.
// Cursors are strict: a truncated, mismatched or oversized file is an error
// with its line and never a shorter result. They hold one buffer, never the
// file, and what is not read is skipped but still checked. The package judges
// nothing and knows no tool.
package reader

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/tally"
)

// Format reads the output of one tool.
type Format struct {
	// Name is how criteria and output name the format: "bandit".
	Name string
	// Doc says in one or two sentences what it reads, by which document, and
	// how it maps severities or units.
	Doc string
	// Kind is what the records are.
	Kind fact.Kind
	// Claims says from a file's shape whether this is the tool's output;
	// exactly one format may claim a file.
	Claims func(h *Head) bool
	// Clean lists the bare contents ("[]", "{}", "null") that are a clean run of
	// this tool; where several tools have one, a word of the path tells which.
	// "" says that the tool prints nothing when it finds nothing: no bytes are
	// then a clean run as far as something else shows that it ran.
	Clean []string
	// Hints are words in a path that name the tool, besides Name.
	Hints []string
	// Codes are the exit codes of a run that says what it found; 0 and 1 unless
	// they are given.
	Codes []int
	// LastLine tells a last line that needs no newline, the mark by which the
	// tool ends its text or CSV; nil when there is no such mark. A last line
	// without a newline is an error otherwise.
	LastLine func(line string) bool
	// Never lists the source files that the tool leaves out of its report whatever
	// they hold: a pattern for the name of a file (*_test.go), or a folder (test/).
	Never []string
	// CutUnseen says that the format cannot show whether a file of lines is whole:
	// one that was cut between two records looks like any other. One document of
	// JSON or XML always shows it.
	CutUnseen bool
	// Read gives the records of one file to the sink. Its error, or the first
	// of any cursor or of the sink, makes the file unreadable.
	Read func(in *Input, s *tally.Sink) error
	// Requests says that the samples of a benchmark are requests of one run, and
	// not a run each.
	Requests bool
	// Totals names the totals that a file states about itself and that are compared
	// with what it lists, "" for none: "the failed tests of each suite".
	Totals string
	// Retry says by what mark a file of tests tells another attempt from another
	// test, "" when it has none.
	Retry string
	// Second marks a reader of another kind of what the format of the same name
	// claims: it reads a file only where its kind is asked for.
	Second bool
	// NeedsFormat marks a reader that claims nothing and must be named by
	// `format:`.
	NeedsFormat bool
}

// About is the Doc with what the other fields say to people.
func (f *Format) About() string {
	about := f.Doc
	if f.Totals != "" {
		about += " Held against what is listed: " + f.Totals + "."
	}
	switch {
	case f.Retry != "":
		about += " A retry is " + f.Retry + "; every other repeat is a test of its own."
	case f.Kind == fact.Tests:
		about += " It marks no retries: every repeat is a test of its own."
	}
	if f.Quiet() {
		about += " It prints nothing when it finds nothing (quiet: clean)."
	}
	if len(f.Never) > 0 {
		about += " It never lists " + strings.Join(f.Never, ", ") + "."
	}
	if f.CutUnseen {
		about += " A file of lines that was cut between two records looks whole (limit cut-unseen)."
	}
	switch n := len(f.Codes); {
	case n > 3 && f.Codes[n-1] == n-1:
		about += fmt.Sprintf(" A run ends with an exit code from 0 to %d.", n-1)
	case n == 1:
		about += fmt.Sprintf(" A run ends with exit code %d.", f.Codes[0])
	case n > 1:
		words := make([]string, n)
		for i, code := range f.Codes {
			words[i] = strconv.Itoa(code)
		}
		list := words[n-1]
		if n > 1 {
			list = strings.Join(words[:n-1], ", ") + " or " + list
		}
		about += " A run ends with exit code " + list + "."
	}
	return about
}

// Quiet tells whether the tool prints nothing when it finds nothing.
func (f *Format) Quiet() bool { return slices.Contains(f.Clean, "") }

// Ended tells whether a run with this exit code says what it found.
func (f *Format) Ended(code int) bool {
	if f.Codes == nil {
		return code == 0 || code == 1
	}
	return slices.Contains(f.Codes, code)
}

// UpTo are the exit codes from 0 to one of them: of tools that count what they
// found, or add up the kinds of it.
func UpTo(code int) []int {
	codes := make([]int, code+1)
	for i := range codes {
		codes[i] = i
	}
	return codes
}

// Severities is a tool's severity table, from its words in lower case to our
// scale. The word "" stands for a severity that is null or empty.
type Severities map[string]fact.Severity

// Of reads the current value of a cursor as a severity. A word that the table
// lacks is an error at its line.
func (t Severities) Of(c interface {
	Text() string
	Fail(format string, args ...any)
}) fact.Severity {
	return t.Word(c.Text(), c.Fail)
}

// Word looks a word up, whatever its case and the space around it. A word that
// the table lacks is given to fail, and the severity is then none; so it is for
// the words that say that it is not known, which are not errors.
func (t Severities) Word(word string, fail func(format string, args ...any)) fact.Severity {
	if severity, ok := t[word]; ok {
		return severity
	}
	plain := strings.ToLower(strings.TrimSpace(word))
	severity, ok := t[plain]
	if !ok && !slices.Contains(notRated, plain) {
		fail("unknown severity %.40q", word)
	}
	return severity
}

// notRated are the words of tools for a severity that is not known.
var notRated = []string{"", "unknown", "unspecified", "undefined", "unassigned", "unrated", "n/a", "null"}
