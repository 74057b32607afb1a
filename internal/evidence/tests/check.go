package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var checkFormat = reader.Format{
	Name: "check",
	Doc:  "The XML log of Check, the unit tests of C (srunner_set_xml, CK_XML_LOG_FILE_NAME). Each iteration of a loop test is a test; failure is a failure, error (a signal, a timeout) an error.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Root == "testsuites" && h.Spaced("check.sourceforge.net/ns")
	},
	Read: readCheck,
}

var checkOutcomes = outcomes{"success": fact.Passed, "failure": fact.Failed, "error": fact.Errored}

func readCheck(in *reader.Input, s *tally.Sink) error {
	s.Named("Check", "")
	iteration, unit := "", ""
	return read(in, s, layout{
		{"datetime", dated},
		{"suite", around(layout{
			{"title", suite},
			{"test", test(layout{
				{"@result", outcome(checkOutcomes)},
				{"fn", func(v reader.Value, r *report) { r.Path, _, _ = strings.Cut(v.Text(), ":") }},
				{"id", name},
				{"iteration", into(&iteration)},
				{"duration", took},
				{"description", into(&unit)},
				{"message", why},
			}, func(v reader.Value, r *report) {
				if r.Outcome == 0 {
					v.Fail("expected the result of %.80q, found none", r.Name)
				}
				if r.Name = unit + " > " + r.Name; iteration != "" && iteration != "0" {
					r.Name += " [" + iteration + "]"
				}
				iteration, unit = "", ""
			})},
		})},
	})
}
