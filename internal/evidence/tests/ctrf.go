package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var ctrfFormat = reader.Format{
	Name:   "ctrf",
	Doc:    "Common Test Report Format (ctrf.io JSON). Pending and other are skipped; a test that its retries made pass is flaky. A report that declares tests and holds none is refused, one that declares a failure and holds none has an error.",
	Kind:   fact.Tests,
	Totals: "tests, passed and failed of the summary",
	Retry:  "flaky",
	Claims: func(h *reader.Head) bool {
		return h.Has("results.tool", "results.summary") || h.Has("results.tool", "results.tests") || h.Text("reportFormat") == "CTRF"
	},
	Read: readCTRF,
}

var ctrfOutcomes = outcomes{
	"passed": fact.Passed, "failed": fact.Failed,
	"skipped": fact.Skipped, "pending": fact.Skipped, "other": fact.Skipped,
}

func readCTRF(in *reader.Input, s *tally.Sink) error {
	browser, summed := "", false
	return read(in, s, layout{
		{"results.tool.name", tool},
		{"results.tool.version", toolVersion},
		{"results.summary.tests", noting(&summed, declared)},
		{"results.summary.passed", states("passed tests", fact.Passed)},
		{"results.summary.failed", statesFailures(fact.Failed, fact.Errored)},
		{"results.summary.start", dated},
		{"results.tests[]", test(layout{
			{"name", name},
			{"status", outcome(ctrfOutcomes)},
			{"duration", tookMillis},
			{"message", why},
			{"suite", suites},
			{"filePath", path},
			{"browser", into(&browser)},
			{"flaky", flaky},
		}, func(_ reader.Value, r *report) {
			if browser != "" { // the same test in several
				r.Name += " [" + browser + "]"
			}
			browser = ""
		}, onlyPassed)},
	}, required("results.summary.tests", &summed), allDeclared, failureReported)
}
