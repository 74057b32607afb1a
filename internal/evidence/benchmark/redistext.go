package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// The lines of redis-benchmark's text: what -q prints of a test, and in the
// full text where a test begins, its requests and its rate.
var (
	redisQuiet    = lazy.Regexp(`^([^:]+): ([0-9.]+) requests per second(?:, p50=([0-9.]+) msec)?\s*$`)
	redisBegin    = lazy.Regexp(`^====== (.+) ======\s*$`)
	redisRequests = lazy.Regexp(`^\s*([0-9]+) requests completed in `)
	redisSummary  = lazy.Regexp(`^(?:\s*throughput summary: )?([0-9.]+) requests per second\s*$`)
)

// redisLatencies maps the columns of the latency summary.
var redisLatencies = []stated{
	{word: "avg", stat: fact.Mean},
	{word: "min", stat: fact.Min},
	{word: "p50", stat: fact.P50},
	{word: "p95", stat: fact.P95},
	{word: "p99", stat: fact.P99},
	{word: "max", stat: fact.Max},
}

func readRedisText(in *reader.Input, s *tally.Sink) error {
	r := redisText{text: textOf(in, s, "redis-benchmark")}
	for range r.All() {
		line := lastDrawn(r.Text())
		r.line(line)
		if strings.Contains(r.Text(), ": rps=") && !redisQuiet().MatchString(line) && !redisBegin().MatchString(line) {
			r.Fail("expected the rate of a test that runs, found the end of the line")
		}
	}
	r.finish()
	return r.Err()
}

// redisText is the test that is read.
type redisText struct {
	*text
	open    bool     // its rate is still to come
	columns []string // of the latency summary, whose figures come next
}

func (r *redisText) line(line string) {
	if r.columns != nil {
		for i, text := range strings.Fields(line) {
			if entry, ok := named(redisLatencies, r.columns[min(i, len(r.columns)-1)]); ok {
				r.gives(entry.stat, quantity.Millisecond)(text)
			}
		}
		r.columns = nil
		return
	}
	if m := redisBegin().FindStringSubmatch(line); m != nil {
		r.finish()
		r.name, r.open = m[1], true
	} else if m := redisRequests().FindStringSubmatch(line); m != nil {
		r.gives(fact.Requests, quantity.Count)(m[1])
	} else if m := redisSummary().FindStringSubmatch(line); m != nil {
		r.gives(fact.Rate, redisRate)(m[1])
		r.open = false
	} else if m := redisQuiet().FindStringSubmatch(line); m != nil {
		r.name = strings.TrimSpace(m[1])
		r.gives(fact.Rate, redisRate)(m[2])
		if m[3] != "" {
			r.gives(fact.P50, quantity.Millisecond)(m[3])
		}
	} else if strings.HasPrefix(line, "avg ") {
		r.columns = strings.Fields(line)
	} else if strings.HasPrefix(line, "Error from server: ") || strings.HasPrefix(line, "Could not connect to Redis") {
		r.s.Incomplete(r.Line(), "%s", line)
	}
}

func (r *redisText) finish() {
	if r.open {
		r.Fail("expected the requests per second of %.100q, found none", r.name)
	}
}

// lastDrawn is what stays on a terminal of a line that was drawn again and
// again.
func lastDrawn(line string) string {
	return strings.TrimLeft(line[strings.LastIndexByte(line, '\r')+1:], " ")
}
