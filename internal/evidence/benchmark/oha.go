package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var ohaFormat = reader.Format{
	Name: "oha",
	Doc:  "oha's JSON (--output-format json, -j), in seconds. Requests are those of statusCodeDistribution and errorDistribution; errors are the codes other than 2xx and 3xx, and all of errorDistribution, what the deadline cut off among it.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("summary.successRate", "summary.requestsPerSec", "latencyPercentiles")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		word := ""
		var requests, failed int64
		codes, errors := false, false
		return read(in, s, "oha", layout{{"", benchmark(layout{
			{"summary.slowest", states(fact.Max, quantity.Second)},
			{"summary.fastest", states(fact.Min, quantity.Second)},
			{"summary.average", states(fact.Mean, quantity.Second)},
			{"summary.requestsPerSec", states(fact.Rate, quantity.MustUnit("req/s"))},
			{"latencyPercentiles.*.@", into(&word)},
			{"latencyPercentiles.*", chosen(ohaPercentiles, &word)},
			{"statusCodeDistribution", object(&codes, layout{{"*.@", into(&word)}, {"*", func(v reader.Value, _ *report) {
				n := counted(v)
				requests += n
				if !isSuccess(word) {
					failed += n
				}
			}}})},
			{"errorDistribution", object(&errors, layout{{"*", func(v reader.Value, _ *report) {
				n := counted(v)
				requests, failed = requests+n, failed+n
			}}})},
		}, func(v reader.Value, r *report) {
			if !codes || !errors {
				v.Fail("expected statusCodeDistribution and errorDistribution, found one or none")
			}
			r.found.add(1, fact.Requests, quantity.DecimalFromInt(requests), quantity.Count)
			r.found.add(1, fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
		})}})
	},
}

var ohaPercentiles = []stated{
	{"p50", fact.P50, quantity.Second}, {"p90", fact.P90, quantity.Second}, {"p95", fact.P95, quantity.Second},
	{"p99", fact.P99, quantity.Second}, {"p99.9", fact.P999, quantity.Second},
}
