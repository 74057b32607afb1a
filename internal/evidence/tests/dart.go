package tests

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var dartFormat = reader.Format{
	Name: "dart",
	Doc:  "The events of dart test --reporter json and flutter test --machine (protocol 0.1), one a line. Hidden tests (loading, setUpAll, tearDownAll) count only when they fail: they are errors, and one that loads a suite stands for its tests. A test that began and never ended, and a run without its event done or with one that does not say success or failure, make the run incomplete; one that failed without a failed test is an error.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("protocolVersion", "runnerVersion") && (h.Has("testID") || h.Has("success") || h.Has("suite.id") || h.Container == reader.JSONLines)
	},
	Read: readDart,
}

var dartOutcomes = outcomes{"success": fact.Passed, "failure": fact.Failed, "error": fact.Errored}

func readDart(in *reader.Input, s *tally.Sink) error {
	d := dart{
		counted: counted{s: s}, j: in.JSON(),
		suites: map[string]dartSuite{}, tests: map[string]fact.Case{}, began: map[string]string{}, marked: map[string]string{},
	}
	s.Named("dart test", "")
	for range d.j.Values() {
		if d.j.Kind() == '{' { // Flutter's own events are lists
			d.event(d.j.Line(), textsOf(d.j))
		}
	}
	if d.j.Err() != nil {
		return d.j.Err()
	}
	switch {
	case !d.ended:
		s.Incomplete(0, "the event at the end, done, is not there")
	case d.success == "":
		s.Incomplete(0, "the run did not end by itself")
	case len(d.tests) > 0:
		s.Incomplete(0, "%d tests began and did not end", len(d.tests))
	case d.success == "false" && d.bad == 0:
		d.broken(0, "", "the run failed and no test did")
	}
	return nil
}

// dart is the state of a stream: tests run side by side.
type dart struct {
	counted
	j       *reader.JSON
	suites  map[string]dartSuite
	tests   map[string]fact.Case // that run
	began   map[string]string    // when they began, in milliseconds
	marked  map[string]string    // whether they are to be skipped
	ended   bool
	success string
}

type dartSuite struct{ path, platform string }

func (d *dart) event(line int, e map[string]string) {
	switch e[".type"] {
	case "":
		d.j.Fail("expected an event with its type, found none")
	case "start":
		d.s.Named("", e[".runnerVersion"])
	case "suite":
		d.suites[e[".suite.id"]] = dartSuite{e[".suite.path"], e[".suite.platform"]}
	case "testStart":
		suite := d.suites[e[".test.suiteID"]]
		d.tests[e[".test.id"]] = fact.Case{Line: line, Suite: suite.platform, Path: suite.path, Name: e[".test.name"], Message: e[".test.metadata.skipReason"]}
		d.began[e[".test.id"]], d.marked[e[".test.id"]] = e[".time"], e[".test.metadata.skip"]
	case "error":
		if c, runs := d.tests[e[".testID"]]; runs {
			c.Message = e[".error"]
			d.tests[e[".testID"]] = c
		}
	case "testDone":
		d.done(e)
	case "done":
		d.ended, d.success = true, e[".success"]
	}
}

func (d *dart) done(e map[string]string) {
	id := e[".testID"]
	c, runs := d.tests[id]
	if !runs {
		d.j.Fail("expected the end of a test that began, found that of %.40q", id)
		return
	}
	c.Outcome = dartOutcomes.word(d.j, e[".result"])
	c.Duration = millisBetween(d.began[id], e[".time"])
	if skipped := cmp.Or(e[".skipped"], d.marked[id]); skipped == "true" && c.Outcome == fact.Passed {
		c.Outcome = fact.Skipped
	}
	delete(d.tests, id)
	delete(d.began, id)
	delete(d.marked, id)
	switch loads := strings.HasPrefix(c.Name, "loading "); {
	case e[".hidden"] == "true" && c.Outcome <= fact.Passed:
	case loads && c.Outcome > fact.Passed:
		c.Outcome, c.Lost = fact.Errored, true
		d.add(&c)
	case !loads:
		d.add(&c)
	}
}
