package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var redisBenchmarkFormat = reader.Format{
	Name: "redis-benchmark",
	Doc:  "redis-benchmark --csv (also valkey-benchmark), with the latency columns of version 7 or the two columns of older ones. rps is the rate; columns state their unit, *_ms.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container != reader.CSVTable {
			return false
		}
		return len(h.Columns) > 1 && h.Columns[0] == "test" && h.Columns[1] == "rps"
	},
	Read: readRedisBenchmark,
}

// redisColumns maps a column to what it states.
var redisColumns = []struct {
	column string
	stat   fact.Stat
	unit   quantity.Unit
}{
	{"rps", fact.Rate, quantity.MustUnit("req/s")},
	{"avg_latency_ms", fact.Mean, quantity.Millisecond},
	{"min_latency_ms", fact.Min, quantity.Millisecond},
	{"p50_latency_ms", fact.P50, quantity.Millisecond},
	{"p95_latency_ms", fact.P95, quantity.Millisecond},
	{"p99_latency_ms", fact.P99, quantity.Millisecond},
	{"max_latency_ms", fact.Max, quantity.Millisecond},
}

func readRedisBenchmark(in *reader.Input, s *fact.Sink) error {
	c := in.CSV()
	s.Named("redis-benchmark", "")
	for range c.Rows() {
		// Redis pads test names such as "MSET (10 keys)" in some versions.
		name := strings.TrimSpace(c.Get("test"))
		for _, col := range redisColumns {
			if d, ok := c.Decimal(col.column); ok {
				s.Sample(&fact.Sample{Line: c.Line(), Name: name, Stat: col.stat, Value: d, Unit: col.unit})
			}
		}
	}
	return c.Err()
}
