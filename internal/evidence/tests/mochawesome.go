package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var mochawesomeFormat = reader.Format{
	Name:   "mochawesome",
	Doc:    "The JSON of Mochawesome, a reporter of Mocha and Cypress, merged or not. Pending tests, and those that a failing hook kept from running, are skipped; the hook is an error next to the tests. A report that declares tests and holds none is refused.",
	Kind:   fact.Tests,
	Totals: "passes and failures",
	Codes:  reader.UpTo(255),
	Claims: func(h *reader.Head) bool {
		return h.Has("stats.passPercent", "results")
	},
	Read: readMochawesome,
}

var mochawesomeOutcomes = outcomes{"passed": fact.Passed, "failed": fact.Failed, "pending": fact.Skipped, "skipped": fact.Skipped}

func readMochawesome(in *reader.Input, s *tally.Sink) error {
	s.Named("mochawesome", "")
	hook := within(layout{
		{"fullTitle", suite},
		{"fail", when(fact.Errored)},
		{"err.message", why},
	}, func(v reader.Value, r *report) {
		if r.Outcome == fact.Errored {
			giveProblem(v, r)
		}
	})
	var suite setter
	suite = within(layout{
		{"^file", func(v reader.Value, r *report) {
			if file := v.Text(); file != "" { // a suite inside another may not name it again
				r.Path = file
			}
		}},
		{"beforeHooks[]", hook},
		{"afterHooks[]", hook},
		{"tests[]", test(layout{
			{"fullTitle", name},
			{"state", func(v reader.Value, r *report) {
				if v.Kind() != 'n' { // kept from running
					r.Outcome = mochawesomeOutcomes.of(v)
				}
			}},
			{"pending", when(fact.Skipped)},
			{"skipped", when(fact.Skipped)},
			{"duration", tookMillis},
			{"err.message", why},
		})},
		{"suites[]", func(v reader.Value, r *report) { suite(v, r) }},
	})
	return read(in, s, layout{
		{"stats.tests", declared},
		{"stats.passes", states("passes", fact.Passed)},
		{"stats.failures", states("failures", fact.Failed, fact.Errored)},
		{"stats.start", dated},
		{"results[]", func(v reader.Value, r *report) { suite(v, r) }},
	}, someDeclared)
}
