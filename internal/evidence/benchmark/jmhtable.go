package benchmark

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

func readJMHTable(c *reader.CSV, s *tally.Sink) error {
	for range c.Rows() {
		d, ok := measured(c, c.Get("Score"))
		if !ok {
			continue
		}
		var found figures
		found.add(c.Line(), fact.Mean, d, quantity.Count)
		// Secondary metrics and percentiles are named "benchmark:metric".
		name, metric, secondary := strings.Cut(c.Get("Benchmark"), ":")
		if !secondary {
			metric = c.Get("Mode")
		}
		for _, column := range c.Columns() {
			if param, ok := strings.CutPrefix(column, "Param: "); ok {
				name += " " + param + "=" + c.Get(column)
			}
		}
		inJMHUnit(c, found, metric, c.Get("Unit")).give(s, name)
	}
	return c.Err()
}

// inJMHUnit gives the figures of a metric their unit. A score per time is a rate too. What
// profilers count ("counts", "#/op") is a bare number.
func inJMHUnit(c failer, found figures, metric, text string) figures {
	for i := range found {
		x := &found[i]
		var known bool
		x.Metric = metric
		x.Value, x.Unit, known = inUnit(x.Value, text)
		if !known && strings.HasPrefix(text, "ops/") {
			c.Fail("unknown unit %.40q", text)
		}
		if d := x.Unit.Dimension(); x.Stat == fact.Mean && (d == quantity.Rate || d == quantity.Throughput) {
			rate := *x
			rate.Stat = fact.Rate
			found = append(found, rate)
		}
	}
	return found
}
