package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var rspecFormat = reader.Format{
	Name: "rspec",
	Doc:  "RSpec's JSON formatter (rspec --format json). Pending is skipped; errors outside of examples, such as a file that did not load, are errors beside the tests.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("examples[].full_description") || h.Has("summary.example_count")
	},
	Read: readRSpec,
}

var rspecOutcomes = outcomes{"passed": fact.Passed, "failed": fact.Failed, "pending": fact.Skipped}

func readRSpec(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	t := tally{s: s}
	declared := int64(-1)
	for key := range j.Fields() {
		switch key {
		case "version":
			s.Named("rspec", j.Text())
		case "examples":
			for range j.Items() {
				c := rspecCase(j)
				t.add(&c)
			}
		case "summary":
			for key := range j.Fields() {
				switch key {
				case "example_count":
					declared = j.Int()
				case "errors_outside_of_examples_count":
					line, outside := j.Line(), j.Int()
					for range min(outside, 1000) {
						t.broken(line, "", "an error occurred outside of examples")
					}
				}
			}
		}
	}
	if declared >= 0 && declared != t.cases {
		j.Fail("wanted %d examples as the summary says, found %d", declared, t.cases)
	}
	return j.Err()
}

// rspecCase takes the id of an example, a path with a number, for its path:
// descriptions repeat.
func rspecCase(j *reader.JSON) fact.Case {
	c := fact.Case{Line: j.Line()}
	file := ""
	for key := range j.Fields() {
		switch key {
		case "id":
			c.Path = j.Text()
		case "file_path":
			file = j.Text()
		case "full_description":
			c.Name = j.Text()
		case "status":
			c.Outcome = rspecOutcomes.of(j)
		case "run_time":
			c.Duration = j.Decimal()
		case "pending_message":
			if message := j.Text(); message != "" {
				c.Message = message
			}
		case "exception":
			c.Message = errorMessage(j)
		}
	}
	if c.Path == "" {
		c.Path = file
	}
	return c
}
