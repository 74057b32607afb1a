package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cppUnitFormat = reader.Format{
	Name:   "cppunit",
	Doc:    "The XML of CppUnit (XmlOutputter) and of AUnit, which is made after it. A failure of type Assertion is a failure, one of type Error an error.",
	Kind:   fact.Tests,
	Totals: "the tests and the failures of its statistics",
	Claims: func(h *reader.Head) bool {
		return h.Root == "TestRun" && slices.Contains(h.Children, "Statistics") &&
			(slices.Contains(h.Children, "SuccessfulTests") || slices.Contains(h.Children, "FailedTests"))
	},
	Read: readCppUnit,
}

var cppUnitOutcomes = outcomes{"assertion": fact.Failed, "error": fact.Errored}

func readCppUnit(in *reader.Input, s *tally.Sink) error {
	failed := test(layout{
		{"@elapsed", took},
		{"Name", trimmedName},
		{"FailureType", func(v reader.Value, r *report) { r.Outcome = cppUnitOutcomes.word(v, strings.TrimSpace(v.Text())) }},
		{"Location.File", path},
		{"Message", why},
	}, func(v reader.Value, r *report) {
		if r.Outcome == 0 {
			v.Fail("expected the FailureType of %.80q, found none", r.Name)
		}
	})
	var bad int64
	return read(in, s, layout{
		{"SuccessfulTests.Test", test(layout{
			{"@elapsed", took},
			{"Name", trimmedName},
		}, func(_ reader.Value, r *report) { r.Outcome = fact.Passed })},
		{"FailedTests.FailedTest", counting(&bad, failed)},
		{"FailedTests.Test", counting(&bad, failed)},
		{"Statistics.FailuresTotal", func(v reader.Value, r *report) {
			r.s.Declares(v.Line(), "failed tests", v.Int(), func() int64 { return bad })
		}},
		{"Statistics.Tests", func(v reader.Value, r *report) {
			line := v.Line()
			n := v.Int()
			if r.s.Declares(line, "tests", n, nil); n == 0 {
				r.s.None()
			}
		}},
	})
}

// trimmedName reads a name around which the file may be laid out.
func trimmedName(v reader.Value, r *report) { r.Name = strings.TrimSpace(v.Text()) }
