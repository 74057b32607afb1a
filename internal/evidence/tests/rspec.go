package tests

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var rspecFormat = reader.Format{
	Name:   "rspec",
	Doc:    "RSpec's JSON formatter (rspec --format json). Pending is skipped; errors outside of examples, such as a file that did not load, are errors next to the tests.",
	Kind:   fact.Tests,
	Totals: "examples and failed ones",
	Claims: func(h *reader.Head) bool {
		return h.Has("examples[].full_description") || h.Has("summary.example_count")
	},
	Read: readRSpec,
}

var rspecOutcomes = outcomes{"passed": fact.Passed, "failed": fact.Failed, "pending": fact.Skipped}

func readRSpec(in *reader.Input, s *tally.Sink) error {
	file := ""
	return read(in, s, layout{
		{"version", func(v reader.Value, r *report) { r.s.Named("rspec", v.Text()) }},
		{"summary.example_count", declared},
		{"summary.failure_count", states("failed examples", fact.Failed)},
		{"summary.errors_outside_of_examples_count", func(v reader.Value, r *report) {
			line, outside := v.Line(), v.Int()
			for range min(outside, 1000) {
				r.broken(line, "", "an error occurred outside of examples")
			}
		}},
		{"examples[]", test(layout{
			{"id", path}, // a path with a number: descriptions repeat
			{"file_path", into(&file)},
			{"full_description", name},
			{"status", outcome(rspecOutcomes)},
			{"run_time", took},
			{"pending_message", why},
			{"exception.message", why},
		}, func(_ reader.Value, r *report) {
			r.Path, file = cmp.Or(r.Path, file), ""
		})},
	}, allDeclared)
}
