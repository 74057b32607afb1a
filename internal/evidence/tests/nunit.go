package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var nunitFormat = reader.Format{
	Name:   "nunit",
	Doc:    "NUnit's XML results, versions 2 (test-results) and 3 (test-run). Inconclusive, ignored and not runnable tests are skipped, a warning is a pass, a failure labelled Error is an error, and so is a suite that fails without a failed test or in its teardown.",
	Kind:   fact.Tests,
	Totals: "total, passed, failed and not run of the run and of each suite",
	Claims: func(h *reader.Head) bool {
		switch h.Root {
		case "test-run":
			return h.RootAttrs["total"] != "" || h.RootAttrs["testcasecount"] != "" || slices.Contains(h.Children, "test-suite")
		case "test-results":
			return h.RootAttrs["total"] != "" || slices.Contains(h.Children, "test-suite")
		case "test-suite": // one part of a run; Allure 1 has a root of this name too
			return h.RootAttrs["type"] != "" || h.RootAttrs["executed"] != ""
		}
		return false
	},
	Read: readNUnit,
}

var nunitOutcomes = outcomes{
	"passed": fact.Passed, "success": fact.Passed, "warning": fact.Passed,
	"failed": fact.Failed, "failure": fact.Failed, "cancelled": fact.Errored, "error": fact.Errored,
	"skipped": fact.Skipped, "ignored": fact.Skipped, "inconclusive": fact.Skipped, "notrunnable": fact.Skipped,
}

func readNUnit(in *reader.Input, s *tally.Sink) error {
	test := nunitTest()
	var suites setter
	members := layout{
		{"environment.@nunit-version", nunitVersion},
		{"environment.@framework-version", nunitVersion},
		{"test-case", test},
		{"test-suite", func(v reader.Value, r *report) { suites(v, r) }},
		{"results.test-case", test},
		{"results.test-suite", func(v reader.Value, r *report) { suites(v, r) }},
		{"failure.message", why},
	}
	suites = nunitSuite(members)
	if in.Head.Root == "test-suite" {
		return read(in, s, layout{{"", suites}})
	}
	var date string
	return read(in, s, append(layout{
		{"@total", declaredTests},
		{"@passed", states("passed tests", fact.Passed)},
		{"@failed", nunitBad},
		{"@failures", nunitBad}, // in version 2
		{"@not-run", states("tests that were not run", fact.Skipped)},
		{"@errors", states("tests with an error", fact.Failed, fact.Errored)},
		{"@start-time", dated},
		{"@date", into(&date)},
		{"@time", func(v reader.Value, r *report) { r.s.Dated(strings.TrimSpace(date + " " + v.Text())) }},
	}, members...), func(v reader.Value, r *report) {
		if r.declared > 0 && r.none() {
			r.s.Incomplete(v.Line(), "%d tests are declared and none is reported", r.declared)
		}
	})
}

func nunitVersion(v reader.Value, r *report) { r.s.Named("NUnit", v.Text()) }

var nunitBad = states("failed tests", fact.Failed, fact.Errored)

// nunitTest reads a test case: its result, or before 2.5 whether it was executed
// and succeeded.
func nunitTest() setter {
	var result, label, executed, success string
	stated, failed := false, false // the result, a failure
	return test(layout{
		{"@name", name},
		{"@classname", suite},
		{"@result", func(v reader.Value, _ *report) { result, stated = v.Text(), true }},
		{"@label", into(&label)},
		{"@executed", into(&executed)},
		{"@success", into(&success)},
		{"@time", took},
		{"@duration", took},
		{"failure.@", func(reader.Value, *report) { failed = true }},
		{"failure.message", why},
		{"reason.message", why},
	}, func(v reader.Value, r *report) {
		switch {
		case result == "Failed" && label == "Error":
			r.Outcome = fact.Errored
		case stated:
			r.Outcome = nunitOutcomes.word(v, result)
		case strings.EqualFold(executed, "false"):
			r.Outcome = fact.Skipped
		case strings.EqualFold(success, "true"):
			r.Outcome = fact.Passed
		case strings.EqualFold(success, "false"), failed:
			r.Outcome = fact.Failed
		case success == "" && strings.EqualFold(executed, "true"):
			r.Outcome = fact.Passed // the header counts those that did not
		default:
			v.Fail("expected a result of %.80q, found none", r.Name)
		}
		label, executed, success, stated, failed = "", "", "", false, false
	})
}

// nunitSuite reads a suite, which may fail without a failed test of its own.
func nunitSuite(members layout) setter {
	return within(append(layout{
		{"@name", suite},
		{"@fullname", suite},
		{"@result", func(v reader.Value, r *report) { r.Outcome = nunitOutcomes.of(v) }},
		{"@site", func(v reader.Value, r *report) { r.failed = v.Text() == "TearDown" }},
		{"@total", statesTests},
		{"@failed", nunitBad},
	}, members...), func(v reader.Value, r *report) {
		if r.Outcome > fact.Passed && (r.failed || r.bad == r.before.bad) {
			giveProblem(v, r)
		}
	})
}
