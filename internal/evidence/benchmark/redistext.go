package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/lazy"
	"signoff/internal/quantity"
	"signoff/internal/reader"
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

func readRedisText(l *reader.Lines, s *fact.Sink) error {
	r := redisText{l: l, s: s}
	for range l.All() {
		line := lastDrawn(l.Text())
		r.line(line)
		if strings.Contains(l.Text(), ": rps=") && !redisQuiet().MatchString(line) && !redisBegin().MatchString(line) {
			l.Fail("wanted the rate of a test that runs, found the end of the line")
		}
	}
	r.finish()
	return l.Err()
}

// redisText is the test that is read.
type redisText struct {
	l       *reader.Lines
	s       *fact.Sink
	name    string
	open    bool     // its rate is still to come
	columns []string // of the latency summary, whose figures come next
}

func (r *redisText) line(line string) {
	if r.columns != nil {
		for i, text := range strings.Fields(line) {
			if entry, ok := named(redisLatencies, r.columns[min(i, len(r.columns)-1)]); ok {
				r.give(entry.stat, text, quantity.Millisecond)
			}
		}
		r.columns = nil
		return
	}
	if m := redisBegin().FindStringSubmatch(line); m != nil {
		r.finish()
		r.name, r.open = m[1], true
	} else if m := redisRequests().FindStringSubmatch(line); m != nil {
		r.give(fact.Requests, m[1], quantity.Count)
	} else if m := redisSummary().FindStringSubmatch(line); m != nil {
		r.give(fact.Rate, m[1], redisRate)
		r.open = false
	} else if m := redisQuiet().FindStringSubmatch(line); m != nil {
		r.name = strings.TrimSpace(m[1])
		r.give(fact.Rate, m[2], redisRate)
		if m[3] != "" {
			r.give(fact.P50, m[3], quantity.Millisecond)
		}
	} else if strings.HasPrefix(line, "avg ") {
		r.columns = strings.Fields(line)
	} else if strings.HasPrefix(line, "Error from server: ") || strings.HasPrefix(line, "Could not connect to Redis") {
		r.s.Incomplete(r.l.Line(), "%s", line)
	}
}

func (r *redisText) give(stat fact.Stat, text string, u quantity.Unit) {
	d, _ := leading(r.l, text)
	r.s.Sample(&fact.Sample{Line: r.l.Line(), Name: r.name, Stat: stat, Value: d, Unit: u})
}

func (r *redisText) finish() {
	if r.open {
		r.l.Fail("wanted the requests per second of %.100q, found none", r.name)
	}
}

// lastDrawn is what stays on a terminal of a line that was drawn again and
// again.
func lastDrawn(line string) string {
	return strings.TrimLeft(line[strings.LastIndexByte(line, '\r')+1:], " ")
}
