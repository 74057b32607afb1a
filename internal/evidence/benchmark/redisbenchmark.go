package benchmark

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var redisBenchmarkFormat = reader.Format{
	Name:      "redis-benchmark",
	Doc:       "redis-benchmark (also valkey-benchmark): --csv with the latency columns of version 7 or the two bare columns of older ones, -q, and the full text. rps is the rate; latencies are milliseconds as the columns and lines say.",
	Kind:      fact.Benchmark,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return isRedisTable(h) || isOldRedisTable(h) || slices.ContainsFunc(h.Lines, func(line string) bool {
			return redisQuiet().MatchString(lastDrawn(line)) || redisBegin().MatchString(lastDrawn(line))
		})
	},
	Read: readRedisBenchmark,
}

var redisRate = quantity.MustUnit("req/s")

func readRedisBenchmark(in *reader.Input, s *tally.Sink) error {
	s.Named("redis-benchmark", "")
	switch {
	case isRedisTable(in.Head):
		return readRedisTable(in.CSV(), s)
	case isOldRedisTable(in.Head):
		return readOldRedisTable(in.CSV(), s)
	}
	return readRedisText(in, s)
}
