package tests

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var robotFormat = reader.Format{
	Name:   "robot",
	Doc:    "Robot Framework's output.xml (3 to 7). A test is PASS, FAIL or SKIP, and NOT RUN is skipped; the failed teardown of a suite fails the tests in it, as in Robot's own report.",
	Kind:   fact.Tests,
	Totals: "the total and the failed tests of its statistics",
	Codes:  reader.UpTo(250),
	Claims: func(h *reader.Head) bool {
		return h.Root == "robot" && h.RootAttrs["generator"] != ""
	},
	Read: readRobot,
}

var robotOutcomes = outcomes{"pass": fact.Passed, "fail": fact.Failed, "skip": fact.Skipped, "not run": fact.Skipped, "not_run": fact.Skipped}

func readRobot(in *reader.Input, s *tally.Sink) error {
	b := robot{}
	return read(in, s, layout{
		{"@generator", func(v reader.Value, r *report) {
			product, _, _ := strings.Cut(v.Text(), " (")
			tool, version, _ := strings.Cut(product, " ")
			r.s.Named(strings.Replace(tool, "Robot", "Robot Framework", 1), version)
		}},
		{"@generated", func(v reader.Value, r *report) {
			if t, err := time.Parse(robotStamp, v.Text()); err == nil {
				r.s.Dated(t.Format("2006-01-02T15:04:05.000"))
				return
			}
			r.s.Dated(v.Text())
		}},
		{"suite", b.suite()},
		{"statistics.total.stat", b.total()},
	}, func(v reader.Value, r *report) {
		if !b.stated {
			v.Fail("expected the statistics of all tests, found none")
		}
		for i := range b.cases {
			r.add(&b.cases[i])
		}
	})
}

// robot is the state of reading one output.
type robot struct {
	cases  []fact.Case // whose suites have not ended yet
	stated bool        // the statistics of all tests
}

// test reads a test and keeps it until its suites have ended.
func (b *robot) test() setter {
	var started, ended string
	return within(layout{
		{"@name", name},
		{"kw", ignored}, // keywords nest, and have statuses of their own
		{"status", layout{
			{"@status", outcome(robotOutcomes)},
			{"@starttime", into(&started)},
			{"@endtime", into(&ended)},
			{"@elapsed", took},
			{"", why},
		}.Reader()},
	}, func(v reader.Value, r *report) {
		if r.Outcome == 0 {
			v.Fail("expected the status of %.80q, found none", r.Name)
		}
		if r.Duration.Sign() == 0 {
			r.Duration = robotTime(started, ended)
		}
		started, ended = "", ""
		b.cases = append(b.cases, r.Case)
	})
}

// suite reads a suite, whose teardown fails the tests inside when it fails.
func (b *robot) suite() setter {
	var suites setter
	kind, test := "", b.test()
	inside := func(v reader.Value, r *report) { suites(v, r) }
	suites = func(v reader.Value, r *report) {
		first, torn := len(b.cases), false
		within(layout{
			{"@name", inner},
			{"@source", path},
			{"suite", inside},
			{"test", test},
			{"kw", within(layout{
				{"@type", into(&kind)},
				{"status.@status", outcome(robotOutcomes)},
			}, func(_ reader.Value, r *report) {
				torn = torn || strings.EqualFold(kind, "teardown") && r.Outcome == fact.Failed
			})},
		})(v, r)
		for i := first; torn && i < len(b.cases); i++ {
			b.cases[i].Outcome = fact.Failed
			b.cases[i].Message = strings.TrimSuffix("the teardown of a suite failed: "+b.cases[i].Message, ": ")
		}
	}
	return suites
}

// total reads the statistics of all tests; those of critical ones, before 4.0,
// are a part of them.
func (b *robot) total() setter {
	var passed, failed, skipped int64
	label := ""
	counts := layout{
		{"@pass", number(&passed)},
		{"@fail", number(&failed)},
		{"@skip", number(&skipped)},
		{"", into(&label)},
	}.Reader()
	return func(v reader.Value, r *report) {
		line := v.Line()
		skipped = 0
		if counts(v, r); strings.TrimSpace(label) != "Critical Tests" {
			b.stated = true
			r.s.Declares(line, "tests", passed+failed+skipped, nil)
			r.s.Declares(line, "failed tests", failed, func() int64 { return r.bad })
		}
	}
}

// robotStamp is how Robot Framework writes times before version 7.
const robotStamp = "20060102 15:04:05.000"

func robotTime(from, to string) quantity.Decimal {
	a, err := time.Parse(robotStamp, from)
	b, wrong := time.Parse(robotStamp, to)
	if err != nil || wrong != nil {
		return quantity.Decimal{}
	}
	return scaled(quantity.DecimalFromInt(b.Sub(a).Milliseconds()), 3)
}
