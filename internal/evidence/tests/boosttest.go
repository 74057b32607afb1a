package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var boostTestFormat = reader.Format{
	Name:   "boost-test",
	Doc:    "Boost.Test's XML: the report (--report_format=XML --report_level=detailed), and the log (--log_format=XML, with --log_level=test_suite or all, without which it names no passed test). aborted and timed-out are errors.",
	Kind:   fact.Tests,
	Totals: "the passed, failed and skipped test cases of a report together",
	Claims: func(h *reader.Head) bool {
		return (h.Root == "TestResult" || h.Root == "TestLog") && slices.Contains(h.Children, "TestSuite")
	},
	Codes: []int{0, 1, 200, 201},
	Read:  readBoostTest,
}

var boostOutcomes = outcomes{
	"passed": fact.Passed, "failed": fact.Failed, "skipped": fact.Skipped,
	"aborted": fact.Errored, "timed-out": fact.Errored, "timed out": fact.Errored,
}

func readBoostTest(in *reader.Input, s *tally.Sink) error {
	s.Named("Boost.Test", "")
	result := in.Head.Root == "TestResult"
	var suites setter
	inside := func(v reader.Value, r *report) { suites(v, r) }
	suites = within(layout{
		{"@name", inner},
		{"TestSuite", inside},
		{"TestCase", boostCase(result, inside)},
		{"Exception", problem(layout{{"", why}})},
	})
	if !result {
		outside := problem(layout{{"", why}})
		return read(in, s, layout{{"TestSuite", suites}, {"Error", outside}, {"FatalError", outside}, {"Exception", outside}})
	}
	total := int64(0)
	add := func(v reader.Value, _ *report) { total += v.Int() }
	return read(in, s, layout{{"TestSuite", func(v reader.Value, r *report) {
		line := v.Line()
		total = 0
		within(layout{
			{"@test_cases_passed", add}, // of which those that ended with warnings may be a part
			{"@test_cases_failed", add},
			{"@test_cases_skipped", add},
			{"@name", inner},
			{"TestSuite", inside},
			{"TestCase", boostCase(result, inside)},
		})(v, r)
		r.s.Declares(line, "tests", total, nil)
	}}})
}

// boostCase reads a test: the report says what became of it, the log what it
// said.
func boostCase(result bool, inside setter) setter {
	element := ""
	members := layout{
		{"@name", name},
		{"@result", outcome(boostOutcomes)},
		{"@skipped", func(v reader.Value, r *report) {
			if v.Text() == "yes" {
				r.Outcome = fact.Skipped
			}
		}},
		{"@reason", why},
		{"@file", path},
		{"TestSuite", inside}, // of what is made while it runs
		{"Error", became(fact.Failed)},
		{"FatalError", became(fact.Failed)},
		{"Exception", became(fact.Errored)},
		{"Message", ignored},
		{"Info", ignored},
		{"Warning", ignored},
		{"*.@", into(&element)},
		{"*", func(v reader.Value, _ *report) {
			v.Fail("expected what Boost.Test says of a test, found <%.40s>", element)
		}},
		{"TestingTime", func(v reader.Value, r *report) { r.Duration = scaled(v.Decimal(), 6) }},
	}
	return test(members, func(v reader.Value, r *report) {
		switch {
		case r.Outcome == 0 && result:
			v.Fail("expected the result of %.80q, found none", r.Name)
		case r.Outcome == 0:
			r.Outcome = fact.Passed
		}
	})
}

// became reads what was said of a test; the worst counts, and is told.
func became(outcome fact.Outcome) setter {
	return func(v reader.Value, r *report) {
		if outcome > r.Outcome {
			r.Outcome = outcome
			r.Message = strings.TrimSpace(v.Text())
		}
	}
}
