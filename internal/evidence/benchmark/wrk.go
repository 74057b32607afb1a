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

func readWrk(in *reader.Input, s *fact.Sink) error {
	t := textOf(in, s, "wrk")
	var run wrkRun // a file may hold several
	percentile := func(stat fact.Stat) func(rest string) {
		return func(rest string) {
			if run.distribution {
				run.latency(t, stat, rest)
			}
		}
	}
	requests, rate := t.gives(fact.Requests, quantity.Count), t.gives(fact.Rate, quantity.MustUnit("req/s"))
	t.read([]phrase{
		{"Running ", func(rest string) {
			if _, url, ok := strings.Cut(rest, " test @ "); ok {
				run.finish(t)
				run = wrkRun{running: true, third: fact.Max}
				t.name, t.found = url, nil
			}
		}},
		{"Thread Stats", func(rest string) {
			// Some versions of wrk2 print a percentile in place of the greatest.
			if fields := strings.Fields(rest); len(fields) > 2 && fields[2] == "99%" {
				run.third = fact.P99
			}
		}},
		{"Latency Distribution", func(rest string) {
			run.distribution, run.metric = true, ""
			if strings.Contains(rest, "Uncorrected") {
				run.metric = "uncorrected"
			}
		}},
		{"Latency ", func(rest string) {
			if fields := strings.Fields(rest); len(fields) > 2 {
				run.latency(t, fact.Mean, fields[0])
				run.latency(t, fact.Stddev, fields[1])
				run.latency(t, run.third, fields[2])
			}
		}},
		{"50%", percentile(fact.P50)}, {"50.000%", percentile(fact.P50)},
		{"90%", percentile(fact.P90)}, {"90.000%", percentile(fact.P90)},
		{"95%", percentile(fact.P95)},
		{"99%", percentile(fact.P99)}, {"99.000%", percentile(fact.P99)},
		{"99.900%", percentile(fact.P999)},
		{"Socket errors: ", func(rest string) {
			for _, part := range strings.Split(rest, ", ") {
				_, text, _ := strings.Cut(part, " ")
				run.errors += count(t, text)
			}
		}},
		{"Non-2xx or 3xx responses: ", func(rest string) { run.errors += count(t, rest) }},
		{"Requests/sec:", func(rest string) {
			rate(rest)
			run.rated = true
		}},
		{"Transfer/sec:", func(rest string) {
			wrkTransfer(t, rest)
			run.running = !run.rated
		}},
		{"", func(line string) {
			if strings.Contains(line, " requests in ") && strings.HasSuffix(line, " read") {
				requests(line)
				run.requests = count(t, line)
			}
			run.distribution = run.distribution && line != ""
		}},
	})
	run.finish(t)
	return t.Err()
}
