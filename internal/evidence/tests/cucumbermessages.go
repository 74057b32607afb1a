package tests

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// cucumberRun is the state of a stream of Cucumber messages: what a run is
// about, by the ids that refer to it.
type cucumberRun struct {
	counted
	j        *reader.JSON
	features map[string]string    // name by path
	pickles  map[string]fact.Case // scenario by the id of its pickle
	tests    map[string]string    // pickle by the id of its test case
	attempts map[string]*scenario // open ones, by their id
	ended    bool
}

// readCucumberMessages reads one message a line: an object whose only key is
// the kind of message.
func readCucumberMessages(j *reader.JSON, s *tally.Sink) error {
	c := cucumberRun{
		j: j, counted: counted{s: s},
		features: map[string]string{}, pickles: map[string]fact.Case{}, tests: map[string]string{}, attempts: map[string]*scenario{},
	}
	for range j.Values() {
		for kind := range j.Fields() {
			c.message(kind)
		}
	}
	if len(c.attempts) > 0 && c.ended {
		j.Fail("expected the end of each scenario that began, %d have none", len(c.attempts))
	}
	if !c.ended {
		j.Fail("expected the message testRunFinished, found the end of the file: the stream is cut off")
	}
	return j.Err()
}

// message reads one message. Those of other kinds say nothing about a run.
func (c *cucumberRun) message(kind string) {
	switch kind {
	case "meta":
		m := textsOf(c.j)
		c.s.Named(m[".implementation.name"], m[".implementation.version"])
	case "testRunStarted":
		c.s.Dated(textsOf(c.j)[".timestamp.seconds"])
	case "gherkinDocument":
		m := textsOf(c.j)
		c.features[m[".uri"]] = m[".feature.name"]
	case "pickle":
		c.pickle(textsOf(c.j))
	case "testCase":
		m := textsOf(c.j)
		c.tests[m[".id"]] = m[".pickleId"]
	case "testCaseStarted":
		line, m := c.j.Line(), textsOf(c.j)
		c.attempts[m[".id"]] = &scenario{line: line, name: m[".testCaseId"], again: m[".attempt"] != "" && m[".attempt"] != "0"}
	case "testStepFinished":
		c.step(textsOf(c.j))
	case "testCaseFinished":
		c.finish(textsOf(c.j))
	case "testRunHookFinished":
		line, m := c.j.Line(), textsOf(c.j)
		if cucumberOutcomes.word(c.j, m[".result.status"]) > fact.Passed {
			c.broken(line, "", m[".result.message"])
		}
	case "testRunFinished":
		line, m := c.j.Line(), textsOf(c.j)
		if c.ended = true; m[".success"] == "false" && c.bad == 0 {
			c.broken(line, "", "the run failed without a failed scenario")
		}
	}
}

// pickle keeps a scenario. The examples of an outline share its name, not the
// line.
func (c *cucumberRun) pickle(m map[string]string) {
	place := m[".uri"]
	if line := m[".location.line"]; line != "" {
		place += ":" + line
	}
	c.pickles[m[".id"]] = fact.Case{Suite: c.features[m[".uri"]], Name: m[".name"], Path: place}
}

func (c *cucumberRun) step(m map[string]string) {
	attempt := c.attempts[m[".testCaseStartedId"]]
	if attempt == nil {
		c.j.Fail("expected a step of a scenario that began, found %.80q", m[".testCaseStartedId"])
		return
	}
	attempt.add(cucumberOutcomes.word(c.j, m[".testStepResult.status"]), m[".testStepResult.message"])
	seconds, _ := quantity.ParseDecimal(m[".testStepResult.duration.seconds"])
	nanos, _ := quantity.ParseDecimal(m[".testStepResult.duration.nanos"])
	attempt.nanos += seconds.Mant*1e9 + nanos.Mant
}

// finish gives a scenario on, unless it is tried again.
func (c *cucumberRun) finish(m map[string]string) {
	id := m[".testCaseStartedId"]
	attempt := c.attempts[id]
	delete(c.attempts, id)
	if attempt == nil || m[".willBeRetried"] == "true" {
		return
	}
	test := c.pickles[c.tests[attempt.name]]
	test.Line, test.Outcome, test.Message = attempt.line, attempt.outcome(), attempt.message
	test.Duration = quantity.Decimal{Mant: attempt.nanos, Exp: -9}
	test.Flaky = attempt.again && test.Outcome == fact.Passed
	c.add(&test)
}
