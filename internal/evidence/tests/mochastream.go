package tests

import (
	"fmt"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// readMochaStream reads the events of json-stream, an array each: ["pass", {…}].
// The last of them has the counts; pending tests are in none before it.
func readMochaStream(j *reader.JSON, s *tally.Sink) error {
	var stats, found mochaStats
	event, ended := "", false
	pass, fail := counting(&found.passes, mochaTest(fact.Passed)), counting(&found.failures, mochaTest(fact.Failed))
	end := stats.read()
	read := layout{
		{"[0]", into(&event)},
		{"[1]", func(v reader.Value, r *report) {
			switch event {
			case "pass":
				pass(v, r)
			case "fail":
				fail(v, r)
			case "end":
				ended = true
				end(v, r)
			}
		}},
	}.Reader()
	r := report{counted: counted{s: s}}
	for range j.Values() {
		read(j, &r)
	}
	switch {
	case !ended:
		j.Fail("expected the event end, found the end of the file: the stream is cut off")
	case found.passes != stats.passes || found.failures != stats.failures:
		j.Fail("expected %d passes and %d failures as the end says, found %d and %d", stats.passes, stats.failures, found.passes, found.failures)
	case stats.pending > mostOmitted:
		j.Fail("expected at most %d tests that are not listed, found %d", mostOmitted, stats.pending)
	default:
		for i := range stats.pending {
			r.add(&fact.Case{Line: j.Line(), Name: fmt.Sprintf("pending %d", i+1), Outcome: fact.Skipped})
		}
	}
	return j.Err()
}
