package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var wrkFormat = reader.Format{
	Name: "wrk",
	Doc:  "What wrk and wrk2 print: latencies of each request, named by its URL, with percentiles by --latency; Requests/sec is the rate, Transfer/sec the rate in powers of 1024 bytes. Socket errors and responses other than 2xx and 3xx are errors. Per-thread figures and what a Lua script prints are left out; the uncorrected latencies of wrk2 are the metric uncorrected.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Line("Running ") && h.Line(" test @ ") && h.Line(" threads and ")
	},
	Read: readWrk,
}

// wrkPercentiles maps the first word of a line of the latency distribution.
var wrkPercentiles = []stated{
	{word: "50%", stat: fact.P50}, {word: "50.000%", stat: fact.P50},
	{word: "90%", stat: fact.P90}, {word: "90.000%", stat: fact.P90},
	{word: "95%", stat: fact.P95},
	{word: "99%", stat: fact.P99}, {word: "99.000%", stat: fact.P99},
	{word: "99.900%", stat: fact.P999},
}

func readWrk(in *reader.Input, s *fact.Sink) error {
	w := wrk{l: in.Lines(), s: s}
	s.Named("wrk", "")
	for range w.l.All() {
		w.line(w.l.Text())
	}
	w.finish()
	return w.l.Err()
}

// wrk is the run that is read; a file may hold several.
type wrk struct {
	l            *reader.Lines
	s            *fact.Sink
	url          string
	running      bool // the end of the run is still to come
	rated        bool
	third        fact.Stat
	distribution bool
	metric       string
	latencies    figures
	requests     int64
	errors       int64
}

func (w *wrk) line(line string) {
	if _, url, ok := strings.Cut(line, " test @ "); ok && strings.HasPrefix(line, "Running ") {
		w.finish()
		*w = wrk{l: w.l, s: w.s, url: url, running: true, third: fact.Max}
		return
	}
	fields := strings.Fields(line)
	if len(fields) < 2 {
		w.distribution = w.distribution && len(fields) > 0
		return
	}
	switch first, text := fields[0], strings.TrimSpace(line); {
	case first == "Thread" && fields[1] == "Stats":
		// Some versions of wrk2 print a percentile in place of the greatest.
		if len(fields) > 4 && fields[4] == "99%" {
			w.third = fact.P99
		}
	case first == "Latency" && fields[1] == "Distribution":
		w.distribution, w.metric = true, ""
		if strings.Contains(line, "Uncorrected") {
			w.metric = "uncorrected"
		}
	case first == "Latency" && len(fields) > 3:
		w.latency(fact.Mean, fields[1])
		w.latency(fact.Stddev, fields[2])
		w.latency(w.third, fields[3])
	case w.distribution && strings.HasSuffix(first, "%"):
		if p, ok := named(wrkPercentiles, first); ok {
			w.latency(p.stat, fields[1])
		}
	case fields[1] == "requests" && strings.HasSuffix(text, " read"):
		w.requests = count(w.l, text)
		w.give(fact.Requests, quantity.DecimalFromInt(w.requests), quantity.Count)
	case first == "Socket" && fields[1] == "errors:":
		for _, part := range strings.Split(strings.TrimPrefix(text, "Socket errors: "), ", ") {
			_, text, _ := strings.Cut(part, " ")
			w.errors += count(w.l, text)
		}
	case strings.HasPrefix(text, "Non-2xx or 3xx responses: "):
		w.errors += count(w.l, fields[len(fields)-1])
	case first == "Requests/sec:":
		d, _ := leading(w.l, fields[1])
		w.give(fact.Rate, d, quantity.MustUnit("req/s"))
		w.rated = true
	case first == "Transfer/sec:":
		w.transfer(fields[1])
		w.running = !w.rated
	}
}

func (w *wrk) give(stat fact.Stat, d quantity.Decimal, u quantity.Unit) {
	w.s.Sample(&fact.Sample{Line: w.l.Line(), Name: w.url, Stat: stat, Value: d, Unit: u})
}

func (w *wrk) latency(stat fact.Stat, text string) {
	d, word := leading(w.l, text)
	d, unit, ok := inUnit(d, word)
	if !ok {
		w.l.Fail("unknown unit in %.40q", text)
	}
	w.latencies.add(w.l.Line(), stat, d, unit)
	w.latencies[len(w.latencies)-1].Metric = w.metric
}

// transfer reads "79.49MB": wrk counts in powers of 1024.
func (w *wrk) transfer(text string) {
	d, word := leading(w.l, text)
	if word != "B" {
		word = strings.Replace(word, "B", "iB", 1)
	}
	unit, err := quantity.ParseUnit(word + "/s")
	if err != nil || !strings.HasSuffix(word, "B") {
		w.l.Fail("unknown unit in %.40q", text)
	}
	w.give(fact.Rate, d, unit)
}

// finish ends a run. Latencies of no request are zeros that mean nothing.
func (w *wrk) finish() {
	if w.running {
		w.l.Fail("wanted lines that begin with Requests/sec: and Transfer/sec:, found none for %.100q", w.url)
	}
	if w.url == "" {
		return
	}
	w.give(fact.Errors, quantity.DecimalFromInt(w.errors), quantity.Count)
	if w.requests > 0 {
		w.latencies.give(w.s, w.url)
	}
}
