package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var trxFormat = reader.Format{
	Name: "trx",
	Doc:  "Visual Studio test results (dotnet test --logger trx, MSTest). Each result and each inner result counts; NotExecuted, Inconclusive, NotRunnable and Pending are skipped; Error, Timeout, Aborted and a missing outcome are errors. A run that was aborted is incomplete, one that failed without a failed test is an error.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Root == "TestRun"
	},
	Read: readTRX,
}

// trxOutcomes: the schema leaves out the attribute for its first value, Error.
var trxOutcomes = outcomes{
	"": fact.Errored, "error": fact.Errored, "timeout": fact.Errored, "aborted": fact.Errored,
	"disconnected": fact.Errored, "inprogress": fact.Errored, "passedbutrunaborted": fact.Errored,
	"passed": fact.Passed, "warning": fact.Passed, "completed": fact.Passed,
	"failed":      fact.Failed,
	"notexecuted": fact.Skipped, "inconclusive": fact.Skipped, "notrunnable": fact.Skipped, "pending": fact.Skipped,
}

func readTRX(in *reader.Input, s *fact.Sink) error {
	// The classes of tests may stand after the results that name them by id.
	classes, err := trxClasses(in.XML())
	if err != nil {
		return err
	}
	t := trx{x: in.XML(), tally: tally{s: s}, classes: classes}
	for range t.x.Elements() {
		for name := range t.x.Elements() {
			switch name {
			case "Times":
				if start := t.x.Attr("start"); start != "" {
					s.Dated(start)
				}
			case "Results":
				t.results()
			case "ResultSummary":
				t.summary()
			}
		}
	}
	t.settle()
	return t.x.Err()
}

// trxClasses gives the class of each test by the test's id.
func trxClasses(x *reader.XML) (map[string]string, error) {
	classes := map[string]string{}
	for range x.Elements() {
		for section := range x.Elements() {
			if section != "TestDefinitions" {
				continue
			}
			for range x.Elements() {
				id := x.Attr("id")
				for name := range x.Elements() {
					if name == "TestMethod" {
						class, _, _ := strings.Cut(x.Attr("className"), ",")
						classes[id] = class
					}
				}
			}
		}
	}
	return classes, x.Err()
}

// trx is the state of a file.
type trx struct {
	tally
	x        *reader.XML
	classes  map[string]string
	outcome  string // of the summary
	line     int    // of the summary
	declared int64
}

func (t *trx) results() {
	for range t.x.Elements() {
		t.result()
	}
}

// result reads one result with those inside it, such as the rows of a
// data-driven test, which bear its name.
func (t *trx) result() {
	x := t.x
	c := fact.Case{Line: x.Line(), Suite: t.classes[x.Attr("testId")], Name: x.Attr("testName"), Outcome: trxOutcomes.in(x, "outcome")}
	if row := x.Attr("dataRowInfo"); row != "" {
		c.Name += " [" + row + "]"
	}
	c.Duration, _ = clock(x.Attr("duration"))
	for name := range x.Elements() {
		switch name {
		case "InnerResults":
			t.results()
		case "Output":
			for name := range x.Elements() {
				if name == "ErrorInfo" {
					c.Message = childText(x, "Message")
				}
			}
		}
	}
	t.add(&c)
}

func (t *trx) summary() {
	t.outcome, t.line = t.x.Attr("outcome"), t.x.Line()
	for name := range t.x.Elements() {
		if name == "Counters" {
			t.declared = t.x.Int("total")
		}
	}
}

// settle holds the summary against the results.
func (t *trx) settle() {
	switch {
	case t.declared > 0 && t.none():
		t.x.Fail("wanted the %d tests that are declared, found none", t.declared)
	case t.outcome == "Aborted" || t.outcome == "Timeout" || t.outcome == "InProgress" || t.outcome == "Disconnected":
		t.s.Incomplete(t.line, "the run is %s", strings.ToLower(t.outcome))
	case (t.outcome == "Failed" || t.outcome == "Error") && t.bad == 0:
		t.broken(t.line, "", "the run failed without a failed test")
	}
}
