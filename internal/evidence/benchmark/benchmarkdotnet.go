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
	{"P50", fact.P50, quantity.Nanosecond},
	{"P90", fact.P90, quantity.Nanosecond},
	{"P95", fact.P95, quantity.Nanosecond},
	{"P99", fact.P99, quantity.Nanosecond},
}

func readBenchmarkDotNet(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	version := ""
	for key := range j.Fields() {
		switch key {
		case "HostEnvironmentInfo":
			for key := range j.Fields() {
				if key == "BenchmarkDotNetVersion" {
					version = j.Text()
				}
			}
		case "Benchmarks":
			for range j.Items() {
				readBenchmarkDotNetCase(j, s)
			}
		}
	}
	s.Named("BenchmarkDotNet", version)
	return j.Err()
}

func readBenchmarkDotNetCase(j *reader.JSON, s *fact.Sink) {
	line, name, job := j.Line(), "", ""
	var found figures
	for key := range j.Fields() {
		switch key {
		case "FullName":
			name = j.Text()
		case "DisplayInfo":
			// "Type.Method: Job-ABCDEF(Runtime=.NET 8.0) [Size=10]"
			_, job, _ = strings.Cut(j.Text(), ": ")
			job, _, _ = strings.Cut(job, " [")
		case "Statistics":
			found = append(found, benchmarkDotNetStatistics(j)...)
		case "Memory":
			for key := range j.Fields() {
				if key != "BytesAllocatedPerOperation" {
					continue
				}
				line := j.Line()
				if d, ok := figure(j); ok {
					found.add(line, fact.Bytes, d, quantity.Byte)
				}
			}
		}
	}
	if job != "" && job != "DefaultJob" {
		name += " " + job
	}
	if len(found) == 0 {
		s.Incomplete(line, "%s has no result", name)
	}
	found.give(s, name)
}

func benchmarkDotNetStatistics(j *reader.JSON) (found figures) {
	for key := range j.Fields() {
		switch key {
		case "OriginalValues":
			for range j.Items() {
				found.add(j.Line(), fact.Sampled, j.Decimal(), quantity.Nanosecond)
			}
		case "Percentiles":
			found = append(found, benchmarkDotNetStatistics(j)...)
		default:
			if entry, ok := named(benchmarkDotNetStats, key); ok {
				line := j.Line()
				if d, ok := figure(j); ok {
					found.add(line, entry.stat, d, entry.unit)
				}
			}
		}
	}
	return found
}
