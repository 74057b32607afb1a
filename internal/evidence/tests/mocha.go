package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var mochaFormat = reader.Format{
	Name: "mocha",
	Doc:  "Mocha's JSON reporter (mocha --reporter json, Cypress). The lists passes, failures and pending count, so a failing hook is a failure; a pass after a retry is flaky. Tests that began and are in none of the lists make the run incomplete.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("stats.suites", "stats.passes", "stats.failures") && !h.Has("stats.passPercent") && !h.Has("results")
	},
	Read: readMocha,
}

// mochaLists are the lists that hold each test once, by what they are called in
// the file and what their tests became.
var mochaLists = outcomes{"passes": fact.Passed, "failures": fact.Failed, "pending": fact.Skipped}

func readMocha(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	s.Named("mocha", "")
	stats, found := map[string]int64{}, map[string]int64{}
	var began int64
	for key := range j.Fields() {
		switch key {
		case "stats":
			mochaStats(j, s, stats)
		case "tests":
			for range j.Items() {
				began++
			}
		case "passes", "failures", "pending":
			for range j.Items() {
				c := mochaCase(j, mochaLists[key])
				s.Case(&c)
				found[key]++
			}
		}
	}
	for _, list := range []string{"passes", "failures", "pending"} {
		if found[list] != stats[list] {
			j.Fail("wanted %d %s as stats say, found %d", stats[list], list, found[list])
		}
	}
	if ended := found["passes"] + found["failures"] + found["pending"]; began > ended {
		s.Incomplete(0, "%d tests began and %d ended", began, ended)
	}
	return j.Err()
}

func mochaStats(j *reader.JSON, s *fact.Sink, stats map[string]int64) {
	for key := range j.Fields() {
		switch key {
		case "passes", "failures", "pending":
			stats[key] = j.Int()
		case "start":
			s.Dated(j.Text())
		}
	}
}

func mochaCase(j *reader.JSON, outcome fact.Outcome) fact.Case {
	c := fact.Case{Line: j.Line(), Outcome: outcome}
	for key := range j.Fields() {
		switch key {
		case "fullTitle":
			c.Name = j.Text()
		case "file":
			c.Path = j.Text()
		case "duration":
			c.Duration = scaled(j.Decimal(), 3)
		case "currentRetry":
			c.Flaky = j.Int() > 0 && outcome == fact.Passed
		case "err":
			c.Message = errorMessage(j)
		}
	}
	return c
}
