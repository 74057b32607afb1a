package benchmark

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var pytestBenchmarkFormat = reader.Format{
	Name: "pytest-benchmark",
	Doc:  "pytest-benchmark's JSON (--benchmark-json, --benchmark-autosave) and the CSV of pytest-benchmark compare. Times are seconds; rounds are samples where the file holds stats.data.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return h.Columns[0] == "name" && slices.Contains(h.Columns, "iqr") && slices.Contains(h.Columns, "ops")
		}
		return h.Has("benchmarks", "machine_info") || h.Has("benchmarks[].fullname", "benchmarks[].stats")
	},
	Read: readPytestBenchmark,
}

func readPytestBenchmark(in *reader.Input, s *fact.Sink) error {
	if in.Head.Container == reader.CSVTable {
		return readPytestTable(in.CSV(), s)
	}
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

// pytestStats maps a key of stats, or a column, to what it states.
var pytestStats = []stated{
	{"min", fact.Min, quantity.Second},
	{"max", fact.Max, quantity.Second},
	{"mean", fact.Mean, quantity.Second},
	{"median", fact.Median, quantity.Second},
	{"stddev", fact.Stddev, quantity.Second},
	{"ops", fact.Rate, quantity.MustUnit("ops/s")},
}

func readPytestTable(c *reader.CSV, s *fact.Sink) error {
	s.Named("pytest-benchmark", "")
	for range c.Rows() {
		var found figures
		for _, entry := range pytestStats {
			if d, ok := measured(c, c.Get(entry.word)); ok {
				found.add(c.Line(), entry.stat, d, entry.unit)
			}
		}
		found.give(s, c.Get("name"))
	}
	return c.Err()
}

func pytestBenchmark(j *reader.JSON, s *fact.Sink) {
	name := ""
	var found figures
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
				found = append(found, pytestFigures(j, key)...)
			}
		}
	}
	found.give(s, name)
}

func pytestFigures(j *reader.JSON, key string) (found figures) {
	if key == "data" {
		return pytestRounds(j)
	}
	if entry, known := named(pytestStats, key); known {
		line := j.Line()
		if d, ok := figure(j); ok {
			found.add(line, entry.stat, d, entry.unit)
		}
	}
	return found
}

// pytestRounds reads the raw rounds, all or none: people cut long lists short
// with a remark, and what is left of them is no sample of anything.
func pytestRounds(j *reader.JSON) (found figures) {
	whole := true
	for range j.Items() {
		if j.Kind() != '0' {
			whole = false
			continue
		}
		found.add(j.Line(), fact.Sampled, j.Decimal(), quantity.Second)
	}
	if !whole {
		return nil
	}
	return found
}
