package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var redisBenchmarkFormat = reader.Format{
	Name: "redis-benchmark",
	Doc:  "redis-benchmark (also valkey-benchmark): --csv with the latency columns of version 7 or the two bare columns of older ones, -q, and the full text. rps is the rate; latencies are milliseconds as the columns and lines say.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable && len(h.Columns) > 1 && h.Columns[0] == "test" && h.Columns[1] == "rps" {
			return true
		}
		return isOldRedisTable(h) || slices.ContainsFunc(h.Lines, func(line string) bool {
			return redisQuiet().MatchString(lastDrawn(line)) || redisBegin().MatchString(lastDrawn(line))
		})
	},
	Read: readRedisBenchmark,
}

// redisColumns maps a column to what it states.
var redisColumns = []stated{
	{"rps", fact.Rate, redisRate},
	{"avg_latency_ms", fact.Mean, quantity.Millisecond},
	{"min_latency_ms", fact.Min, quantity.Millisecond},
	{"p50_latency_ms", fact.P50, quantity.Millisecond},
	{"p95_latency_ms", fact.P95, quantity.Millisecond},
	{"p99_latency_ms", fact.P99, quantity.Millisecond},
	{"max_latency_ms", fact.Max, quantity.Millisecond},
}

var (
	redisRate  = quantity.MustUnit("req/s")
	redisFirst = lazy.Regexp(`^"(PING_(INLINE|BULK|MBULK)|SET|GET|INCR|[LR]PUSH|[LR]POP|SADD|HSET|SPOP|Z(ADD|POPMIN)|LRANGE_[0-9]+ .*|MSET \([0-9]+ keys\)|LPUSH \(.*\))","[0-9]+\.[0-9]+"$`)
)

// isOldRedisTable recognises a table without a header by the tests it names.
func isOldRedisTable(h *reader.Head) bool {
	return h.Container == reader.CSVTable && len(h.Columns) == 2 && len(h.Lines) > 0 && redisFirst().MatchString(h.Lines[0])
}

func readRedisBenchmark(in *reader.Input, s *fact.Sink) error {
	s.Named("redis-benchmark", "")
	switch {
	case isOldRedisTable(in.Head):
		return readOldRedisTable(in.CSV(), s)
	case in.Head.Container != reader.CSVTable || in.Head.Columns[0] != "test":
		return readRedisText(in.Lines(), s)
	}
	c := in.CSV()
	for range c.Rows() {
		// Redis pads test names such as "MSET (10 keys)" in some versions.
		name := strings.TrimSpace(c.Get("test"))
		for _, col := range redisColumns {
			if d, ok := measured(c, c.Get(col.word)); ok {
				s.Sample(&fact.Sample{Line: c.Line(), Name: name, Stat: col.stat, Value: d, Unit: col.unit})
			}
		}
	}
	return c.Err()
}

// readOldRedisTable reads rows of a name and a rate; the first stands where a
// header should.
func readOldRedisTable(c *reader.CSV, s *fact.Sink) error {
	columns := c.Columns()
	give := func(line int, name, rate string) {
		if d, ok := measured(c, rate); ok {
			s.Sample(&fact.Sample{Line: line, Name: strings.TrimSpace(name), Stat: fact.Rate, Value: d, Unit: redisRate})
		}
	}
	give(1, columns[0], columns[1])
	for range c.Rows() {
		give(c.Line(), c.Get(columns[0]), c.Get(columns[1]))
	}
	return c.Err()
}
