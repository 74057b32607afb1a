package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var abFormat = reader.Format{
	Name:      "ab",
	CutUnseen: true,
	Doc:       "What ApacheBench prints, in milliseconds, named by host, port and path: the mean is Time per request, the others are those of the row Total and the percentiles. Errors are the failed requests and responses other than 2xx; a response that differs in length and in status is one error. A run that ab gave up is incomplete.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("This is ApacheBench") || h.Line("Document Path:") && h.Line("Concurrency Level:")
	},
	Read: readAB,
}

func readAB(in *reader.Input, s *tally.Sink) error {
	run := &abRun{text: textOf(in, s, "ab"), columns: abTotal}
	run.read([]phrase{
		{"This is ApacheBench, Version ", run.version},
		{"Server Hostname:", keep(&run.host)},
		{"Server Port:", run.serverPort},
		{"Document Path:", keep(&run.path)},
		{"Complete requests:", run.complete},
		{"Failed requests:", run.counts(&run.failed)},
		{"(Connect: ", run.reasons},
		{"Non-2xx responses:", run.counts(&run.statuses)},
		{"Requests per second:", run.states(fact.Rate, quantity.MustUnit("req/s"))},
		{"Time per request:", run.mean},
		{"min ", run.header},
		{"Total:", run.total},
		{"Percentage of the requests", mark(&run.listed)},
		{"50%", run.states(fact.P50, quantity.Millisecond)},
		{"90%", run.states(fact.P90, quantity.Millisecond)},
		{"95%", run.states(fact.P95, quantity.Millisecond)},
		{"99%", run.states(fact.P99, quantity.Millisecond)},
		{"100%", mark(&run.longest)},
		{"apr_", run.gaveUp},
		{"Total of ", run.gaveUp},
		{"Test aborted", run.gaveUp},
	})
	run.finish()
	return run.Err()
}
