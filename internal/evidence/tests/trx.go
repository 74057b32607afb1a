package tests

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var trxFormat = reader.Format{
	Name:   "trx",
	Doc:    "Visual Studio test results (dotnet test --logger trx, MSTest). Each result and each inner result counts; NotExecuted, Inconclusive, NotRunnable and Pending are skipped; Error, Timeout, Aborted and a missing outcome are errors. A run that was aborted is incomplete, one that failed without a failed test is an error.",
	Kind:   fact.Tests,
	Totals: "total, passed, failed and error of the counters",
	Claims: func(h *reader.Head) bool {
		return h.Root == "TestRun" && h.Spaced("VisualStudio/TeamTest")
	},
	Read: readTRX,
}

// trxOutcomes lists the values of the schema, which leaves out the attribute for
// the first of them, Error.
var trxOutcomes = outcomes{
	"": fact.Errored, "error": fact.Errored, "timeout": fact.Errored, "aborted": fact.Errored,
	"disconnected": fact.Errored, "inprogress": fact.Errored, "passedbutrunaborted": fact.Errored,
	"passed": fact.Passed, "warning": fact.Passed, "completed": fact.Passed,
	"failed":      fact.Failed,
	"notexecuted": fact.Skipped, "inconclusive": fact.Skipped, "notrunnable": fact.Skipped, "pending": fact.Skipped,
}

func readTRX(in *reader.Input, s *tally.Sink) error {
	// The classes of tests may stand after the results that name them by id.
	id, classes := "", map[string]string{}
	if err := read(in, s, layout{
		{"TestDefinitions[].@id", into(&id)},
		{"TestDefinitions[].TestMethod.@className", func(v reader.Value, _ *report) {
			classes[id], _, _ = strings.Cut(v.Text(), ",")
		}},
	}); err != nil {
		return err
	}
	var result setter
	// The results inside one, such as the rows of a data-driven test, bear its name.
	inside := func(v reader.Value, r *report) { result(v, r) }
	result = test(layout{
		{"@testId", func(v reader.Value, r *report) { r.Suite = classes[v.Text()] }},
		{"@testName", name},
		{"@dataRowInfo", func(v reader.Value, r *report) { r.Name += " [" + v.Text() + "]" }},
		{"@outcome", outcome(trxOutcomes)},
		{"@duration", func(v reader.Value, r *report) { r.Duration, _ = clock(v.Text()) }},
		{"InnerResults[]", inside},
		{"Output.ErrorInfo.Message", why},
	}, func(_ reader.Value, r *report) { r.Outcome = cmp.Or(r.Outcome, fact.Errored) })
	return read(in, s, layout{
		{"Times.@start", dated},
		{"Results[]", inside},
		{"ResultSummary.@outcome", func(v reader.Value, r *report) {
			switch word := v.Text(); word {
			case "Aborted", "Timeout", "InProgress", "Disconnected":
				s.Incomplete(0, "the run is %s", strings.ToLower(word))
			case "Failed", "Error":
				r.failed, r.Message = true, "the run failed without a failed test"
			}
		}},
		{"ResultSummary.Counters.@total", declaredTests},
		{"ResultSummary.Counters.@passed", states("passed tests", fact.Passed)},
		{"ResultSummary.Counters.@failed", states("failed tests", fact.Failed, fact.Errored)},
		{"ResultSummary.Counters.@error", states("tests with an error", fact.Errored)},
	}, someDeclared, failureReported)
}
