package benchmark

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var googleBenchmarkFormat = reader.Format{
	Name:      "google-benchmark",
	CutUnseen: true,
	Doc:       "Google Benchmark's JSON (--benchmark_format=json, --benchmark_out) and CSV. Each run is a sample of real_time and of cpu_time in its own time_unit, and of its counters; items_per_second and bytes_per_second are rates. Aggregate rows state mean, median and stddev for benchmarks without single runs; cv, BigO and RMS are not figures. A benchmark that reports an error makes the run incomplete.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("benchmarks[].real_time") || h.Has("benchmarks", "context.library_build_type") ||
			begins(h, "name", "iterations", "real_time", "cpu_time", "time_unit")
	},
	Read: readGoogleBenchmark,
}

// googleOthers are the numbers of a run that are not counters.
var googleOthers = []string{
	"family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations",
	"cpu_coefficient", "real_coefficient", "rms", "max_bytes_used", "total_allocated_bytes", "net_heap_growth",
}

func readGoogleBenchmark(in *reader.Input, s *tally.Sink) error {
	b := googleBenchmark{s: s, single: map[string]bool{}}
	if in.Head.Container == reader.CSVTable {
		s.Named("google-benchmark", "")
		return b.readTable(in.CSV())
	}
	row := googleRow()
	return read(in, s, "google-benchmark", layout{
		{"context.date", dated},
		{"benchmarks[]", func(v reader.Value, _ *report) {
			r := googleRun{line: v.Line()}
			if row(v, &r); r.name == "" && v.Err() == nil {
				v.Fail("expected the name of a benchmark, found none")
			}
			b.give(&r, v)
		}},
	})
}

func googleRow() func(v reader.Value, r *googleRun) {
	message := func(v reader.Value, r *googleRun) { r.message = v.Text() }
	key := ""
	return reader.Layout[googleRun]{
		{"name", func(v reader.Value, r *googleRun) {
			if text := v.Text(); r.name == "" {
				r.name = text
			}
		}},
		{"run_name", func(v reader.Value, r *googleRun) { r.name = v.Text() }},
		{"run_type", func(v reader.Value, r *googleRun) { r.kind = v.Text() }},
		{"aggregate_name", func(v reader.Value, r *googleRun) { r.aggregate = v.Text() }},
		{"aggregate_unit", func(v reader.Value, r *googleRun) { r.aggregated = v.Text() }},
		{"time_unit", func(v reader.Value, r *googleRun) { r.unit = v.Text() }},
		{"error_occurred", func(v reader.Value, r *googleRun) { r.failed = v.Bool() }},
		{"skipped", func(v reader.Value, r *googleRun) { r.skipped = v.Bool() }},
		{"error_message", message},
		{"skip_message", message},
		{"*.@", func(v reader.Value, _ *googleRun) { key = v.Text() }},
		{"*", func(v reader.Value, r *googleRun) {
			if v.Kind() == '0' && !slices.Contains(googleOthers, key) {
				r.add(v.Line(), key, v.Decimal())
			}
		}},
	}.Reader()
}

func (b *googleBenchmark) readTable(c *reader.CSV) error {
	for range c.Rows() {
		r := googleRun{line: c.Line(), name: c.Get("name"), unit: c.Get("time_unit"), message: c.Get("error_message")}
		r.failed = c.Get("error_occurred") == "true"
		for _, column := range []string{"real_time", "cpu_time", "bytes_per_second", "items_per_second"} {
			if d, ok := measured(c, c.Get(column)); ok {
				r.add(c.Line(), column, d)
			}
		}
		b.give(&r, c)
	}
	return c.Err()
}
