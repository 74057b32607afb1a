package tests

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var testNGFormat = reader.Format{
	Name:   "testng",
	Doc:    "TestNG's testng-results.xml (5 to 7). A test is a method with its parameters, under suite, test and class; PASS and SUCCESS_PERCENTAGE_FAILURE pass. A configuration method that fails is an error beside the tests.",
	Kind:   fact.Tests,
	Totals: "what it says has passed, failed, and was skipped or retried",
	Retry:  "a result with retried=true, which is a failed attempt",
	Claims: func(h *reader.Head) bool {
		return h.Root == "testng-results"
	},
	Read: readTestNG,
}

var testNGOutcomes = outcomes{
	"pass": fact.Passed, "success": fact.Passed, "success_percentage_failure": fact.Passed, "fail": fact.Failed, "skip": fact.Skipped,
}

func readTestNG(in *reader.Input, s *tally.Sink) error {
	s.Named("TestNG", "")
	n := testNG{tried: map[string]bool{}}
	method := n.method()
	return read(in, s, layout{
		{"@passed", n.says(0)},
		{"@failed", n.says(1)},
		{"@skipped", n.says(2)},
		{"@retried", n.says(2)},
		{"suite", within(layout{
			{"@name", suite},
			{"@started-at", func(v reader.Value, r *report) { r.s.Dated(strings.Replace(v.Text(), " UTC", "Z", 1)) }},
			{"test", within(layout{
				{"@name", inner},
				{"class", within(layout{{"@name", inner}, {"test-method", method}})},
			})},
		})},
	}, func(v reader.Value, r *report) {
		if n.counts && n.listed[0] > n.stated[0] { // or some are configuration that is not marked
			v.Fail("expected %d passed tests as stated, found %d", n.stated[0], n.listed[0])
		}
		for of, what := range []string{"passed tests", "failed tests", "skipped tests"} {
			r.s.Declares(1, what, n.stated[of], func() int64 { return n.listed[of] })
		}
		if n.counts && n.stated == [3]int64{} {
			r.s.None()
		}
	})
}

// testNG is the state of reading one file.
type testNG struct {
	stated, listed [3]int64        // that passed, failed, were skipped or tried again
	counts         bool            // versions before 6 state nothing
	tried          map[string]bool // tests with an attempt that is marked, and those without
}

func (n *testNG) says(of int) setter {
	return func(v reader.Value, _ *report) { n.stated[of], n.counts = n.stated[of]+v.Int(), true }
}

// method reads a test or a method that configures some.
func (n *testNG) method() setter {
	var configures, retried bool
	var parameters []string
	return within(layout{
		{"@name", name},
		{"@status", outcome(testNGOutcomes)},
		{"@duration-ms", tookMillis},
		{"@is-config", func(v reader.Value, _ *report) { configures = v.Bool() }},
		{"@retried", func(v reader.Value, _ *report) { retried = v.Bool() }},
		{"params.param.value", func(v reader.Value, _ *report) { parameters = append(parameters, strings.TrimSpace(v.Text())) }},
		{"exception.message", why},
	}, func(v reader.Value, r *report) {
		if r.Outcome == 0 {
			v.Fail("expected the status of %.80q, found none", r.Name)
		}
		if len(parameters) > 0 {
			r.Name += "(" + strings.Join(parameters, ", ") + ")"
		}
		switch {
		case configures && r.Outcome == fact.Failed:
			r.broken(r.Line, r.Suite, r.Name+": "+r.Message)
		case configures:
		default:
			n.give(r, retried)
		}
		configures, retried, parameters = false, false, nil
	})
}

// give hands a test over. One that is marked as retried is a failed attempt of
// the test of its name.
func (n *testNG) give(r *report, retried bool) {
	n.listed[map[fact.Outcome]int{fact.Passed: 0, fact.Failed: 1, fact.Skipped: 2}[r.Outcome]]++
	key := r.Suite + "\x00" + r.Name
	marked, before := n.tried[key]
	r.Again = before && (marked || retried)
	if retried {
		r.Outcome = fact.Failed
	}
	n.tried[key] = marked || retried
	r.add(&r.Case)
}
