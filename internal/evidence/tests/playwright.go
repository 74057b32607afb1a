package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var playwrightFormat = reader.Format{
	Name:   "playwright",
	Doc:    "Playwright's JSON reporter (playwright test --reporter=json). A test of each project counts; expected is a pass, also of a test that is meant to fail; flaky is a pass after a retry. Errors outside of tests are errors next to them.",
	Kind:   fact.Tests,
	Totals: "expected and unexpected tests",
	Retry:  "the status flaky",
	Claims: func(h *reader.Head) bool {
		return h.Has("config.rootDir", "config.projects") && !h.Has("numTotalTests")
	},
	Read: readPlaywright,
}

var playwrightOutcomes = outcomes{
	"expected": fact.Passed, "flaky": fact.Passed, "unexpected": fact.Failed, "skipped": fact.Skipped,
}

func readPlaywright(in *reader.Input, s *tally.Sink) error {
	title := "" // of a spec, of which each project has a test
	spec := around(layout{
		{"^title", into(&title)},
		{"^file", path},
		{"tests[]", test(layout{
			{"projectName", func(v reader.Value, r *report) {
				if project := v.Text(); project != "" {
					r.Name = " [" + project + "]"
				}
			}},
			{"status", func(v reader.Value, r *report) {
				word := v.Text()
				r.Outcome, r.Flaky = playwrightOutcomes.word(v, word), word == "flaky"
			}},
			{"results[].duration", tookMillis},
			{"results[].error.message", why},
		}, func(_ reader.Value, r *report) { r.Name = title + r.Name })},
	}, func(reader.Value, *report) { title = "" })
	var suite setter
	suite = within(layout{
		{"^title", inner},
		{"suites[]", func(v reader.Value, r *report) { suite(v, r) }},
		{"specs[]", spec},
	})
	whole := false
	return read(in, s, layout{
		{"config.version", func(v reader.Value, r *report) { r.s.Named("playwright", v.Text()) }},
		{"stats.startTime", dated},
		{"stats.expected", states("expected tests", fact.Passed)},
		{"stats.unexpected", states("unexpected tests", fact.Failed)},
		{"suites[]", suite},
		{"errors.@", func(reader.Value, *report) { whole = true }},
		{"errors[]", problem(layout{{"message", why}})},
	}, required("the list of errors outside of tests", &whole))
}
