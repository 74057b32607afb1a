package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var testCafeFormat = reader.Format{
	Name:   "testcafe",
	Doc:    "TestCafe's JSON reporter (testcafe -r json). A test with errors failed.",
	Kind:   fact.Tests,
	Totals: "total and passed, without the skipped tests, and skipped",
	Retry:  "told by unstable, which makes a test that passed flaky",
	Codes:  reader.UpTo(255),
	Claims: func(h *reader.Head) bool {
		return h.Has("fixtures", "userAgents", "passed", "total")
	},
	Read: readTestCafe,
}

func readTestCafe(in *reader.Input, s *tally.Sink) error {
	s.Named("testcafe", "")
	var ran, passed, skipped int64
	errors, listed := 0, false // of the test
	each := layout{{"[]", func(v reader.Value, r *report) {
		if errors++; errors == 1 {
			why(v, r)
		}
	}}}.Reader()
	return read(in, s, layout{
		{"startTime", dated},
		{"endTime", dated},
		{"total", func(v reader.Value, r *report) {
			r.s.Declares(v.Line(), "tests that ran", v.Int(), func() int64 { return ran })
		}},
		{"passed", func(v reader.Value, r *report) {
			r.s.Declares(v.Line(), "passed tests", v.Int(), func() int64 { return passed })
		}},
		{"skipped", func(v reader.Value, r *report) {
			r.s.Declares(v.Line(), "skipped tests", v.Int(), func() int64 { return skipped })
		}},
		{"fixtures[]", within(layout{
			{"^name", suite},
			{"^path", path},
			{"tests[]", test(layout{
				{"name", name},
				{"errs", func(v reader.Value, r *report) {
					errors = 0
					if listed = v.Kind() == '['; listed {
						each(v, r)
					}
				}},
				{"durationMs", tookMillis},
				{"unstable", flaky},
				{"skipped", when(fact.Skipped)},
			}, func(v reader.Value, r *report) {
				switch {
				case !listed:
					v.Fail("expected the errs of %.80q, found none", r.Name)
				case r.Outcome == fact.Skipped:
					skipped++
				case errors > 0:
					r.Outcome = fact.Failed
				default:
					r.Outcome = fact.Passed
					passed++
				}
				if r.Outcome != fact.Skipped {
					ran++
				}
				errors, listed = 0, false
			}, onlyPassed)},
		})},
	})
}
