package tests

import (
	"fmt"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var pytestJSONFormat = reader.Format{
	Name: "pytest-json",
	Doc:  "pytest-json-report (pytest --json-report), also with its tests omitted, when the summary counts. xfailed is skipped, xpassed a pass, a module that cannot be collected an error. A run that was interrupted or broke (exit code 2, 3 or 4) is incomplete.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("exitcode", "created") && (h.Has("summary.total") || h.Has("summary.collected") || h.Has("tests[].nodeid"))
	},
	Read: readPytestJSON,
}

// pytestOutcomes: rerun is a failure that the plugin rerunfailures tried again.
var pytestOutcomes = outcomes{
	"passed": fact.Passed, "xpassed": fact.Passed, "failed": fact.Failed, "rerun": fact.Failed,
	"error": fact.Errored, "skipped": fact.Skipped, "xfailed": fact.Skipped,
}

// mostOmitted bounds how many tests a summary may count that are not listed.
const mostOmitted = 1_000_000

func readPytestJSON(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	t := tally{s: s}
	var counts []pytestCount
	listed := false
	for key := range j.Fields() {
		switch key {
		case "created":
			seconds, _, _ := strings.Cut(j.Text(), ".")
			s.Dated(seconds)
		case "exitcode":
			if line, code := j.Line(), j.Int(); 2 <= code && code <= 4 {
				s.Incomplete(line, "pytest was interrupted or broke: exit code %d", code)
			}
		case "environment":
			pytestEnvironment(j, s)
		case "summary":
			counts = pytestSummary(j)
		case "collectors":
			for range j.Items() {
				pytestCollector(j, &t)
			}
		case "tests":
			listed = j.Kind() == '['
			for range j.Items() {
				c := pytestCase(j)
				t.add(&c)
			}
		}
	}
	for _, n := range counts {
		switch {
		case n.outcome == 0 && listed && n.tests != t.cases:
			j.Fail("wanted %d tests as the summary says, found %d", n.tests, t.cases)
		case n.outcome != 0 && !listed && n.tests > mostOmitted:
			j.Fail("wanted at most %d tests that are not listed, found %d", mostOmitted, n.tests)
		case n.outcome != 0 && !listed:
			for i := range n.tests {
				t.add(&fact.Case{Line: n.line, Name: fmt.Sprintf("%s %d", n.word, i+1), Outcome: n.outcome})
			}
		}
	}
	return j.Err()
}

// pytestCount is one entry of the summary; the total has no outcome.
type pytestCount struct {
	line    int
	word    string
	tests   int64
	outcome fact.Outcome
}

func pytestSummary(j *reader.JSON) (counts []pytestCount) {
	for key := range j.Fields() {
		outcome, ok := pytestOutcomes[key]
		if ok || key == "total" {
			counts = append(counts, pytestCount{line: j.Line(), word: key, tests: j.Int(), outcome: outcome})
		}
	}
	return counts
}

func pytestEnvironment(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		if key != "Packages" {
			continue
		}
		for key := range j.Fields() {
			if key == "pytest" {
				s.Named("pytest", j.Text())
			}
		}
	}
}

func pytestCollector(j *reader.JSON, t *tally) {
	line := j.Line()
	var node, outcome, message string
	for key := range j.Fields() {
		switch key {
		case "nodeid":
			node = j.Text()
		case "outcome":
			outcome = j.Text()
		case "longrepr":
			message = jsonText(j)
		}
	}
	if outcome == "failed" || outcome == "error" {
		t.broken(line, node, message)
	}
}

// pytestCase reads a test with its phases. Those take the time; the first of
// them that went wrong says why.
func pytestCase(j *reader.JSON) fact.Case {
	c := fact.Case{Line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "nodeid":
			c.Path, c.Name, _ = strings.Cut(j.Text(), "::")
		case "outcome":
			c.Outcome = pytestOutcomes.of(j)
		case "setup", "call", "teardown":
			for field := range j.Fields() {
				switch field {
				case "duration":
					if d := j.Decimal(); key == "call" {
						c.Duration = d
					}
				case "crash":
					for field := range j.Fields() {
						if field == "message" && c.Message == "" {
							c.Message = jsonText(j)
						}
					}
				}
			}
		}
	}
	return c
}
