package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var pytestBenchmarkFormat = reader.Format{
	Name: "pytest-benchmark",
	Doc:  "pytest-benchmark's JSON (--benchmark-json, --benchmark-autosave). Times are seconds; rounds are samples where the file holds stats.data.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("benchmarks", "machine_info") || h.Has("benchmarks[].fullname", "benchmarks[].stats")
	},
	Read: readPytestBenchmark,
}

func readPytestBenchmark(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	for key := range j.Fields() {
		switch key {
		case "benchmarks":
			for range j.Items() {
				pytestBenchmark(j, s)
			}
		case "datetime":
			s.Dated(j.Text())
		case "version":
			s.Named("pytest-benchmark", j.Text())
		case "commit_info":
			for key := range j.Fields() {
				if key == "id" {
					s.Commit(j.Text())
				}
			}
		}
	}
	return j.Err()
}

// pytestStats maps a key of stats to what it states.
var pytestStats = map[string]fact.Stat{
	"min": fact.Min, "max": fact.Max, "mean": fact.Mean, "median": fact.Median, "stddev": fact.Stddev,
}

func pytestBenchmark(j *reader.JSON, s *fact.Sink) {
	name := ""
	var samples []fact.Sample
	for key := range j.Fields() {
		switch key {
		case "fullname":
			name = j.Text()
		case "name":
			if text := j.Text(); name == "" {
				name = text
			}
		case "stats":
			for key := range j.Fields() {
				samples = appendPytestStat(samples, j, key)
			}
		}
	}
	for i := range samples {
		samples[i].Name = name
		s.Sample(&samples[i])
	}
}

func appendPytestStat(samples []fact.Sample, j *reader.JSON, key string) []fact.Sample {
	x := fact.Sample{Line: j.Line(), Unit: quantity.Second}
	stat, known := pytestStats[key]
	switch {
	case known:
		x.Stat = stat
	case key == "ops":
		x.Stat, x.Unit = fact.Rate, quantity.MustUnit("ops/s")
	case key == "data":
		return appendRounds(samples, j)
	default:
		return samples
	}
	if d, ok := j.Number(); ok {
		x.Value = d
		samples = append(samples, x)
	}
	return samples
}

// appendRounds adds the raw rounds, all or none: people cut long lists short
// with a remark, and what is left of them is no sample of anything.
func appendRounds(samples []fact.Sample, j *reader.JSON) []fact.Sample {
	declared, whole := len(samples), true
	for range j.Items() {
		if j.Kind() != '0' {
			whole = false
			continue
		}
		samples = append(samples, fact.Sample{Line: j.Line(), Unit: quantity.Second, Value: j.Decimal()})
	}
	if !whole {
		return samples[:declared]
	}
	return samples
}
