package tests

import (
	"fmt"

	"signoff/internal/fact"
)

// stream reads the events of json-stream, an array each: ["pass", {…}]. The
// last of them has the counts; pending tests are in none before it.
func (m *mocha) stream() error {
	ended := false
	for range m.j.Values() {
		event := ""
		for i := range m.j.Items() {
			switch {
			case i == 0:
				event = m.j.Text()
			case event == "pass":
				m.test("passes")
			case event == "fail":
				m.test("failures")
			case event == "end":
				ended = true
				m.pendingAt(m.j.Line())
			}
		}
	}
	if !ended {
		m.j.Fail("wanted the event end, found the end of the file: the stream is cut off")
	}
	m.compare("passes", "failures")
	return m.j.Err()
}

func (m *mocha) pendingAt(line int) {
	m.readStats()
	if n := m.stats["pending"]; n > mostOmitted {
		m.j.Fail("wanted at most %d tests that are not listed, found %d", mostOmitted, n)
		return
	}
	for i := range m.stats["pending"] {
		m.s.Case(&fact.Case{Line: line, Name: fmt.Sprintf("pending %d", i+1), Outcome: fact.Skipped})
	}
}
