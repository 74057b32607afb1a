package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/tally"
)

// googleStats maps the names of aggregates.
var googleStats = []stated{
	{word: "mean", stat: fact.Mean},
	{word: "median", stat: fact.Median},
	{word: "stddev", stat: fact.Stddev},
	{word: "min", stat: fact.Min},
	{word: "max", stat: fact.Max},
}

// googleBenchmark is the state of a file: which benchmarks have single runs.
type googleBenchmark struct {
	s      *tally.Sink
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
