package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var k6Format = reader.Format{
	Name: "k6",
	Doc:  "k6's end-of-test summary as JSON: --summary-export, the data that handleSummary gets, and --new-machine-readable-summary; and its points one by one, --out json and --out csv (there without trends of the script's own). A trend is a metric by its k6 name, in ms where k6 keeps times; http_reqs are the requests and their rate, http_req_failed the errors. Thresholds are not taken over: criteria state their own.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("root_group") && (h.Has("metrics") || !h.Whole) || h.Has("metadata.k6_version") ||
			isK6Points(h) || isK6Table(h)
	},
	Read: readK6,
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

func readK6(in *reader.Input, s *fact.Sink) error {
	if isK6Points(in.Head) || isK6Table(in.Head) {
		return readK6Points(in, s)
	}
	j := in.JSON()
	version := ""
	for key := range j.Fields() {
		switch key {
		case "metrics":
			for name := range j.Fields() {
				m := k6Metric{name: name}
				m.read(j)
				m.give(s)
			}
		case "results":
			readK6Results(j, s)
		case "metadata":
			for key := range j.Fields() {
				switch key {
				case "generated_at":
					s.Dated(j.Text())
				case "k6_version":
					version = j.Text()
				}
			}
		}
	}
	s.Named("k6", version)
	return j.Err()
}

func readK6Results(j *reader.JSON, s *fact.Sink) {
	for key := range j.Fields() {
		if key != "metrics" {
			continue
		}
		for range j.Items() {
			m := k6Metric{}
			m.read(j)
			m.give(s)
		}
	}
}

// k6Metric is one metric with its figures by their keys.
type k6Metric struct {
	name, contains string
	keys           []string
	figures        figures
}

// read reads a metric; the figures stand in it or in its values.
func (m *k6Metric) read(j *reader.JSON) {
	for key := range j.Fields() {
		switch key {
		case "name":
			m.name = j.Text()
		case "contains":
			m.contains = j.Text()
		case "values":
			m.read(j)
		default:
			if j.Kind() != '0' {
				continue
			}
			line := j.Line()
			if d, ok := figure(j); ok {
				m.keys = append(m.keys, key)
				m.figures.add(line, fact.Sampled, d, m.unit())
			}
		}
	}
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

func (m *k6Metric) give(s *fact.Sink) {
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
