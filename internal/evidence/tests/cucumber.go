package tests

import (
	"math/big"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var cucumberFormat = reader.Format{
	Name: "cucumber",
	Doc:  "Cucumber's JSON (--format json of cucumber-jvm, -js, -ruby; behave too) and its messages (--format message, NDJSON; one that passed when tried again is flaky, a stream without its end is refused). A test is a scenario; its worst step or hook decides, those of the background before it too: undefined, ambiguous and unknown are errors, pending and skipped skipped. A scenario without steps is skipped.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Kind("") == '[' && h.Has("[].elements", "[].keyword") || h.Has("[].elements[].steps") || isCucumberMessages(h)
	},
	Clean: []string{"[]"},
	Read:  readCucumber,
}

var cucumberOutcomes = outcomes{
	"passed": fact.Passed, "failed": fact.Failed, "skipped": fact.Skipped, "pending": fact.Skipped, "untested": fact.Skipped,
	"undefined": fact.Errored, "ambiguous": fact.Errored, "unknown": fact.Errored,
}

func isCucumberMessages(h *reader.Head) bool {
	return h.Has("meta.protocolVersion") || h.Has("gherkinDocument.feature") || h.Has("testCaseStarted.testCaseId")
}

func readCucumber(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	if isCucumberMessages(in.Head) {
		return readCucumberMessages(j, s)
	}
	for range j.Items() {
		var name, uri string
		var scenarios []scenario
		for key := range j.Fields() {
			switch key {
			case "name":
				name = j.Text()
			case "uri":
				uri = j.Text()
			case "elements":
				for range j.Items() {
					scenarios = append(scenarios, readScenario(j))
				}
			}
		}
		addScenarios(s, name, uri, scenarios)
	}
	return j.Err()
}

// addScenarios gives the scenarios of a feature on. The background stands
// before each scenario that it was run for.
func addScenarios(s *fact.Sink, feature, uri string, scenarios []scenario) {
	var before scenario
	for _, r := range scenarios {
		if r.background {
			before = r
			continue
		}
		if before.worst > r.worst {
			r.worst, r.message = before.worst, before.message
		}
		before = scenario{}
		c := fact.Case{Line: r.line, Suite: feature, Name: r.name, Path: uri, Outcome: r.outcome(), Duration: r.duration, Message: r.message}
		if r.at > 0 { // the examples of an outline share a name
			c.Path += ":" + strconv.FormatInt(r.at, 10)
		} else if r.place != "" {
			c.Path = r.place
		}
		if r.date != "" {
			s.Dated(r.date)
		}
		s.Case(&c)
	}
}

// scenario is one element of a feature.
type scenario struct {
	line       int
	at         int64
	name, date string
	place      string // path and line, as behave writes
	background bool
	again      bool // it was tried before
	worst      fact.Outcome
	skipped    bool // some step was
	duration   quantity.Decimal
	nanos      int64
	message    string
}

// outcome is passed only when a step passed and none was left out.
func (r *scenario) outcome() fact.Outcome {
	if r.worst == 0 || r.worst == fact.Passed && r.skipped {
		return fact.Skipped
	}
	return r.worst
}

func readScenario(j *reader.JSON) scenario {
	r := scenario{line: j.Line()}
	for key := range j.Fields() {
		switch key {
		case "name":
			r.name = j.Text()
		case "line":
			r.at = j.Int()
		case "location":
			r.place = j.Text()
		case "start_timestamp":
			r.date = j.Text()
		case "type":
			r.background = j.Text() == "background"
		case "steps", "before", "after":
			r.steps(j)
		}
	}
	r.duration = quantity.Decimal{Mant: r.nanos, Exp: -9}
	return r
}

// steps reads steps, or the hooks around them.
func (r *scenario) steps(j *reader.JSON) {
	for range j.Items() {
		for key := range j.Fields() {
			switch key {
			case "before", "after":
				r.steps(j)
			case "result":
				r.result(j)
			}
		}
	}
}

func (r *scenario) result(j *reader.JSON) {
	var message string
	var outcome fact.Outcome
	for key := range j.Fields() {
		switch key {
		case "status":
			outcome = cucumberOutcomes.of(j)
		case "duration":
			r.nanos += nanoseconds(j.Decimal())
		case "error_message":
			message = strings.Join(j.Texts(), "\n")
		}
	}
	r.add(outcome, message)
}

// add adds what became of a step.
func (r *scenario) add(outcome fact.Outcome, message string) {
	r.skipped = r.skipped || outcome == fact.Skipped
	if outcome > r.worst {
		r.worst, r.message = outcome, message
	}
}

// nanoseconds is how long a step took: Cucumber counts in nanoseconds, behave
// writes seconds with a fraction.
func nanoseconds(d quantity.Decimal) int64 {
	if d.Exp >= 0 {
		return d.Mant
	}
	d.Exp += 9
	r := d.Rat()
	return new(big.Int).Quo(r.Num(), r.Denom()).Int64()
}
