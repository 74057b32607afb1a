package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var fioFormat = reader.Format{
	Name: "fio",
	Doc:  "fio's JSON (--output-format=json, json+): for each job the completion latency (clat) of read, write and trim as metrics of these names, in nanoseconds, with their operations a second as rate and their number as requests; what a job did not do is left out. A job that ended with an error makes the run incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("fio version", "jobs")
	},
	Read: readFio,
}

var fioStats = []stated{
	{"min", fact.Min, quantity.Nanosecond}, {"max", fact.Max, quantity.Nanosecond},
	{"mean", fact.Mean, quantity.Nanosecond}, {"stddev", fact.Stddev, quantity.Nanosecond},
}

var fioPercentiles = []stated{
	{"50.000000", fact.P50, quantity.Nanosecond}, {"90.000000", fact.P90, quantity.Nanosecond}, {"95.000000", fact.P95, quantity.Nanosecond},
	{"99.000000", fact.P99, quantity.Nanosecond}, {"99.900000", fact.P999, quantity.Nanosecond},
}

func readFio(in *reader.Input, s *tally.Sink) error {
	word, job := "", ""
	kinds := []string{"read", "write", "trim"}
	found := make([]figures, len(kinds))
	requests := make([]int64, len(kinds))
	var members layout
	for i, kind := range kinds {
		one := benchmarkOf(&found[i], append(layout{
			{"iops", states(fact.Rate, quantity.MustUnit("ops/s"))},
			{"total_ios", func(v reader.Value, _ *report) { requests[i] = v.Int() }},
			{"clat_ns.percentile.*.@", into(&word)},
			{"clat_ns.percentile.*", chosen(fioPercentiles, &word)},
		}, stats("clat_ns.", fioStats)...))
		members = append(members, layout{{kind, one}}...)
	}
	return read(in, s, "fio", layout{
		{"fio version", func(v reader.Value, r *report) { r.s.Named("", strings.TrimPrefix(v.Text(), "fio-")) }},
		{"timestamp", dated},
		{"jobs[]", within(append(layout{
			{"jobname", into(&job)},
			{"error", func(v reader.Value, r *report) {
				if line, code := v.Line(), v.Text(); code != "0" {
					r.s.Incomplete(line, "a job ended with the error %s", code)
				}
			}},
		}, members...), func(v reader.Value, r *report) {
			if job == "" {
				v.Fail("expected the jobname of a job, found none")
			}
			for i, kind := range kinds {
				if requests[i] > 0 {
					found[i].add(r.line, fact.Requests, quantity.DecimalFromInt(requests[i]), quantity.Count)
					found[i].giveMetric(s, job, kind)
				}
				found[i], requests[i] = nil, 0
			}
			job = ""
		})},
	})
}

// benchmarkOf reads figures that are given on later.
func benchmarkOf(found *figures, l layout) setter {
	return within(l, func(_ reader.Value, r *report) { *found = r.found })
}

// giveMetric hands the figures over as those of one metric of a benchmark.
func (f figures) giveMetric(s *tally.Sink, name, metric string) {
	for i := range f {
		f[i].Metric = metric
	}
	f.give(s, name)
}
