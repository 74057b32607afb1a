package tests

import (
	"cmp"
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var allureFormat = reader.Format{
	Name: "allure",
	Doc:  "A result of Allure 2 or 3 (allure-results/*-result.json, one file a test) or a container of fixtures (*-container.json). broken and unknown are errors; a fixture that failed or broke is an error next to the tests. The suite is that of its labels (parentSuite, suite, subSuite, else testClass or package), and parameters belong to the name. Several results of one test are several tests, unless the evidence says attempts: true. A test whose stage is not finished makes the run incomplete.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		own := h.Has("historyId") || h.Has("fullName") || h.Has("stage") || h.Has("testCaseId") || h.Has("parameters", "start", "stop")
		return h.Has("uuid", "status", "labels") && own ||
			h.Has("uuid", "children") && (h.Has("befores") || h.Has("afters") || h.Has("start", "stop"))
	},
	Read: readAllure,
}

var allureOutcomes = outcomes{
	"passed": fact.Passed, "failed": fact.Failed, "broken": fact.Errored, "skipped": fact.Skipped, "unknown": fact.Errored,
}

func readAllure(in *reader.Input, s *tally.Sink) error {
	s.Named("allure", "")
	if in.Head.Has("children") && !in.Head.Has("status") {
		fixture := within(layout{
			{"^name", why},
			{"status", outcome(allureOutcomes)},
			{"statusDetails.message", also(": ")},
		}, func(_ reader.Value, r *report) {
			if r.Outcome > fact.Passed {
				r.broken(r.Line, r.Suite, r.Message)
			}
		})
		s.None()
		return read(in, s, layout{{"befores[]", fixture}, {"afters[]", fixture}})
	}
	a := allure{labels: map[string]string{}}
	label := layout{{"name", into(&a.name)}, {"value", into(&a.value)}}.Reader()
	parameter := layout{
		{"name", into(&a.name)},
		{"value", into(&a.value)},
		{"excluded", func(v reader.Value, _ *report) { a.excluded = v.Bool() }},
	}.Reader()
	return read(in, s, layout{{"", test(layout{
		{"name", name},
		{"fullName", into(&a.fullName)},
		{"status", outcome(allureOutcomes)},
		{"statusDetails.message", why},
		{"statusDetails.flaky", flaky},
		{"stage", into(&a.stage)},
		{"start", into(&a.start)},
		{"stop", into(&a.stop)},
		{"labels[]", func(v reader.Value, r *report) {
			a.name, a.value = "", ""
			if label(v, r); a.labels[a.name] == "" {
				a.labels[a.name] = a.value
			}
		}},
		{"parameters[]", func(v reader.Value, r *report) {
			a.name, a.value, a.excluded = "", "", false
			if parameter(v, r); !a.excluded {
				a.parameters = append(a.parameters, a.name+"="+a.value)
			}
		}},
	}, a.end, onlyPassed)}})
}

// allure is what a result says next to its case.
type allure struct {
	fullName, stage, start, stop string
	labels                       map[string]string
	parameters                   []string
	name, value                  string // of a label or a parameter
	excluded                     bool
}

func (a *allure) end(v reader.Value, r *report) {
	if r.Outcome == 0 {
		v.Fail("expected the status of %.80q, found none", r.Name)
	}
	if a.stage != "" && a.stage != "finished" {
		r.s.Incomplete(r.Line, "the test %q is %s", r.Name, a.stage)
	}
	var suites []string
	for _, label := range []string{"parentSuite", "suite", "subSuite"} {
		if a.labels[label] != "" {
			suites = append(suites, a.labels[label])
		}
	}
	r.Suite = cmp.Or(strings.Join(suites, " > "), a.labels["testClass"], a.labels["package"])
	r.Name = cmp.Or(a.fullName, r.Name)
	if len(a.parameters) > 0 {
		slices.Sort(a.parameters)
		r.Name += " [" + strings.Join(a.parameters, ", ") + "]"
	}
	r.Duration = millisBetween(a.start, a.stop)
	r.s.Dated(a.stop)
}
