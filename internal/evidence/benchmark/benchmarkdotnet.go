package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
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

var benchmarkDotNetStats = []stated{
	{"Min", fact.Min, quantity.Nanosecond},
	{"Median", fact.Median, quantity.Nanosecond},
	{"Mean", fact.Mean, quantity.Nanosecond},
	{"Max", fact.Max, quantity.Nanosecond},
	{"StandardDeviation", fact.Stddev, quantity.Nanosecond},
}

var benchmarkDotNetPercentiles = []stated{
	{"P50", fact.P50, quantity.Nanosecond},
	{"P90", fact.P90, quantity.Nanosecond},
	{"P95", fact.P95, quantity.Nanosecond},
	{"P99", fact.P99, quantity.Nanosecond},
}

func readBenchmarkDotNet(in *reader.Input, s *fact.Sink) error {
	job := ""
	one := layout{
		{"FullName", title},
		{"DisplayInfo", func(v reader.Value, _ *report) {
			// "Type.Method: Job-ABCDEF(Runtime=.NET 8.0) [Size=10]"
			_, job, _ = strings.Cut(v.Text(), ": ")
			job, _, _ = strings.Cut(job, " [")
		}},
		{"Statistics.OriginalValues[]", states(fact.Sampled, quantity.Nanosecond)},
		{"Memory.BytesAllocatedPerOperation", states(fact.Bytes, quantity.Byte)},
	}
	one = append(one, stats("Statistics.", benchmarkDotNetStats)...)
	one = append(one, stats("Statistics.Percentiles.", benchmarkDotNetPercentiles)...)
	return read(in, s, "BenchmarkDotNet", layout{
		{"HostEnvironmentInfo.BenchmarkDotNetVersion", version},
		{"Benchmarks[]", benchmark(one, func(_ reader.Value, r *report) {
			if job != "" && job != "DefaultJob" {
				r.name += " " + job
			}
			if job = ""; len(r.found) == 0 {
				r.s.Incomplete(r.line, "%s has no result", r.name)
			}
		})},
	})
}
