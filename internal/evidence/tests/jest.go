package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var jestFormat = reader.Format{
	Name:   "jest",
	Doc:    "Jest's JSON (jest --json) and Vitest's (vitest --reporter=json). Pending, todo and disabled are skipped; a test that passed after a retry is flaky; a test file that failed without a failed test, as one that did not load, is an error. An interrupted run is incomplete.",
	Kind:   fact.Tests,
	Totals: "all, passed and failed tests",
	Retry:  "invocations above one (jest.retryTimes)",
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

func readJest(in *reader.Input, s *tally.Sink) error {
	assertion := within(layout{
		{"ancestorTitles", suites},
		{"title", name},
		{"status", outcome(jestOutcomes)},
		{"duration", tookMillis},
		{"failureMessages", whyTexts},
		{"invocations", func(v reader.Value, r *report) { r.Flaky = v.Int() > 1 }},
	}, onlyPassed, func(v reader.Value, r *report) {
		// A result that is an error is not a test: Jest before 27 writes one for
		// a file that did not load.
		if r.Outcome != fact.Errored {
			give(v, r)
		}
	})
	concluded := false
	file := around(layout{
		{"name", path},
		{"status", noting(&concluded, func(v reader.Value, r *report) { r.failed = jestOutcomes.of(v) > fact.Passed })},
		{"message", why},
		{"assertionResults[]", assertion},
	}, required("the status of a test file", &concluded), func(v reader.Value, r *report) {
		r.Suite = r.Path
		failureReported(v, r)
	})
	return read(in, s, layout{
		{"testResults[]", file},
		{"numTotalTests", declared},
		{"numPassedTests", states("passed tests", fact.Passed)},
		{"numFailedTests", states("failed tests", fact.Failed)},
		{"numRuntimeErrorTestSuites", func(_ reader.Value, r *report) { r.s.Named("jest", "") }},
		{"startTime", dated},
		{"success", func(v reader.Value, r *report) { r.failed = !v.Bool() }},
		{"wasInterrupted", interrupted},
	}, allDeclared, failureReported)
}
