package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var googleTestFormat = reader.Format{
	Name:   "googletest",
	Doc:    "GoogleTest's JSON (--gtest_output=json); its XML is junit. Disabled and skipped tests are skipped. A report that declares tests and holds none is refused.",
	Kind:   fact.Tests,
	Totals: "tests and failures of the run and of each suite",
	Claims: func(h *reader.Head) bool {
		return h.Has("testsuites[].testsuite") || h.Has("testsuites", "tests", "failures", "disabled")
	},
	Read: readGoogleTest,
}

// googleTestOutcomes are those of status and result together, where no failure
// says otherwise.
var googleTestOutcomes = outcomes{"run": fact.Passed, "notrun": fact.Skipped, "completed": fact.Passed, "skipped": fact.Skipped, "suppressed": fact.Skipped}

func readGoogleTest(in *reader.Input, s *tally.Sink) error {
	s.Named("GoogleTest", "")
	parameter := func(v reader.Value, r *report) { r.Name += " (" + v.Text() + ")" }
	ran := func(v reader.Value, r *report) {
		if became := googleTestOutcomes.of(v); r.Outcome != fact.Skipped {
			r.Outcome = became
		}
	}
	one := test(layout{
		{"^name", name},
		{"value_param", parameter},
		{"type_param", parameter},
		{"classname", suite},
		{"file", path},
		{"^status", ran},
		{"^result", ran},
		{"time", func(v reader.Value, r *report) {
			text := v.Text()
			d, err := quantity.ParseDecimal(strings.TrimSuffix(text, "s"))
			if r.Duration = d; err != nil {
				v.Fail("expected a number of seconds, found %.40q", text)
			}
		}},
		{"failures[].failure", func(v reader.Value, r *report) { r.Outcome, r.Message = fact.Failed, v.Text() }},
	})
	return read(in, s, layout{
		{"tests", declared},
		{"failures", states("failed tests", fact.Failed)},
		{"timestamp", dated},
		{"testsuites[]", within(layout{
			{"tests", statesTests},
			{"failures", states("failed tests", fact.Failed)},
			{"testsuite[]", one},
		})},
	}, allDeclared)
}
