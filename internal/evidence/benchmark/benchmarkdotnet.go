package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var benchmarkDotNetFormat = reader.Format{
	Name: "benchmarkdotnet",
	Doc:  "BenchmarkDotNet's JSON exporters (brief and full), in nanoseconds; a name is FullName, with the job where it is not DefaultJob. OriginalValues are samples; BytesAllocatedPerOperation are the bytes. A benchmark without statistics failed and makes the run incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("HostEnvironmentInfo", "Benchmarks")
	},
	Read: readBenchmarkDotNet,
}

func readBenchmarkDotNet(in *reader.Input, s *tally.Sink) error {
	job := ""
	return read(in, s, "BenchmarkDotNet", layout{
		{"HostEnvironmentInfo.BenchmarkDotNetVersion", version},
		{"Benchmarks[]", benchmark(layout{
			{"FullName", title},
			{"DisplayInfo", func(v reader.Value, _ *report) {
				// "Type.Method: Job-ABCDEF(Runtime=.NET 8.0) [Size=10]"
				_, job, _ = strings.Cut(v.Text(), ": ")
				job, _, _ = strings.Cut(job, " [")
			}},
			{"Statistics.OriginalValues[]", states(fact.Sampled, quantity.Nanosecond)},
			{"Statistics.Min", states(fact.Min, quantity.Nanosecond)},
			{"Statistics.Median", states(fact.Median, quantity.Nanosecond)},
			{"Statistics.Mean", states(fact.Mean, quantity.Nanosecond)},
			{"Statistics.Max", states(fact.Max, quantity.Nanosecond)},
			{"Statistics.StandardDeviation", states(fact.Stddev, quantity.Nanosecond)},
			{"Statistics.Percentiles.P50", states(fact.P50, quantity.Nanosecond)},
			{"Statistics.Percentiles.P90", states(fact.P90, quantity.Nanosecond)},
			{"Statistics.Percentiles.P95", states(fact.P95, quantity.Nanosecond)},
			{"Statistics.Percentiles.P99", states(fact.P99, quantity.Nanosecond)},
			{"Memory.BytesAllocatedPerOperation", states(fact.Bytes, quantity.Byte)},
		}, func(_ reader.Value, r *report) {
			if job != "" && job != "DefaultJob" {
				r.name += " " + job
			}
			if job = ""; len(r.found) == 0 {
				r.s.Incomplete(r.line, "%s has no result", r.name)
			}
		})},
	})
}
