package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var fortioFormat = reader.Format{
	Name: "fortio",
	Doc:  "fortio load -json, in seconds, named by the URL or destination, else by Labels. Errors are what fortio put into ErrorsDurationHistogram, in files without one the calls with a code other than 2xx, 418, OK and SERVING.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("RunType", "DurationHistogram")
	},
	Read: readFortio,
}

// fortioPercentiles maps the percentiles of a histogram.
var fortioPercentiles = []stated{
	{"50", fact.P50, quantity.Second},
	{"90", fact.P90, quantity.Second},
	{"95", fact.P95, quantity.Second},
	{"99", fact.P99, quantity.Second},
	{"99.9", fact.P999, quantity.Second},
}

func readFortio(in *reader.Input, s *tally.Sink) error {
	var calls, failed, byCode int64
	counted, coded, word := false, false, ""
	histogram := layout{
		{"Count", func(v reader.Value, _ *report) { calls = v.Int() }},
		{"Min", states(fact.Min, quantity.Second)},
		{"Max", states(fact.Max, quantity.Second)},
		{"Avg", states(fact.Mean, quantity.Second)},
		{"StdDev", states(fact.Stddev, quantity.Second)},
		{"Percentiles[].^Percentile", into(&word)},
		{"Percentiles[].Value", chosen(fortioPercentiles, &word)},
	}.Reader()
	return read(in, s, "fortio", layout{{"", benchmark(layout{
		{"^Labels", otherwise},
		{"URL", title},
		{"Destination", title},
		{"Version", version},
		{"StartTime", dated},
		{"ActualQPS", states(fact.Rate, quantity.MustUnit("req/s"))},
		{"DurationHistogram", func(v reader.Value, r *report) {
			before := len(r.found)
			if histogram(v, r); calls == 0 { // latencies of none are zeros
				r.found = r.found[:before]
			}
			r.found.add(v.Line(), fact.Requests, quantity.DecimalFromInt(calls), quantity.Count)
		}},
		{"ErrorsDurationHistogram.Count", func(v reader.Value, _ *report) {
			counted = v.Kind() != 'n'
			failed = v.Int()
		}},
		{"RetCodes.*.@", into(&word)},
		{"RetCodes.*", func(v reader.Value, _ *report) {
			coded = true
			if n := v.Int(); !isFortioSuccess(word) {
				byCode += n
			}
		}},
	}, func(v reader.Value, r *report) {
		if !counted && !coded {
			v.Fail("expected ErrorsDurationHistogram.Count or RetCodes, found none")
		}
		if !counted {
			failed = byCode
		}
		r.found.add(1, fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
	})}})
}

func isFortioSuccess(code string) bool {
	return isSuccess(code) && code[0] == '2' || code == "418" || code == "OK" || code == "SERVING"
}
