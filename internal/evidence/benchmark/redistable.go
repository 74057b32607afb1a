package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

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

func isRedisTable(h *reader.Head) bool { return begins(h, "test", "rps") }

// readRedisTable reads a test a row. Some versions pad names of tests such as
// "MSET (10 keys)".
func readRedisTable(c *reader.CSV, s *tally.Sink) error {
	var found figures
	for range c.Rows() {
		found = cells(found, c, redisColumns)
		found.give(s, strings.TrimSpace(c.Get("test")))
	}
	return c.Err()
}

var redisFirst = lazy.Regexp(`^"(PING_(INLINE|BULK|MBULK)|SET|GET|INCR|[LR]PUSH|[LR]POP|SADD|HSET|SPOP|Z(ADD|POPMIN)|LRANGE_[0-9]+ .*|MSET \([0-9]+ keys\)|LPUSH \(.*\))","[0-9]+\.[0-9]+"$`)

// isOldRedisTable recognises a table without a header by the tests it names.
func isOldRedisTable(h *reader.Head) bool {
	return h.Container == reader.CSVTable && len(h.Columns) == 2 && len(h.Lines) > 0 && redisFirst().MatchString(h.Lines[0])
}

// readOldRedisTable reads rows of a name and a rate; the first stands where a
// header should.
func readOldRedisTable(c *reader.CSV, s *tally.Sink) error {
	columns := c.Columns()
	test := func(line int, cell func(column string) string) {
		if d, ok := measured(c, cell(columns[1])); ok {
			s.Sample(&fact.Sample{Line: line, Name: strings.TrimSpace(cell(columns[0])), Stat: fact.Rate, Value: d, Unit: redisRate})
		}
	}
	test(1, func(column string) string { return column })
	for range c.Rows() {
		test(c.Line(), c.Get)
	}
	return c.Err()
}
