package tests

import (
	"math/big"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var cucumberFormat = reader.Format{
	Name:  "cucumber",
	Doc:   "Cucumber's JSON (--format json of cucumber-jvm, -js, -ruby; behave too) and its messages (--format message, NDJSON; one that passed when tried again is flaky, a stream without its end is refused). A test is a scenario; its worst step or hook decides, those of the background before it too: undefined, ambiguous and unknown are errors, pending and skipped skipped. A scenario without steps is skipped.",
	Kind:  fact.Tests,
	Retry: "an attempt that says willBeRetried, in messages",
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

func readCucumber(in *reader.Input, s *tally.Sink) error {
	if isCucumberMessages(in.Head) {
		return readCucumberMessages(in.JSON(), s)
	}
	element, scenarios := scenarioLayout().Reader(), []scenario(nil)
	return read(in, s, layout{{"[]", within(layout{
		{"name", suite},
		{"uri", path},
		{"elements[]", func(v reader.Value, _ *report) {
			r := scenario{line: v.Line()}
			element(v, &r)
			scenarios = append(scenarios, r)
		}},
	}, func(_ reader.Value, r *report) {
		addScenarios(r.s, r.Suite, r.Path, scenarios)
		scenarios = nil
	})}})
}

// addScenarios gives the scenarios of a feature on. The background stands
// before each scenario that it was run for.
func addScenarios(s *tally.Sink, feature, uri string, scenarios []scenario) {
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
		c := fact.Case{Line: r.line, Suite: feature, Name: r.name, Path: uri, Outcome: r.outcome(), Duration: quantity.Decimal{Mant: r.nanos, Exp: -9}, Message: r.message}
		if r.at > 0 { // the examples of an outline share a name
			c.Path += ":" + strconv.FormatInt(r.at, 10)
		} else if r.place != "" {
			c.Path = r.place
		}
		if r.date != "" {
			s.Dated(r.date)
		}
		switch {
		case r.status != 0:
		case !r.stepped:
			s.Skip(r.line, "the scenario %.80q has no list of steps", r.name)
		case r.silent:
			s.Skip(r.line, "a step of the scenario %.80q has no result", r.name)
		}
		s.Case(&c)
	}
}

// scenario is one element of a feature.
type scenario struct {
	line       int
	at         int64
	name, date string
	place      string       // path and line, as behave writes
	status     fact.Outcome // as behave concludes
	silent     bool         // a step without a result, and nothing before it that says why
	stepped    bool         // it has a list of steps
	background bool
	again      bool // it was tried before
	worst      fact.Outcome
	skipped    bool // some step was
	nanos      int64
	message    string
}

// outcome is passed only when a step passed and none was left out.
func (r *scenario) outcome() fact.Outcome {
	if r.worst == 0 || r.worst == fact.Passed && r.skipped {
		return max(fact.Skipped, r.status)
	}
	return max(r.worst, r.status)
}

// scenarioLayout says where a scenario has its steps, and the hooks around it
// and around them.
func scenarioLayout() reader.Layout[scenario] {
	var outcome fact.Outcome
	var message string
	members := reader.Layout[scenario]{
		{"status", func(v reader.Value, _ *scenario) { outcome = cucumberOutcomes.of(v) }},
		{"duration", func(v reader.Value, r *scenario) { r.nanos += nanoseconds(v.Decimal()) }},
		{"error_message", func(v reader.Value, _ *scenario) { message = strings.Join(v.Texts(), "\n") }},
	}.Reader()
	result := func(v reader.Value, r *scenario) {
		outcome, message = 0, ""
		if members(v, r); outcome == 0 {
			v.Fail("expected the status of a step or a hook, found none")
		}
		r.add(outcome, message)
	}
	told := false
	step := reader.Layout[scenario]{
		{"result", func(v reader.Value, r *scenario) {
			told = true
			result(v, r)
		}},
		{"before[].result", result},
		{"after[].result", result},
	}.Reader()
	return reader.Layout[scenario]{
		{"name", func(v reader.Value, r *scenario) { r.name = v.Text() }},
		{"line", func(v reader.Value, r *scenario) { r.at = v.Int() }},
		{"location", func(v reader.Value, r *scenario) { r.place = v.Text() }},
		{"start_timestamp", func(v reader.Value, r *scenario) { r.date = v.Text() }},
		{"type", func(v reader.Value, r *scenario) { r.background = v.Text() == "background" }},
		{"status", func(v reader.Value, r *scenario) { r.status = cucumberOutcomes.of(v) }},
		{"before[].result", result},
		{"steps.@", func(_ reader.Value, r *scenario) { r.stepped = true }},
		{"steps[]", func(v reader.Value, r *scenario) {
			told = false
			step(v, r)
			r.silent = r.silent || !told && r.worst <= fact.Passed && !r.skipped
		}},
		{"after[].result", result},
	}
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
