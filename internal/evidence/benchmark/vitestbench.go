package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var vitestBenchFormat = reader.Format{
	Name: "vitest-bench",
	Doc:  "Vitest's benchmarks as JSON (vitest bench --outputJson), in ms; hz is the rate. A name is group > benchmark.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("files[].groups[].benchmarks")
	},
	Read: readVitestBench,
}

func readVitestBench(in *reader.Input, s *tally.Sink) error {
	return read(in, s, "vitest", layout{
		{"files[].groups[]", within(layout{
			{"^fullName", title},
			{"benchmarks[]", benchmark(layout{
				{"name", member},
				{"hz", states(fact.Rate, quantity.MustUnit("ops/s"))},
				{"mean", states(fact.Mean, quantity.Millisecond)},
				{"median", states(fact.Median, quantity.Millisecond)},
				{"min", states(fact.Min, quantity.Millisecond)},
				{"max", states(fact.Max, quantity.Millisecond)},
				{"sd", states(fact.Stddev, quantity.Millisecond)},
				{"p99", states(fact.P99, quantity.Millisecond)},
				{"p999", states(fact.P999, quantity.Millisecond)},
			})},
		})},
	})
}
