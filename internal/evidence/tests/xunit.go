package tests

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var xunitFormat = reader.Format{
	Name:   "xunit",
	Doc:    "xUnit.net's XML results, versions 1 to 3 (dotnet test --logger xunit, Fixie too). Skip and NotRun are skipped; errors of an assembly, such as a fixture's cleanup, are errors next to its tests.",
	Kind:   fact.Tests,
	Totals: "total, passed and failed of each assembly",
	Claims: func(h *reader.Head) bool {
		if h.Root == "assemblies" {
			return len(h.Children) == 0 || slices.Contains(h.Children, "assembly")
		}
		_, ran := h.RootAttrs["run-date"]
		_, framework := h.RootAttrs["test-framework"]
		return h.Root == "assembly" && (ran || framework)
	},
	Read: readXUnit,
}

var xunitOutcomes = outcomes{"pass": fact.Passed, "fail": fact.Failed, "skip": fact.Skipped, "notrun": fact.Skipped}

func readXUnit(in *reader.Input, s *tally.Sink) error {
	var stamp, date, clock string
	test := test(layout{
		{"@type", suite},
		{"@name", name},
		{"@source-file", path},
		{"@result", outcome(xunitOutcomes)},
		{"@time", func(v reader.Value, r *report) {
			if text := v.Text(); text != "" {
				// Of three decimals, so a comma is the decimal point of old versions.
				r.Duration = seconds(v, strings.Replace(text, ",", ".", 1))
			}
		}},
		{"failure.message", why},
		{"reason", why},
	})
	assembly := within(layout{
		{"@name", suite},
		{"@start-rtf", into(&stamp)},
		{"@run-date", into(&date)},
		{"@run-time", into(&clock)},
		{"@test-framework", func(v reader.Value, r *report) {
			text := v.Text()
			if at := strings.LastIndexByte(text, ' '); at > 0 {
				r.s.Named(text[:at], text[at+1:])
			}
		}},
		{"@total", declaredTests},
		{"@passed", states("passed tests", fact.Passed)},
		{"@errors", failures},
		{"@failed", statesFailures(fact.Failed)},
		{"collection.test", test},
		{"class.test", test}, // version 1
		{"errors[]", problem(layout{
			{"@type", also(" ")},
			{"@name", also(" ")},
			{"failure.message", also(": ")},
		})},
	}, someDeclared, failureReported, func(_ reader.Value, r *report) {
		firstDate(r.s, stamp, strings.TrimSpace(date+"T"+clock))
		stamp, date, clock = "", "", ""
	})
	if in.Head.Root == "assembly" {
		return read(in, s, layout{{"", assembly}})
	}
	return read(in, s, layout{{"assembly", assembly}})
}

// firstDate takes the first text that is a date: what stands in for one in
// reports that were made comparable is not a fault.
func firstDate(s *tally.Sink, texts ...string) {
	for _, text := range texts {
		if _, _, err := quantity.ParseTime(text); err == nil {
			s.Dated(text)
			return
		}
	}
}

// also adds a text to the message.
func also(between string) setter {
	return func(v reader.Value, r *report) {
		if r.Message != "" {
			r.Message += between
		}
		r.Message += strings.TrimSpace(v.Text())
	}
}
