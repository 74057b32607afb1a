package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var jmeterFormat = reader.Format{
	Name: "jmeter",
	Doc:  "JMeter's result files (.jtl) as CSV, with or without a header, and as XML: elapsed in ms of each sample, by label. Samples that did not succeed are errors. A transaction that sums up samples which stand beside it counts as no request; samples inside a sample are part of it.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return slices.Contains(h.Columns, "elapsed") && slices.Contains(h.Columns, "label") || isHeadlessJTL(h.Columns)
		}
		return h.Root == "testResults"
	},
	Read: readJMeter,
}

// isHeadlessJTL tells whether a row has the first columns that JMeter writes:
// timeStamp, elapsed, label, responseCode, responseMessage, threadName,
// dataType, success.
func isHeadlessJTL(row []string) bool {
	return len(row) > 8 && len(row[0]) == 13 && isCount([]byte(row[0])) && isCount([]byte(row[1])) && (row[7] == "true" || row[7] == "false")
}

// jmeter counts the requests of each label.
type jmeter struct {
	s      *fact.Sink
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
	transaction       bool
}

func readJMeter(in *reader.Input, s *fact.Sink) error {
	m := jmeter{s: s, labels: map[string]*jmeterLabel{}}
	s.Named("jmeter", "")
	var err error
	if in.Head.Container == reader.CSVTable {
		err = m.readTable(in.CSV())
	} else {
		err = m.readXML(in.XML())
	}
	for _, label := range m.order {
		l := m.labels[label]
		s.Sample(&fact.Sample{Line: l.line, Name: label, Stat: fact.Requests, Value: quantity.DecimalFromInt(l.requests)})
		s.Sample(&fact.Sample{Line: l.line, Name: label, Stat: fact.Errors, Value: quantity.DecimalFromInt(l.failed)})
	}
	if m.oldest != "" {
		s.Dated(m.oldest)
	}
	return err
}

func (m *jmeter) readXML(x *reader.XML) error {
	for range x.Elements() {
		for kind := range x.Elements() {
			if kind != "sample" && kind != "httpSample" {
				continue
			}
			elapsed, ok := x.Decimal("t")
			if !ok {
				x.Fail("wanted an attribute t")
			}
			sample := jmeterSample{line: x.Line(), label: x.Attr("lb"), at: x.Attr("ts"), result: x.Attr("s"), elapsed: elapsed}
			sample.transaction = isTransaction(x.Attr("rm"))
			for child := range x.Elements() {
				if child == "sample" || child == "httpSample" {
					sample.transaction = false
				}
			}
			m.add(&sample, x)
		}
	}
	return x.Err()
}

func (m *jmeter) readTable(c *reader.CSV) error {
	columns := c.Columns()
	time, elapsed, label, message, success := "timeStamp", "elapsed", "label", "responseMessage", "success"
	if isHeadlessJTL(columns) {
		// The first row stands where names should: it is a sample too.
		time, elapsed, label, message, success = columns[0], columns[1], columns[2], columns[4], columns[7]
		d, _ := measured(c, elapsed)
		m.add(&jmeterSample{line: 1, label: label, at: time, result: success, elapsed: d, transaction: isTransaction(message)}, c)
	}
	for range c.Rows() {
		d, ok := c.Decimal(elapsed)
		if !ok {
			c.Fail("wanted a time in column %s", elapsed)
		}
		m.add(&jmeterSample{
			line: c.Line(), label: c.Get(label), at: c.Get(time), result: c.Get(success),
			elapsed: d, transaction: isTransaction(c.Get(message)),
		}, c)
	}
	return c.Err()
}

func isTransaction(message string) bool {
	return strings.HasPrefix(message, "Number of samples in transaction : ")
}

func (m *jmeter) add(x *jmeterSample, c failer) {
	m.s.Sample(&fact.Sample{Line: x.line, Name: x.label, Value: x.elapsed, Unit: quantity.Millisecond})
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
		c.Fail("wanted true or false for success, found %.40q", x.result)
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
