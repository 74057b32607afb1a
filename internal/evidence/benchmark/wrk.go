package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var wrkFormat = reader.Format{
	Name:      "wrk",
	CutUnseen: true,
	Doc:       "What wrk and wrk2 print: latencies of each request, named by its URL, with percentiles by --latency; Requests/sec is the rate, Transfer/sec the rate in powers of 1024 bytes. Socket errors and responses other than 2xx and 3xx are errors. Per-thread figures and what a Lua script prints are left out; the uncorrected latencies of wrk2 are the metric uncorrected.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("Running ") && h.Line(" test @ ") && h.Line(" threads and ")
	},
	Read: readWrk,
}

func readWrk(in *reader.Input, s *tally.Sink) error {
	run := &wrkRun{text: textOf(in, s, "wrk")}
	run.read([]phrase{
		{"Running ", run.begin},
		{"Thread Stats", run.columns},
		{"Latency Distribution", run.distribution},
		{"Latency ", run.latencies},
		{"50%", run.percentile(fact.P50)}, {"50.000%", run.percentile(fact.P50)},
		{"90%", run.percentile(fact.P90)}, {"90.000%", run.percentile(fact.P90)},
		{"95%", run.percentile(fact.P95)},
		{"99%", run.percentile(fact.P99)}, {"99.000%", run.percentile(fact.P99)},
		{"99.900%", run.percentile(fact.P999)},
		{"Socket errors: ", run.socketErrors},
		{"Non-2xx or 3xx responses: ", run.otherStatuses},
		{"Requests/sec:", run.rate},
		{"Transfer/sec:", run.transfer},
		{"", run.other},
	})
	run.finish()
	return run.Err()
}
