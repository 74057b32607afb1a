package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var vegetaFormat = reader.Format{
	Name:      "vegeta",
	CutUnseen: true,
	Doc:       "vegeta report as JSON (-type=json, nanoseconds) and as text. The rate of requests and that of successes are the metrics rate and throughput; requests without a status code from 200 to 399 are errors.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("latencies.mean", "bytes_in") || h.Line("Requests      [total, rate")
	},
	Read: readVegeta,
}

var vegetaRate = quantity.MustUnit("req/s")

// vegetaLatencies maps the words of both reports.
var vegetaLatencies = []stated{
	{"min", fact.Min, quantity.Nanosecond},
	{"mean", fact.Mean, quantity.Nanosecond},
	{"50th", fact.P50, quantity.Nanosecond}, {"50", fact.P50, quantity.Nanosecond},
	{"90th", fact.P90, quantity.Nanosecond}, {"90", fact.P90, quantity.Nanosecond},
	{"95th", fact.P95, quantity.Nanosecond}, {"95", fact.P95, quantity.Nanosecond},
	{"99th", fact.P99, quantity.Nanosecond}, {"99", fact.P99, quantity.Nanosecond},
	{"max", fact.Max, quantity.Nanosecond},
}

func readVegeta(in *reader.Input, s *tally.Sink) error {
	if !in.Head.JSON() {
		return readVegetaText(in, s)
	}
	var requests, succeeded int64
	code := ""
	rate := func(metric string) setter {
		return func(v reader.Value, r *report) {
			r.s.Sample(&fact.Sample{Line: v.Line(), Metric: metric, Stat: fact.Rate, Value: v.Decimal(), Unit: vegetaRate})
		}
	}
	return read(in, s, "vegeta", layout{{"", within(append(layout{
		{"earliest", dated},
		{"end", dated},
		{"requests", func(v reader.Value, r *report) {
			line := v.Line()
			requests = v.Int()
			giveCount(r.s, line, fact.Requests, requests)
		}},
		{"rate", rate("rate")},
		{"throughput", rate("throughput")},
		{"status_codes.*.@", into(&code)},
		{"status_codes.*", func(v reader.Value, _ *report) {
			if n := v.Int(); isSuccess(code) {
				succeeded += n
			}
		}},
	}, stats("latencies.", vegetaLatencies)...), func(v reader.Value, r *report) {
		giveCount(r.s, 0, fact.Errors, requests-succeeded)
		if requests > 0 {
			give(v, r)
		}
	})}})
}
