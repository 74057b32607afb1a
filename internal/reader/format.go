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
	// Clean lists the bare contents ("[]", "{}", "null", "") that are a clean
	// run of this tool, provided that the path names the tool: see Head.Bare.
	Clean []string
	// Hints are words in a path that name the tool, besides Name.
	Hints []string
	// Read gives the records of one file to the sink. Its error, or the first
	// of any cursor or of the sink, makes the file unreadable.
	Read func(in *Input, s *tally.Sink) error
	// NeedsFormat marks a reader that claims nothing and must be named by
	// `format:`.
	NeedsFormat bool
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
// the table lacks is given to fail, and the severity is then none.
func (t Severities) Word(word string, fail func(format string, args ...any)) fact.Severity {
	if severity, ok := t[word]; ok {
		return severity
	}
	severity, ok := t[strings.ToLower(strings.TrimSpace(word))]
	if !ok {
		fail("unknown severity %.40q", word)
	}
	return severity
}
