package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var googleBenchmarkFormat = reader.Format{
	Name: "google-benchmark",
	Doc:  "Google Benchmark's JSON (--benchmark_format=json, --benchmark_out) and CSV. Each run is a sample of real_time and of cpu_time in its own time_unit, and of its counters; items_per_second and bytes_per_second are rates. Aggregate rows state mean, median and stddev for benchmarks without single runs; cv, BigO and RMS are no figures. A benchmark that reports an error makes the run incomplete.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return len(h.Columns) > 4 && slices.Equal(h.Columns[:5], googleColumns)
		}
		return h.Has("benchmarks[].real_time") || h.Has("benchmarks", "context.library_build_type")
	},
	Read: readGoogleBenchmark,
}

var googleColumns = []string{"name", "iterations", "real_time", "cpu_time", "time_unit"}

// googleStats maps the names of aggregates.
var googleStats = []stated{
	{word: "mean", stat: fact.Mean},
	{word: "median", stat: fact.Median},
	{word: "stddev", stat: fact.Stddev},
	{word: "min", stat: fact.Min},
	{word: "max", stat: fact.Max},
}

// googleOthers are the numbers of a run that are no counters.
var googleOthers = []string{
	"family_index", "per_family_instance_index", "repetitions", "repetition_index", "threads", "iterations",
	"cpu_coefficient", "real_coefficient", "rms", "max_bytes_used", "total_allocated_bytes", "net_heap_growth",
}

func readGoogleBenchmark(in *reader.Input, s *fact.Sink) error {
	b := googleBenchmark{s: s, single: map[string]bool{}}
	s.Named("google-benchmark", "")
	if in.Head.Container == reader.CSVTable {
		return b.readCSV(in.CSV())
	}
	j := in.JSON()
	for key := range j.Fields() {
		switch key {
		case "context":
			for key := range j.Fields() {
				if key == "date" {
					s.Dated(j.Text())
				}
			}
		case "benchmarks":
			for range j.Items() {
				b.readRun(j)
			}
		}
	}
	return j.Err()
}

// googleBenchmark is the state of a file: which benchmarks have single runs.
type googleBenchmark struct {
	s      *fact.Sink
	single map[string]bool
}

// googleRun is one row: a run, or an aggregate of several.
type googleRun struct {
	line                                    int
	name, kind, aggregate, aggregated, unit string
	failed, skipped                         bool
	message                                 string
	figures                                 figures
}

func (b *googleBenchmark) readRun(j *reader.JSON) {
	r, name := googleRun{line: j.Line()}, ""
	for key := range j.Fields() {
		switch key {
		case "name":
			name = j.Text()
		case "run_name":
			r.name = j.Text()
		case "run_type":
			r.kind = j.Text()
		case "aggregate_name":
			r.aggregate = j.Text()
		case "aggregate_unit":
			r.aggregated = j.Text()
		case "time_unit":
			r.unit = j.Text()
		case "error_occurred":
			r.failed = j.Bool()
		case "skipped":
			r.skipped = j.Bool()
		case "error_message", "skip_message":
			r.message = j.Text()
		default:
			if j.Kind() == '0' && !slices.Contains(googleOthers, key) {
				line := j.Line()
				if d, ok := figure(j); ok {
					r.add(line, key, d)
				}
			}
		}
	}
	if r.name == "" {
		r.name = name
	}
	b.give(&r, j)
}

func (b *googleBenchmark) readCSV(c *reader.CSV) error {
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

func (r *googleRun) add(line int, key string, d quantity.Decimal) {
	switch key {
	case "bytes_per_second":
		r.figures.add(line, fact.Rate, d, quantity.BytePerSecond)
	case "items_per_second":
		r.figures.add(line, fact.Rate, d, quantity.MustUnit("items/s"))
	case "allocs_per_iter":
		r.figures.add(line, fact.Allocs, d, quantity.Count)
	default:
		r.figures = append(r.figures, fact.Sample{Line: line, Metric: key, Value: d})
	}
}

// give hands a row over: runs as samples, aggregates as stated figures.
func (b *googleBenchmark) give(r *googleRun, c failer) {
	// Versions before 1.5 and CSV tell aggregates by the end of their names.
	if i := strings.LastIndexByte(r.name, '_'); r.kind == "" && i > 0 {
		if word := r.name[i+1:]; slices.Contains([]string{"mean", "median", "stddev", "cv", "BigO", "RMS"}, word) {
			r.kind, r.name, r.aggregate = "aggregate", r.name[:i], word
		}
	}
	switch {
	case r.failed:
		b.s.Incomplete(r.line, "%s: %s", r.name, r.message)
		return
	case r.skipped:
		b.s.Skip(r.line, "%s: %s", r.name, r.message)
		return
	}
	aggregate, known := named(googleStats, r.aggregate)
	aggregates := r.kind == "aggregate"
	if aggregates && (!known || r.aggregated == "percentage") {
		return
	}
	b.single[r.name] = b.single[r.name] || !aggregates
	for i := range r.figures {
		x := &r.figures[i]
		x.Name = r.name
		if x.Metric == "real_time" || x.Metric == "cpu_time" {
			_, unit, ok := inUnit(x.Value, r.unit)
			if !ok {
				c.Fail("unknown time_unit %.40q", r.unit)
			}
			x.Unit = unit
		}
		switch {
		case aggregates && x.Stat == fact.Sampled:
			x.Stat = aggregate.stat
		case aggregates && (aggregate.stat != fact.Mean || b.single[r.name]):
			continue
		}
		b.s.Sample(x)
	}
}
