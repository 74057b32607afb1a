package tests

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
)

var mochaFormat = reader.Format{
	Name: "mocha",
	Doc:  "Mocha's JSON reporters (mocha --reporter json, Cypress; and json-stream, which counts pending tests only at its end). The lists passes, failures and pending count, so a failing hook is a failure; a pass after a retry is flaky. Tests that began and are in none of the lists make the run incomplete.",
	Kind: fact.Tests,
	Claims: func(h *reader.Head) bool {
		return h.Has("stats.suites", "stats.passes", "stats.failures") && !h.Has("stats.passPercent") && !h.Has("results") ||
			h.Container == reader.JSONLines && h.Text("[]") == "start" && h.Has("[].total")
	},
	Read: readMocha,
}

// mochaLists are the lists that hold each test once, by what they are called in
// the file and what their tests became.
var mochaLists = outcomes{"passes": fact.Passed, "failures": fact.Failed, "pending": fact.Skipped}

func readMocha(in *reader.Input, s *fact.Sink) error {
	s.Named("mocha", "")
	m := mocha{j: in.JSON(), s: s, stats: map[string]int64{}, found: map[string]int64{}}
	if in.Head.Container == reader.JSONLines {
		return m.stream()
	}
	var began int64
	for key := range m.j.Fields() {
		switch key {
		case "stats":
			m.readStats()
		case "tests":
			for range m.j.Items() {
				began++
			}
		case "passes", "failures", "pending":
			for range m.j.Items() {
				m.test(key)
			}
		}
	}
	m.compare("passes", "failures", "pending")
	if ended := m.found["passes"] + m.found["failures"] + m.found["pending"]; began > ended {
		s.Incomplete(0, "%d tests began and %d ended", began, ended)
	}
	return m.j.Err()
}

// mocha counts the tests of each list, and keeps what the file says of them.
type mocha struct {
	j            *reader.JSON
	s            *fact.Sink
	stats, found map[string]int64
}

func (m *mocha) compare(lists ...string) {
	for _, list := range lists {
		if m.found[list] != m.stats[list] {
			m.j.Fail("wanted %d %s as stats say, found %d", m.stats[list], list, m.found[list])
		}
	}
}

func (m *mocha) readStats() {
	for key := range m.j.Fields() {
		switch key {
		case "passes", "failures", "pending":
			m.stats[key] = m.j.Int()
		case "start":
			m.s.Dated(m.j.Text())
		}
	}
}

func (m *mocha) test(list string) {
	m.found[list]++
	c := fact.Case{Line: m.j.Line(), Outcome: mochaLists[list]}
	for key := range m.j.Fields() {
		switch key {
		case "fullTitle":
			c.Name = m.j.Text()
		case "file":
			c.Path = m.j.Text()
		case "duration":
			c.Duration = scaled(m.j.Decimal(), 3)
		case "currentRetry":
			c.Flaky = m.j.Int() > 0 && c.Outcome == fact.Passed
		case "err":
			c.Message = errorMessage(m.j)
		}
	}
	m.s.Case(&c)
}
