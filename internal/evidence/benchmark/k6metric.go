package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

// k6Metric is one metric with its figures by their keys.
type k6Metric struct {
	name, contains string
	keys           []string
	figures        figures
}

// k6Stats maps the figures of a trend.
var k6Stats = []stated{
	{word: "avg", stat: fact.Mean},
	{word: "med", stat: fact.Median},
	{word: "min", stat: fact.Min},
	{word: "max", stat: fact.Max},
	{word: "p(50)", stat: fact.P50}, {word: "p50", stat: fact.P50},
	{word: "p(90)", stat: fact.P90}, {word: "p90", stat: fact.P90},
	{word: "p(95)", stat: fact.P95}, {word: "p95", stat: fact.P95},
	{word: "p(99)", stat: fact.P99}, {word: "p99", stat: fact.P99},
	{word: "p(99.9)", stat: fact.P999}, {word: "p99.9", stat: fact.P999},
}

// k6Times are the beginnings of k6's own trends that hold milliseconds.
var k6Times = []string{"http_req_", "iteration_duration", "group_duration", "ws_", "grpc_", "browser_http_req_", "browser_web_vital_"}

// k6Reader reads a metric; the figures stand in it or in its values.
func k6Reader() func(v reader.Value, m *k6Metric) {
	key := ""
	members := reader.Layout[k6Metric]{
		{"name", func(v reader.Value, m *k6Metric) { m.name = v.Text() }},
		{"contains", func(v reader.Value, m *k6Metric) { m.contains = v.Text() }},
		{"*.@", func(v reader.Value, _ *k6Metric) { key = v.Text() }},
		{"*", func(v reader.Value, m *k6Metric) {
			if v.Kind() == '0' {
				m.keys = append(m.keys, key)
				m.figures.add(v.Line(), fact.Sampled, v.Decimal(), quantity.Count)
			}
		}},
	}
	return append(members, reader.Layout[k6Metric]{{"values", members.Reader()}}...).Reader()
}

// unit is what a trend is measured in. An export does not say what a trend of
// the script's own contains: it is then a bare number.
func (m *k6Metric) unit() quantity.Unit {
	own := slices.ContainsFunc(k6Times, func(prefix string) bool { return strings.HasPrefix(m.name, prefix) })
	switch {
	case m.contains == "time", m.contains == "" && own:
		return quantity.Millisecond
	case m.contains == "data":
		return quantity.Byte
	}
	return quantity.Count
}

func (m *k6Metric) give(s *tally.Sink) {
	trend := slices.Contains(m.keys, "avg") && !m.unused()
	for i, key := range m.keys {
		x := m.figures[i]
		x.Metric = m.name
		entry, known := named(k6Stats, key)
		switch {
		case trend && known:
			x.Stat, x.Unit = entry.stat, m.unit()
		case m.name == "http_reqs" && key == "count":
			x.Stat, x.Unit = fact.Requests, quantity.Count
		case m.name == "http_reqs" && key == "rate":
			x.Stat, x.Unit = fact.Rate, quantity.MustUnit("req/s")
		case m.name == "http_req_failed" && (key == "passes" || key == "matches"):
			// The rate counts what is true, and true is a failed request.
			x.Stat, x.Unit = fact.Errors, quantity.Count
		default:
			continue
		}
		s.Sample(&x)
	}
}

// unused tells that a threshold named tags which no request had: k6 then
// writes a trend of zeros.
func (m *k6Metric) unused() bool {
	return strings.Contains(m.name, "{") && !slices.ContainsFunc(m.figures, func(x fact.Sample) bool { return x.Value.Sign() != 0 })
}
