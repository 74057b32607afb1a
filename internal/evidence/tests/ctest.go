package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var ctestFormat = reader.Format{
	Name:  "ctest",
	Doc:   "CTest's Test.xml (ctest -T Test), what it sends to a dashboard; its --output-junit is junit. A test that was disabled or skipped itself is skipped; one that did not run for any other reason is an error.",
	Kind:  fact.Tests,
	Codes: []int{0, 8},
	Claims: func(h *reader.Head) bool {
		_, ctest := h.RootAttrs["BuildStamp"]
		return h.Root == "Site" && ctest
	},
	Read: readCTest,
}

var ctestOutcomes = outcomes{"passed": fact.Passed, "failed": fact.Failed, "notrun": fact.Errored}

func readCTest(in *reader.Input, s *tally.Sink) error {
	s.Named("CTest", "")
	measurement := ""
	return read(in, s, layout{
		{"Testing.StartTestTime", dated},
		{"Testing.Test", test(layout{
			{"@Status", outcome(ctestOutcomes)},
			{"Name", name},
			{"Path", path},
			{"Results.NamedMeasurement.@name", func(v reader.Value, _ *report) { measurement = v.Text() }},
			{"Results.NamedMeasurement.Value", func(v reader.Value, r *report) {
				switch measurement {
				case "Execution Time":
					took(v, r)
				case "Completion Status":
					r.Message = v.Text()
				}
			}},
		}, ctestSkipped)},
	})
}

// ctestSkipped tells the tests that were not to run from those that could not.
func ctestSkipped(_ reader.Value, r *report) {
	if r.Outcome == fact.Errored && (r.Message == "Disabled" || strings.HasPrefix(r.Message, "SKIP_")) {
		r.Outcome = fact.Skipped
	}
}
