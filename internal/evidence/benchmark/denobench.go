package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var denoBenchFormat = reader.Format{
	Name: "deno-bench",
	Doc:  "Deno's benchmarks as JSON (deno bench --json), in ns. A name is group > benchmark. A benchmark that failed makes the run incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("runtime", "benches[].name")
	},
	Read: readDenoBench,
}

func readDenoBench(in *reader.Input, s *tally.Sink) error {
	ran := layout{
		{"ok.avg", states(fact.Mean, quantity.Nanosecond)},
		{"ok.min", states(fact.Min, quantity.Nanosecond)},
		{"ok.max", states(fact.Max, quantity.Nanosecond)},
		{"ok.p99", states(fact.P99, quantity.Nanosecond)},
		{"ok.p999", states(fact.P999, quantity.Nanosecond)},
		{"failed", func(v reader.Value, r *report) { r.s.Incomplete(v.Line(), "%s failed", r.name) }},
	}.Reader()
	return read(in, s, "deno", layout{
		{"benches[]", benchmark(layout{
			{"^group", member},
			{"name", member},
			{"result", ran},
			{"results[]", ran},
		})},
	})
}
