package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var heyFormat = reader.Format{
	Name: "hey",
	Doc:  "What hey prints, and its -o csv with a sample for each response, in seconds. Requests are the responses and the errors together; responses without a status from 200 to 399 and requests without a response are the errors. The CSV leaves out requests without a response, so its errors are responses only. A run without any response states neither latency nor rate.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return slices.Contains(h.Columns, "DNS+dialup") && slices.Contains(h.Columns, "status-code")
		}
		return h.Line("Summary:") && h.Line("Requests/sec:") && h.Line("Slowest:")
	},
	Read: readHey,
}

// heyLines maps the beginning of a line to what its first number states.
var heyLines = []stated{
	{"Slowest:", fact.Max, quantity.Second},
	{"Fastest:", fact.Min, quantity.Second},
	{"Average:", fact.Mean, quantity.Second},
	{"Requests/sec:", fact.Rate, quantity.MustUnit("req/s")},
	{"50%", fact.P50, quantity.Second},
	{"90%", fact.P90, quantity.Second},
	{"95%", fact.P95, quantity.Second},
	{"99%", fact.P99, quantity.Second},
}

func readHey(in *reader.Input, s *fact.Sink) error {
	s.Named("hey", "")
	if in.Head.Container == reader.CSVTable {
		return readHeyTable(in.CSV(), s)
	}
	h := hey{l: in.Lines(), s: s}
	for range h.l.All() {
		h.line(strings.TrimSpace(h.l.Text()))
	}
	h.finish()
	return h.l.Err()
}

// hey is the run that is read; a file may hold several.
type hey struct {
	l                           *reader.Lines
	s                           *fact.Sink
	section                     string
	begun, counted              bool
	latencies                   figures
	responses, requests, failed int64
}

func (h *hey) line(line string) {
	switch line {
	case "Summary:":
		h.finish()
		*h = hey{l: h.l, s: h.s, section: line, begun: true}
		return
	case "Status code distribution:", "Error distribution:":
		h.section, h.counted = line, true
		return
	case "Response time histogram:", "Latency distribution:", "Details (average, fastest, slowest):":
		h.section = line
		return
	}
	switch h.section {
	case "Status code distribution:", "Error distribution:":
		h.count(line)
	case "Summary:", "Latency distribution:":
		if entry, rest, ok := beginning(heyLines, line); ok {
			// Some versions print "%%" and " in ".
			text, _, _ := strings.Cut(strings.TrimLeft(rest, "% in"), " ")
			if d, ok := measured(h.l, text); ok {
				h.latencies.add(h.l.Line(), entry.stat, d, entry.unit)
			}
		}
	}
}

// count reads "[503] 25 responses" or "[20] Get …: connection refused".
func (h *hey) count(line string) {
	inside, rest, ok := strings.Cut(strings.TrimPrefix(line, "["), "]")
	if !ok || line[0] != '[' {
		return
	}
	text := inside
	if h.section == "Status code distribution:" {
		text = rest
	}
	n := count(h.l, text)
	h.requests += n
	if h.section == "Status code distribution:" {
		h.responses += n
	}
	if h.section == "Error distribution:" || !isSuccess(inside) {
		h.failed += n
	}
}

func (h *hey) finish() {
	if !h.begun {
		return
	}
	if !h.counted {
		h.l.Fail("wanted a status code distribution, found the end of the run")
	}
	giveCount(h.s, h.l.Line(), fact.Requests, h.requests)
	giveCount(h.s, h.l.Line(), fact.Errors, h.failed)
	if h.responses > 0 {
		h.latencies.give(h.s, "")
	}
}

func readHeyTable(c *reader.CSV, s *fact.Sink) error {
	requests, failed := int64(0), int64(0)
	for range c.Rows() {
		if d, ok := c.Decimal("response-time"); ok {
			s.Sample(&fact.Sample{Line: c.Line(), Value: d, Unit: quantity.Second})
		}
		requests++
		if !isSuccess(c.Get("status-code")) {
			failed++
		}
	}
	giveCount(s, 1, fact.Requests, requests)
	giveCount(s, 1, fact.Errors, failed)
	return c.Err()
}
