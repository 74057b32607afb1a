package benchmark

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var vegetaFormat = reader.Format{
	Name: "vegeta",
	Doc:  "vegeta report as JSON (-type=json, nanoseconds) and as text. The rate of requests and that of successes are the metrics rate and throughput; requests without a status code from 200 to 399 are errors.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("latencies.mean", "bytes_in") || h.Line("Requests      [total, rate")
	},
	Read: readVegeta,
}

var vegetaRate = quantity.MustUnit("req/s")

// vegetaLatencies maps the words of both reports.
var vegetaLatencies = []stated{
	{"min", fact.Min, quantity.Nanosecond},
	{"mean", fact.Mean, quantity.Nanosecond},
	{"50th", fact.P50, quantity.Nanosecond}, {"50", fact.P50, quantity.Nanosecond},
	{"90th", fact.P90, quantity.Nanosecond}, {"90", fact.P90, quantity.Nanosecond},
	{"95th", fact.P95, quantity.Nanosecond}, {"95", fact.P95, quantity.Nanosecond},
	{"99th", fact.P99, quantity.Nanosecond}, {"99", fact.P99, quantity.Nanosecond},
	{"max", fact.Max, quantity.Nanosecond},
}

func readVegeta(in *reader.Input, s *fact.Sink) error {
	s.Named("vegeta", "")
	if !in.Head.JSON() {
		return readVegetaText(in.Lines(), s)
	}
	j := in.JSON()
	requests, latencies, succeeded := int64(0), figures(nil), int64(0)
	for key := range j.Fields() {
		switch key {
		case "latencies":
			for key := range j.Fields() {
				if entry, ok := named(vegetaLatencies, key); ok {
					latencies.add(j.Line(), entry.stat, j.Decimal(), entry.unit)
				}
			}
		case "earliest", "end":
			if text := j.Text(); !strings.HasPrefix(text, "0001-") {
				s.Dated(text)
			}
		case "requests":
			line := j.Line()
			requests = j.Int()
			giveCount(s, line, fact.Requests, requests)
		case "rate", "throughput":
			s.Sample(&fact.Sample{Line: j.Line(), Metric: key, Stat: fact.Rate, Value: j.Decimal(), Unit: vegetaRate})
		case "status_codes":
			for code := range j.Fields() {
				if n := j.Int(); isSuccess(code) {
					succeeded += n
				}
			}
		}
	}
	giveCount(s, 0, fact.Errors, requests-succeeded)
	if requests > 0 {
		latencies.give(s, "")
	}
	return j.Err()
}

// readVegetaText reads lines such as "Latencies [min, mean, max] 1ms, 2ms, 3ms".
func readVegetaText(l *reader.Lines, s *fact.Sink) error {
	complete := false
	requests, succeeded := int64(0), int64(0)
	for range l.All() {
		complete = complete || strings.HasPrefix(l.Text(), "Error Set:")
		title, rest, _ := strings.Cut(l.Text(), "[")
		names, values, ok := strings.Cut(rest, "]")
		if !ok {
			continue
		}
		words, texts := strings.Split(names, ", "), strings.Split(strings.TrimSpace(values), ", ")
		switch strings.TrimSpace(title) {
		case "Requests":
			requests = vegetaRequests(l, s, words, texts)
		case "Latencies":
			for i, word := range words {
				if entry, ok := named(vegetaLatencies, word); ok && i < len(texts) && requests > 0 {
					vegetaDuration(l, s, entry, texts[i])
				}
			}
		case "Status Codes":
			for _, field := range strings.Fields(values) {
				code, text, _ := strings.Cut(field, ":")
				if n := count(l, text); isSuccess(code) {
					succeeded += n
				}
			}
		}
	}
	if !complete {
		l.Fail("wanted a line that begins with Error Set:, found the end of the file")
	}
	giveCount(s, 0, fact.Errors, requests-succeeded)
	return l.Err()
}

func vegetaRequests(l *reader.Lines, s *fact.Sink, words, texts []string) (requests int64) {
	for i, word := range words {
		if i >= len(texts) {
			break
		}
		if word == "total" {
			requests = count(l, texts[i])
			giveCount(s, l.Line(), fact.Requests, requests)
			continue
		}
		d, _ := leading(l, texts[i])
		s.Sample(&fact.Sample{Line: l.Line(), Metric: word, Stat: fact.Rate, Value: d, Unit: vegetaRate})
	}
	return requests
}

// vegetaDuration reads a duration as Go prints it, "1m2.5s".
func vegetaDuration(l *reader.Lines, s *fact.Sink, entry stated, text string) {
	d, err := time.ParseDuration(text)
	if err != nil {
		l.Fail("wanted a duration, found %.40q", text)
	}
	s.Sample(&fact.Sample{Line: l.Line(), Stat: entry.stat, Value: quantity.DecimalFromInt(int64(d)), Unit: entry.unit})
}
