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
	Name:  "robot",
	Doc:   "Robot Framework's output.xml (3 to 7). A test is PASS, FAIL or SKIP, and NOT RUN is skipped; the failed teardown of a suite fails the tests in it, as in Robot's own report. The totals of its statistics have to be listed.",
	Kind:  fact.Tests,
	Codes: reader.UpTo(250),
	Claims: func(h *reader.Head) bool {
		return h.Root == "robot" && h.RootAttrs["generator"] != ""
	},
	Read: readRobot,
}

var robotOutcomes = outcomes{"pass": fact.Passed, "fail": fact.Failed, "skip": fact.Skipped, "not run": fact.Skipped, "not_run": fact.Skipped}

func readRobot(in *reader.Input, s *tally.Sink) error {
	var cases []fact.Case // whose suites have not ended yet
	var kind, started, ended, total, whole string
	var passed, failed, skipped int64
	test := within(layout{
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
		cases = append(cases, r.Case)
	})
	var suites setter
	inside := func(v reader.Value, r *report) { suites(v, r) }
	suites = func(v reader.Value, r *report) {
		first, torn := len(cases), false
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
		for i := first; torn && i < len(cases); i++ {
			cases[i].Outcome = fact.Failed
			cases[i].Message = strings.TrimSuffix("the teardown of a suite failed: "+cases[i].Message, ": ")
		}
	}
	declared := layout{
		{"@pass", number(&passed)},
		{"@fail", number(&failed)},
		{"@skip", number(&skipped)},
		{"", into(&total)},
	}.Reader()
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
		{"suite", suites},
		{"statistics.total.stat", func(v reader.Value, r *report) {
			line := v.Line()
			skipped = 0
			if declared(v, r); strings.TrimSpace(total) != "Critical Tests" { // those among all, before 4.0
				whole = total
				r.s.Declares(line, "tests", passed+failed+skipped, nil)
				r.s.Declares(line, "failed tests", failed, func() int64 { return r.bad })
			}
		}},
	}, func(v reader.Value, r *report) {
		if whole == "" {
			v.Fail("expected the statistics of all tests, found none")
		}
		for i := range cases {
			r.add(&cases[i])
		}
	})
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
