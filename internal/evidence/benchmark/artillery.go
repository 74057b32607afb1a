package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var artilleryFormat = reader.Format{
	Name:   "artillery",
	Doc:    "Artillery's JSON report (artillery run --output), version 2 by its summaries, a benchmark each, in milliseconds; version 1 by its latency. Requests and errors are those of the benchmark http.response_time: http.requests, and the codes other than 2xx and 3xx with the counters errors.*. What it reports of periods is left out.",
	Kind:   fact.Benchmark,
	Totals: "http.responses against the codes",
	Claims: func(h *reader.Head) bool {
		return h.Has("aggregate.counters", "aggregate.summaries") || h.Has("aggregate.scenariosCreated", "aggregate.latency")
	},
	Read: readArtillery,
}

var artilleryStats = []stated{
	{"min", fact.Min, quantity.Millisecond}, {"max", fact.Max, quantity.Millisecond}, {"mean", fact.Mean, quantity.Millisecond},
	{"median", fact.Median, quantity.Millisecond}, {"p90", fact.P90, quantity.Millisecond},
	{"p95", fact.P95, quantity.Millisecond}, {"p99", fact.P99, quantity.Millisecond}, {"p999", fact.P999, quantity.Millisecond},
}

// artilleryMain is the benchmark that requests and errors belong to.
const artilleryMain = "http.response_time"

func readArtillery(in *reader.Input, s *tally.Sink) error {
	word := ""
	var requests, failed, responses int64
	one := benchmark(stats("", artilleryStats))
	named := func(name *string) setter {
		return func(v reader.Value, r *report) {
			r.name = *name
			one(v, r)
			r.name = ""
		}
	}
	latency := artilleryMain
	codes := func(v reader.Value, _ *report) {
		n := counted(v)
		if responses += n; !isSuccess(word) {
			failed += n
		}
	}
	second := in.Head.Has("aggregate.summaries")
	counts, coded, erred := false, false, false
	return read(in, s, "artillery", layout{{"aggregate", within(layout{
		{"firstMetricAt", dated},
		{"timestamp", dated},
		{"counters", object(&counts, layout{{"*.@", into(&word)}, {"*", func(v reader.Value, r *report) {
			code, isCode := strings.CutPrefix(word, "http.codes.")
			switch {
			case word == "http.requests":
				requests = counted(v)
			case word == "http.responses":
				r.s.Declares(v.Line(), "responses by code", counted(v), func() int64 { return responses })
			case isCode:
				word = code
				codes(v, r)
			case strings.HasPrefix(word, "errors."):
				failed += counted(v)
			}
		}}})},
		{"rates.*.@", into(&word)},
		{"rates.*", func(v reader.Value, r *report) {
			if word == "http.request_rate" {
				states(fact.Rate, quantity.MustUnit("req/s"))(v, r)
			}
		}},
		{"summaries.*.@", into(&word)},
		{"summaries.*", named(&word)},
		{"requestsCompleted", func(v reader.Value, _ *report) { requests = v.Int() }},
		{"rps.mean", states(fact.Rate, quantity.MustUnit("req/s"))},
		{"latency", named(&latency)},
		{"codes", object(&coded, layout{{"*.@", into(&word)}, {"*", codes}})},
		{"errors", object(&erred, layout{{"*", func(v reader.Value, _ *report) { failed += counted(v) }}})},
	}, func(v reader.Value, r *report) {
		if second && !counts || !second && (!coded || !erred) {
			v.Fail("expected what counts the codes and the errors of requests, found none")
		}
		r.name = artilleryMain
		r.found.add(r.line, fact.Requests, quantity.DecimalFromInt(requests), quantity.Count)
		r.found.add(r.line, fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
		r.found.give(r.s, r.name)
	})}})
}
