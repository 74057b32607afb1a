package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var jmhFormat = reader.Format{
	Name: "jmh",
	Doc:  "JMH's results as JSON (-rf json) or CSV (-rf csv). The metric is the mode (thrpt, avgt, sample, ss) or the name of a secondary metric; iterations of rawData are samples in scoreUnit, scorePercentiles the stated percentiles; a score per time is also the rate.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		if h.Container == reader.CSVTable {
			return slices.Contains(h.Columns, "Benchmark") && slices.Contains(h.Columns, "Mode") && slices.Contains(h.Columns, "Score")
		}
		return h.Has("[].benchmark", "[].primaryMetric")
	},
	Read: readJMH,
}

// jmhPercentiles maps the keys of scorePercentiles.
var jmhPercentiles = []stated{
	{word: "0.0", stat: fact.Min},
	{word: "50.0", stat: fact.P50},
	{word: "90.0", stat: fact.P90},
	{word: "95.0", stat: fact.P95},
	{word: "99.0", stat: fact.P99},
	{word: "99.9", stat: fact.P999},
	{word: "100.0", stat: fact.Max},
}

func readJMH(in *reader.Input, s *fact.Sink) error {
	s.Named("jmh", "")
	if in.Head.Container == reader.CSVTable {
		return readJMHTable(in.CSV(), s)
	}
	j := in.JSON()
	for range j.Items() {
		readJMHResult(j, s)
	}
	return j.Err()
}

func readJMHResult(j *reader.JSON, s *fact.Sink) {
	var name, mode, params string
	var primary, secondary figures
	for key := range j.Fields() {
		switch key {
		case "jmhVersion":
			s.Named("jmh", j.Text())
		case "benchmark":
			name = j.Text()
		case "mode":
			mode = j.Text()
		case "params":
			for key := range j.Fields() {
				params += " " + key + "=" + j.Text()
			}
		case "primaryMetric":
			primary = append(primary, jmhMetric(j)...)
		case "secondaryMetrics":
			for metric := range j.Fields() {
				list := jmhMetric(j)
				list.metric(metric)
				secondary = append(secondary, list...)
			}
		}
	}
	primary.metric(mode)
	append(primary, secondary...).give(s, name+params)
}

func (f figures) metric(name string) {
	for i := range f {
		f[i].Metric = name
	}
}

// jmhMetric reads one metric; its unit stands among its figures.
func jmhMetric(j *reader.JSON) figures {
	var found figures
	unit := ""
	for key := range j.Fields() {
		switch key {
		case "scoreUnit":
			unit = j.Text()
		case "score":
			if d, ok := figure(j); ok {
				found.add(j.Line(), fact.Mean, d, quantity.Count)
			}
		case "scorePercentiles":
			for key := range j.Fields() {
				if p, ok := named(jmhPercentiles, key); ok {
					if d, ok := figure(j); ok {
						found.add(j.Line(), p.stat, d, quantity.Count)
					}
				}
			}
		case "rawData":
			found = append(found, jmhRaw(j)...)
		}
	}
	return inJMHUnit(j, found, unit)
}

// jmhRaw reads the iterations of all forks.
func jmhRaw(j *reader.JSON) figures {
	var found figures
	for range j.Items() {
		for range j.Items() {
			if d, ok := figure(j); ok {
				found.add(j.Line(), fact.Sampled, d, quantity.Count)
			}
		}
	}
	return found
}

// inJMHUnit gives the figures their unit. A score per time is a rate too. What
// profilers count ("counts", "#/op") is a bare number.
func inJMHUnit(c failer, found figures, text string) figures {
	for i := range found {
		x := &found[i]
		var known bool
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

func readJMHTable(c *reader.CSV, s *fact.Sink) error {
	for range c.Rows() {
		d, ok := measured(c, c.Get("Score"))
		if !ok {
			continue
		}
		var found figures
		found.add(c.Line(), fact.Mean, d, quantity.Count)
		found = inJMHUnit(c, found, c.Get("Unit"))
		found.metric(c.Get("Mode"))
		// Secondary metrics and percentiles are named "benchmark:metric".
		name, metric, secondary := strings.Cut(c.Get("Benchmark"), ":")
		if secondary {
			found.metric(metric)
		}
		for _, column := range c.Columns() {
			if param, ok := strings.CutPrefix(column, "Param: "); ok {
				name += " " + param + "=" + c.Get(column)
			}
		}
		found.give(s, name)
	}
	return c.Err()
}
