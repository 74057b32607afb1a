package benchmark

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var heyFormat = reader.Format{
	Name:      "hey",
	Doc:       "What hey prints, and its -o csv with a sample for each response, in seconds. Requests are the responses and the errors together; responses without a status from 200 to 399 and requests without a response are the errors. The CSV leaves out requests without a response, so its errors are responses only. A run without any response states neither latency nor rate.",
	Kind:      fact.Benchmark,
	Requests:  true,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return slices.Contains(h.Columns, "DNS+dialup") && slices.Contains(h.Columns, "status-code")
		}
		return h.Line("Summary:") && h.Line("Requests/sec:") && h.Line("Slowest:")
	},
	Read: readHey,
}

func readHey(in *reader.Input, s *tally.Sink) error {
	if in.Head.Container == reader.CSVTable {
		return readHeyTable(in.CSV(), s)
	}
	run := &heyRun{text: textOf(in, s, "hey")}
	run.read([]phrase{
		{"Summary:", run.begin},
		{"Slowest:", run.figure(fact.Max, quantity.Second)},
		{"Fastest:", run.figure(fact.Min, quantity.Second)},
		{"Average:", run.figure(fact.Mean, quantity.Second)},
		{"Requests/sec:", run.figure(fact.Rate, quantity.MustUnit("req/s"))},
		{"50%", run.figure(fact.P50, quantity.Second)},
		{"90%", run.figure(fact.P90, quantity.Second)},
		{"95%", run.figure(fact.P95, quantity.Second)},
		{"99%", run.figure(fact.P99, quantity.Second)},
		{"Status code distribution:", func(string) { run.list = run.status }},
		{"Error distribution:", func(string) { run.list = run.problem }},
		{"[", run.entry},
	})
	run.finish()
	return run.Err()
}
