package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// k6Points reads the measurements that k6 writes one by one: those of a trend
// are samples, those of http_reqs and http_req_failed count requests.
type k6Points struct {
	s                *tally.Sink
	trends           map[string]quantity.Unit // what each measures
	requests, failed int64
	first            string // the time of the first
}

// isK6Points recognises the lines of --out json.
func isK6Points(h *reader.Head) bool {
	return h.Has("metric", "data.contains") || h.Has("metric", "data.tags", "data.time")
}

var k6Columns = []string{"metric_name", "timestamp", "metric_value"}

// isK6Table recognises the header of --out csv.
func isK6Table(h *reader.Head) bool {
	return len(h.Columns) > 3 && slices.Equal(h.Columns[:3], k6Columns)
}

func readK6Points(in *reader.Input, s *tally.Sink) error {
	p := k6Points{s: s, trends: map[string]quantity.Unit{}}
	if isK6Table(in.Head) {
		return p.table(in.CSV())
	}
	type message struct {
		kind, metric, trend, contains, time string
		value                               quantity.Decimal
		valued                              bool
	}
	read := reader.Layout[message]{
		{"type", func(v reader.Value, m *message) { m.kind = v.Text() }},
		{"metric", func(v reader.Value, m *message) { m.metric = v.Text() }},
		{"data.type", func(v reader.Value, m *message) { m.trend = v.Text() }},
		{"data.contains", func(v reader.Value, m *message) { m.contains = v.Text() }},
		{"data.time", func(v reader.Value, m *message) { m.time = v.Text() }},
		{"data.value", func(v reader.Value, m *message) { m.value, m.valued = v.Number() }},
	}.Reader()
	j := in.JSON()
	for range j.Values() {
		var m message
		line := j.Line()
		read(j, &m)
		switch {
		case m.kind == "Point" && !m.valued:
			j.Fail("expected the value of a point, found none")
		case m.kind == "Point":
			p.point(line, m.metric, m.time, m.value)
		case m.trend == "trend":
			p.trends[m.metric] = (&k6Metric{name: m.metric, contains: m.contains}).unit()
		}
	}
	p.finish()
	return j.Err()
}

// table reads the CSV, which does not say which metrics are trends: those of
// the script's own are left out.
func (p *k6Points) table(c *reader.CSV) error {
	for range c.Rows() {
		value, ok := c.Decimal(k6Columns[2])
		if !ok {
			c.Fail("expected a number in column %s", k6Columns[2])
		}
		name := c.Get(k6Columns[0])
		if name != "http_req_failed" && slices.ContainsFunc(k6Times, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			p.trends[name] = quantity.Millisecond
		}
		p.point(c.Line(), name, c.Get(k6Columns[1]), value)
	}
	p.finish()
	return c.Err()
}

func (p *k6Points) point(line int, metric, time string, value quantity.Decimal) {
	if p.first == "" {
		p.first = time
	}
	switch unit, trend := p.trends[metric]; {
	case trend:
		p.s.Sample(&fact.Sample{Line: line, Metric: metric, Value: value, Unit: unit, Taken: instant(time)})
	case metric == "http_reqs":
		p.requests++
	case metric == "http_req_failed" && value.Sign() > 0:
		p.failed++
	}
}

func (p *k6Points) finish() {
	p.s.Named("k6", "")
	p.s.Dated(p.first)
	if p.requests > 0 {
		giveCount(p.s, 0, fact.Requests, p.requests)
		giveCount(p.s, 0, fact.Errors, p.failed)
	}
}
