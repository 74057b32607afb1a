package tally

import (
	"math/big"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// benchOf is how a measure of benchmarks is answered, by one of three: a
// statistic of samples, a figure that every run has, or the number of samples.
type benchOf struct {
	// of takes the statistic; it is false where there are too few samples.
	of     func(o *observations) (*big.Rat, bool)
	stated []fact.Stat // what a tool may state instead: the first that it does
	run    fact.Stat   // what every run has one figure of
	adds   bool        // over runs and series; else the median run is the figure
	number bool        // how many samples there are
}

// benchMeasures are the measures of benchmarks.
var benchMeasures = measures[benchOf]{
	{fact.Measure{Name: "benchmark.mean", AnyUnit: true, Doc: "arithmetic mean of the series"},
		benchOf{of: func(o *observations) (*big.Rat, bool) { return o.mean(), true }, stated: []fact.Stat{fact.Mean}}},
	{fact.Measure{Name: "benchmark.median", AnyUnit: true, Quantile: fact.Quantile{Num: 1, Den: 2}, Doc: "median of the series"},
		benchOf{of: func(o *observations) (*big.Rat, bool) { return o.median(), true }, stated: []fact.Stat{fact.Median, fact.P50}}},
	quantile("benchmark.min", 0, 1, "smallest sample", fact.Min),
	quantile("benchmark.max", 1, 1, "largest sample", fact.Max),
	{fact.Measure{Name: "benchmark.stddev", AnyUnit: true, Spread: true, Doc: "standard deviation"},
		benchOf{of: (*observations).deviation, stated: []fact.Stat{fact.Stddev}}},
	quantile("benchmark.p50", 1, 2, "50th percentile", fact.P50, fact.Median),
	quantile("benchmark.p90", 9, 10, "90th percentile", fact.P90),
	first(quantile("benchmark.p95", 19, 20, "95th percentile", fact.P95), fact.First{Title: "95th percentile", Target: "< 10ms"}),
	quantile("benchmark.p99", 99, 100, "99th percentile", fact.P99),
	quantile("benchmark.p999", 999, 1000, "99.9th percentile", fact.P999),
	{fact.Measure{Name: "benchmark.samples", Doc: "observations behind the series"}, benchOf{number: true}},
	{fact.Measure{Name: "benchmark.rate", AnyUnit: true, Doc: "operations, requests or bytes per time"}, benchOf{run: fact.Rate}},
	{fact.Measure{Name: "benchmark.requests", Doc: "requests or operations made"}, benchOf{run: fact.Requests, adds: true}},
	{fact.Measure{Name: "benchmark.errors", Doc: "requests or operations that failed"}, benchOf{run: fact.Errors, adds: true}},
	{fact.Measure{Name: "benchmark.bytes", Unit: quantity.Byte, Doc: "memory or data per operation"}, benchOf{run: fact.Bytes}},
	{fact.Measure{Name: "benchmark.allocs", Doc: "allocations per operation"}, benchOf{run: fact.Allocs}},
}

// quantile is the measure of the num/den quantile of the observations.
func quantile(name string, num, den int, doc string, stated ...fact.Stat) row[benchOf] {
	return row[benchOf]{
		fact.Measure{Name: name, AnyUnit: true, Quantile: fact.Quantile{Num: int64(num), Den: int64(den)}, Doc: doc},
		benchOf{of: func(o *observations) (*big.Rat, bool) { return o.quantile(num, den), true }, stated: stated},
	}
}
