package tests

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var newmanFormat = reader.Format{
	Name:   "newman",
	Doc:    "Newman's JSON reporter (newman run --reporters json). A test is an assertion of a request; a request that got no answer, and a script that threw, is an error next to them. A run that ended with an error is incomplete.",
	Kind:   fact.Tests,
	Totals: "assertions, failed ones, and failures",
	Claims: func(h *reader.Head) bool {
		return h.Has("run.executions", "run.stats") || h.Has("run.executions", "run.timings") || h.Has("run.stats.assertions") || h.Has("collection.item", "collection.info")
	},
	Read: readNewman,
}

func readNewman(in *reader.Input, s *tally.Sink) error {
	s.Named("newman", "")
	iteration := ""
	reason := layout{{"message", why}}
	thrown := given(problem(reason))
	execution := around(layout{
		{"^cursor.iteration", into(&iteration)},
		{"^item.name", func(v reader.Value, r *report) {
			if r.Suite = v.Text(); iteration != "" && iteration != "0" { // which tells repetitions apart
				r.Suite += " #" + iteration
			}
		}},
		{"assertions[]", test(layout{
			{"assertion", name},
			{"skipped", when(fact.Skipped)},
			{"error", given(func(v reader.Value, r *report) {
				r.Outcome = fact.Failed
				reason.Reader()(v, r)
			})},
		}, func(_ reader.Value, r *report) { r.Outcome = cmp.Or(r.Outcome, fact.Passed) })},
		{"requestError", thrown},
		{"testScript[].error", thrown},
		{"prerequestScript[].error", thrown},
	}, func(reader.Value, *report) { iteration = "" })
	runs, failed, bad := int64(0), total{}, []fact.Outcome{fact.Failed, fact.Errored}
	return read(in, s, layout{
		{"run", counting(&runs, layout{
			{"executions[]", execution},
			{"stats.assertions.total", statesTests},
			{"stats.assertions.failed", states("failed assertions", fact.Failed)},
			{"failures[]", func(v reader.Value, r *report) { failed = total{v.Line(), "failures", failed.n + 1, bad} }},
			{"timings.started", dated},
			{"error", given(within(reason, func(_ reader.Value, r *report) {
				r.s.Incomplete(r.Line, "the run ended with an error: %s", r.Message)
			}))},
		}.Reader())},
	}, func(v reader.Value, r *report) {
		if runs == 0 {
			v.Fail("expected a run, found a collection alone")
		}
		r.stated = append(r.stated, failed)
	})
}
