package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var jmeterFormat = reader.Format{
	Name:      "jmeter",
	Doc:       "JMeter's result files (.jtl) as CSV, with or without a header, and as XML: elapsed in ms of each sample, by label. Samples that did not succeed are errors. A transaction that sums up samples which stand next to it counts as no request; samples inside a sample are part of it.",
	Kind:      fact.Benchmark,
	Requests:  true,
	CutUnseen: true,
	// The figures stand before the last columns, so a row that has most of them
	// shows whether it is whole.
	LastLine: func(line string) bool { return strings.Count(line, ",") >= 8 },
	Claims: func(h *reader.Head) bool {
		return h.Root == "testResults" || hasColumns(h, "elapsed", "label") || isHeadlessJTL(h.Columns)
	},
	Read: readJMeter,
}

// isHeadlessJTL tells whether a row has the first columns that JMeter writes:
// timeStamp, elapsed, label, responseCode, responseMessage, threadName,
// dataType, success.
func isHeadlessJTL(row []string) bool {
	return len(row) > 8 && len(row[0]) == 13 && isCount([]byte(row[0])) && isCount([]byte(row[1])) && (row[7] == "true" || row[7] == "false")
}

func readJMeter(in *reader.Input, s *tally.Sink) error {
	m := jmeter{s: s, labels: map[string]*jmeterLabel{}}
	s.Named("jmeter", "")
	read := m.readDocument
	if in.Head.Container == reader.CSVTable {
		read = m.readTable
	}
	err := read(in)
	m.finish()
	return err
}

func (m *jmeter) readDocument(in *reader.Input) error {
	part := func(_ reader.Value, x *jmeterSample) { x.transaction = false }
	members := reader.Layout[jmeterSample]{
		{"@t", func(v reader.Value, x *jmeterSample) { x.elapsed, x.timed = v.Number() }},
		{"@lb", func(v reader.Value, x *jmeterSample) { x.label = v.Text() }},
		{"@ts", func(v reader.Value, x *jmeterSample) { x.at = v.Text() }},
		{"@s", func(v reader.Value, x *jmeterSample) { x.result = v.Text() }},
		{"@rm", func(v reader.Value, x *jmeterSample) { x.transaction = isTransaction(v.Text()) }},
		{"sample", part},
		{"httpSample", part},
	}.Reader()
	sample := func(v reader.Value, m *jmeter) {
		x := jmeterSample{line: v.Line()}
		members(v, &x)
		m.add(&x, v)
	}
	return reader.Layout[jmeter]{{"sample", sample}, {"httpSample", sample}, {"*", func(v reader.Value, _ *jmeter) {
		v.Fail("expected a sample or httpSample, found another element")
	}}}.Read(in, m)
}

func (m *jmeter) readTable(in *reader.Input) error {
	c := in.CSV()
	time, elapsed, label, message, success := "timeStamp", "elapsed", "label", "responseMessage", "success"
	sample := func(line int, cell func(column string) string) {
		x := jmeterSample{line: line, label: cell(label), at: cell(time), result: cell(success)}
		x.elapsed, x.timed = measured(c, cell(elapsed))
		x.transaction = isTransaction(cell(message))
		m.add(&x, c)
	}
	if row := c.Columns(); isHeadlessJTL(row) {
		// The first row stands where names should: it is a sample too.
		time, elapsed, label, message, success = row[0], row[1], row[2], row[4], row[7]
		sample(1, func(column string) string { return column })
	}
	for range c.Rows() {
		sample(c.Line(), c.Get)
	}
	return c.Err()
}
