package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tally"
)

// jmeter counts the requests of each label.
type jmeter struct {
	s      *tally.Sink
	labels map[string]*jmeterLabel
	order  []string
	oldest string
}

type jmeterLabel struct {
	line             int
	requests, failed int64
}

// jmeterSample is one sample; a transaction sums up others.
type jmeterSample struct {
	line              int
	label, at, result string
	elapsed           quantity.Decimal
	timed             bool
	transaction       bool
}

func isTransaction(message string) bool {
	return strings.HasPrefix(message, "Number of samples in transaction : ")
}

func (m *jmeter) add(x *jmeterSample, c failer) {
	if !x.timed {
		c.Fail("expected the time of a sample, found none")
	}
	m.s.Sample(&fact.Sample{Line: x.line, Name: x.label, Value: x.elapsed, Unit: quantity.Millisecond, Taken: instant(x.at)})
	m.date(x.at)
	if x.transaction {
		return
	}
	l := m.labels[x.label]
	if l == nil {
		l = &jmeterLabel{line: x.line}
		m.labels[x.label] = l
		m.order = append(m.order, x.label)
	}
	l.requests++
	switch x.result {
	case "true":
	case "false":
		l.failed++
	default:
		c.Fail("expected true or false for success, found %.40q", x.result)
	}
}

// date keeps the smallest number of milliseconds; another format is for the
// sink to understand.
func (m *jmeter) date(text string) {
	if len(text) != 13 || !isCount([]byte(text)) {
		if text != "" {
			m.s.Dated(text)
		}
		return
	}
	if m.oldest == "" || text < m.oldest {
		m.oldest = text
	}
}

// finish hands over what was counted.
func (m *jmeter) finish() {
	for _, label := range m.order {
		l := m.labels[label]
		m.s.Sample(&fact.Sample{Line: l.line, Name: label, Stat: fact.Requests, Value: quantity.DecimalFromInt(l.requests)})
		m.s.Sample(&fact.Sample{Line: l.line, Name: label, Stat: fact.Errors, Value: quantity.DecimalFromInt(l.failed)})
	}
	if m.oldest != "" {
		m.s.Dated(m.oldest)
	}
}
