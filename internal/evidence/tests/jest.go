package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var jestFormat = reader.Format{
	Name: "jest",
	Doc:  "Jest's JSON (jest --json) and Vitest's (vitest --reporter=json). Pending, todo and disabled are skipped; a test that passed after a retry is flaky; a test file that failed without a failed test, as one that did not load, is an error. An interrupted run is incomplete.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("numTotalTests", "numTotalTestSuites") || h.Has("testResults[].assertionResults")
	},
	Read: readJest,
}

var jestOutcomes = outcomes{
	"passed": fact.Passed, "failed": fact.Failed,
	"pending": fact.Skipped, "skipped": fact.Skipped, "todo": fact.Skipped, "disabled": fact.Skipped, "focused": fact.Skipped,
	"error": fact.Errored,
}

func readJest(in *reader.Input, s *fact.Sink) error {
	t := jest{j: in.JSON(), tally: tally{s: s}}
	declared, failed := int64(-1), false
	for key := range t.j.Fields() {
		switch key {
		case "testResults":
			for range t.j.Items() {
				t.file()
			}
		case "numTotalTests":
			declared = t.j.Int()
		case "numRuntimeErrorTestSuites":
			s.Named("jest", "")
		case "startTime":
			s.Dated(t.j.Text())
		case "success":
			failed = !t.j.Bool()
		case "wasInterrupted":
			if line := t.j.Line(); t.j.Bool() {
				s.Incomplete(line, "the run was interrupted")
			}
		}
	}
	switch {
	case declared >= 0 && declared != t.cases:
		t.j.Fail("wanted %d tests as declared, found %d", declared, t.cases)
	case failed && t.bad == 0:
		t.broken(0, "", "the run failed without a failed test")
	}
	return t.j.Err()
}

// jest is the state of a file.
type jest struct {
	tally
	j *reader.JSON
}

// file reads one test file. Its name stands after its tests. A result that is
// an error is no test: Jest before 27 writes one for a file that did not load.
func (t *jest) file() {
	line, bad := t.j.Line(), t.bad
	var name, status, message string
	var cases []fact.Case
	for key := range t.j.Fields() {
		switch key {
		case "name":
			name = t.j.Text()
		case "status":
			status = t.j.Text()
		case "message":
			message = t.j.Text()
		case "assertionResults":
			for range t.j.Items() {
				if c := t.assertion(); c.Outcome != fact.Errored {
					cases = append(cases, c)
				}
			}
		}
	}
	for i := range cases {
		cases[i].Path = name
		t.add(&cases[i])
	}
	if status == "failed" && t.bad == bad {
		t.broken(line, name, message)
	}
}

func (t *jest) assertion() fact.Case {
	j := t.j
	c := fact.Case{Line: j.Line()}
	retried := false
	for key := range j.Fields() {
		switch key {
		case "ancestorTitles":
			c.Suite = strings.Join(j.Texts(), " > ")
		case "title":
			c.Name = j.Text()
		case "status":
			c.Outcome = jestOutcomes.of(j)
		case "duration":
			c.Duration = scaled(j.Decimal(), 3)
		case "failureMessages":
			c.Message = strings.Join(j.Texts(), "\n")
		case "invocations":
			retried = j.Int() > 1
		}
	}
	c.Flaky = retried && c.Outcome == fact.Passed
	return c
}
