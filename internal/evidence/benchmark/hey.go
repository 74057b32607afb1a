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

func readHey(in *reader.Input, s *fact.Sink) error {
	t := textOf(in, s, "hey")
	if in.Head.Container == reader.CSVTable {
		return readHeyTable(in.CSV(), s)
	}
	var run heyRun // a file may hold several
	figure := func(stat fact.Stat, u quantity.Unit) func(rest string) {
		return func(rest string) {
			// Some versions print "%%" and " in ".
			text, _, _ := strings.Cut(strings.TrimLeft(rest, "% in"), " ")
			if d, ok := measured(t, text); ok {
				t.found.add(t.Line(), stat, d, u)
			}
		}
	}
	t.read([]phrase{
		{"Summary:", func(string) {
			run.finish(t)
			run, t.found = heyRun{begun: true}, nil
		}},
		{"Slowest:", figure(fact.Max, quantity.Second)},
		{"Fastest:", figure(fact.Min, quantity.Second)},
		{"Average:", figure(fact.Mean, quantity.Second)},
		{"Requests/sec:", figure(fact.Rate, quantity.MustUnit("req/s"))},
		{"50%", figure(fact.P50, quantity.Second)},
		{"90%", figure(fact.P90, quantity.Second)},
		{"95%", figure(fact.P95, quantity.Second)},
		{"99%", figure(fact.P99, quantity.Second)},
		{"Status code distribution:", func(string) { run.list = run.statuses }},
		{"Error distribution:", func(string) { run.list = run.errors }},
		{"[", func(rest string) {
			if key, text, ok := strings.Cut(rest, "]"); ok && run.list != nil {
				run.list(t, key, text)
			}
		}},
	})
	run.finish(t)
	return t.Err()
}

// heyRun is what the lists at the end of a run count.
type heyRun struct {
	begun                       bool
	responses, requests, failed int64
	list                        func(t *text, key, rest string) // reads an entry
}

// statuses reads "[503] 25 responses".
func (h *heyRun) statuses(t *text, code, rest string) {
	n := count(t, rest)
	h.requests += n
	h.responses += n
	if !isSuccess(code) {
		h.failed += n
	}
}

// errors reads "[20] Get …: connection refused".
func (h *heyRun) errors(t *text, number, _ string) {
	n := count(t, number)
	h.requests += n
	h.failed += n
}

func (h *heyRun) finish(t *text) {
	if !h.begun {
		return
	}
	if h.list == nil {
		t.Fail("wanted a status code distribution, found the end of the run")
	}
	giveCount(t.s, t.Line(), fact.Requests, h.requests)
	giveCount(t.s, t.Line(), fact.Errors, h.failed)
	if h.responses > 0 {
		t.found.give(t.s, "")
	}
}
