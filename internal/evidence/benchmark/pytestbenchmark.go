package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var pytestBenchmarkFormat = reader.Format{
	Name:      "pytest-benchmark",
	CutUnseen: true,
	Doc:       "pytest-benchmark's JSON (--benchmark-json, --benchmark-autosave) and the CSV of pytest-benchmark compare. Times are seconds; rounds are samples where the file holds stats.data.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("benchmarks", "machine_info") || h.Has("benchmarks[].fullname", "benchmarks[].stats") ||
			begins(h, "name") && hasColumns(h, "iqr", "ops")
	},
	Read: readPytestBenchmark,
}

// pytestStats maps a key of stats, or a column, to what it states.
var pytestStats = []stated{
	{"min", fact.Min, quantity.Second},
	{"max", fact.Max, quantity.Second},
	{"mean", fact.Mean, quantity.Second},
	{"median", fact.Median, quantity.Second},
	{"stddev", fact.Stddev, quantity.Second},
	{"ops", fact.Rate, quantity.MustUnit("ops/s")},
}

func readPytestBenchmark(in *reader.Input, s *tally.Sink) error {
	if in.Head.Container == reader.CSVTable {
		return rows(in, s, "pytest-benchmark", "name", pytestStats)
	}
	var rounds figures
	cut := false
	return read(in, s, "pytest-benchmark", layout{
		{"version", version},
		{"datetime", dated},
		{"commit_info.id", func(v reader.Value, r *report) { r.s.Commit(v.Text()) }},
		{"benchmarks[]", benchmark(append(layout{
			{"fullname", title},
			{"name", otherwise},
			{"stats.data[]", func(v reader.Value, _ *report) {
				if cut = cut || v.Kind() != '0'; !cut {
					rounds.add(v.Line(), fact.Sampled, v.Decimal(), quantity.Second)
				}
			}},
		}, stats("stats.", pytestStats)...), func(_ reader.Value, r *report) {
			// People cut the rounds short with a remark, and what is left of
			// them is not a sample of anything.
			if !cut {
				r.found = append(r.found, rounds...)
			}
			rounds, cut = nil, false
		})},
	})
}
