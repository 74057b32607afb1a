package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var mochaFormat = reader.Format{
	Name:   "mocha",
	Doc:    "Mocha's JSON reporters (mocha --reporter json, Cypress; and json-stream, which counts pending tests only at its end). The lists passes, failures and pending count, so a failing hook is a failure; a pass after a retry is flaky. Tests that began and are in none of the lists make the run incomplete.",
	Kind:   fact.Tests,
	Totals: "passes, failures and pending",
	Retry:  "currentRetry above none",
	Codes:  reader.UpTo(255),
	Claims: func(h *reader.Head) bool {
		return h.Has("stats.suites", "stats.passes", "stats.failures") && !h.Has("stats.passPercent") && !h.Has("results") ||
			h.Container == reader.JSONLines && h.Text("[]") == "start" && h.Has("[].total")
	},
	Read: readMocha,
}

// mochaTest reads a test of a list, which says what became of it.
func mochaTest(became fact.Outcome) setter {
	return test(layout{
		{"fullTitle", name},
		{"file", path},
		{"duration", tookMillis},
		{"currentRetry", retried},
		{"err", why},
		{"err.message", why},
	}, func(_ reader.Value, r *report) { r.Outcome = became }, onlyPassed)
}

// mochaStats are the tests that the file counts by itself.
type mochaStats struct{ passes, failures, pending int64 }

// unstated is a count that is not there.
const unstated = -1

func (m *mochaStats) read() setter {
	read := layout{
		{"start", dated},
		{"passes", number(&m.passes)},
		{"failures", number(&m.failures)},
		{"pending", number(&m.pending)},
	}.Reader()
	return func(v reader.Value, r *report) {
		*m = mochaStats{unstated, unstated, unstated}
		if read(v, r); min(m.passes, m.failures, m.pending) < 0 {
			v.Fail("expected the numbers of passes, failures and pending tests in stats")
		}
	}
}

func readMocha(in *reader.Input, s *tally.Sink) error {
	s.Named("mocha", "")
	if in.Head.Container == reader.JSONLines {
		return readMochaStream(in.JSON(), s)
	}
	var stats, found mochaStats
	began := int64(0)
	return read(in, s, layout{
		{"stats", stats.read()},
		{"tests[]", counting(&began, ignored)},
		{"passes[]", counting(&found.passes, mochaTest(fact.Passed))},
		{"failures[]", counting(&found.failures, mochaTest(fact.Failed))},
		{"pending[]", counting(&found.pending, mochaTest(fact.Skipped))},
	}, func(v reader.Value, r *report) {
		if found != stats {
			v.Fail("expected %d passes, %d failures and %d pending as stats say, found %d, %d and %d",
				stats.passes, stats.failures, stats.pending, found.passes, found.failures, found.pending)
		}
		if began > r.cases {
			r.s.Incomplete(0, "%d tests began and %d ended", began, r.cases)
		}
	})
}
