package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var jmhFormat = reader.Format{
	Name:      "jmh",
	CutUnseen: true,
	Doc:       "JMH's results as JSON (-rf json) or CSV (-rf csv). The metric is the mode (thrpt, avgt, sample, ss) or the name of a secondary metric; iterations of rawData are samples in scoreUnit, scorePercentiles the stated percentiles; a score per time is also the rate.",
	Kind:      fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].benchmark", "[].primaryMetric") || hasColumns(h, "Benchmark", "Mode", "Score")
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

func readJMH(in *reader.Input, s *tally.Sink) error {
	if in.Head.Container == reader.CSVTable {
		s.Named("jmh", "")
		return readJMHTable(in.CSV(), s)
	}
	var mode, key, metric string
	var params, config []string
	return read(in, s, "jmh", layout{{"[]", benchmark(layout{
		{"jmhVersion", version},
		{"benchmark", title},
		{"mode", into(&mode)},
		{"threads", func(v reader.Value, _ *report) { config = append(config, "threads="+v.Text()) }},
		{"forks", func(v reader.Value, _ *report) { config = append(config, "forks="+v.Text()) }},
		{"params.*.@", into(&key)},
		{"params.*", func(v reader.Value, _ *report) { params = append(params, key+"="+v.Text()) }},
		{"primaryMetric", jmhMetric(new(string))},
		{"secondaryMetrics.*.@", into(&metric)},
		{"secondaryMetrics.*", jmhMetric(&metric)},
	}, func(_ reader.Value, r *report) {
		slices.Sort(params) // as JMH writes them
		r.name = strings.Join(append([]string{r.name}, params...), " ")
		for i := range r.found {
			x := &r.found[i]
			if x.Metric == "" {
				x.Metric = mode // of the primary metric
			}
			slices.Sort(config)
			x.Config = strings.Join(config, " ")
		}
		mode, params, config = "", nil, nil
	})}})
}

// jmhMetric reads one metric of a name; its unit stands among its figures.
func jmhMetric(name *string) setter {
	var unit, key string
	read := layout{
		{"scoreUnit", into(&unit)},
		{"score", states(fact.Mean, quantity.Count)},
		{"scorePercentiles.*.@", into(&key)},
		{"scorePercentiles.*", chosen(jmhPercentiles, &key)},
		{"rawData[][]", states(fact.Sampled, quantity.Count)},
	}.Reader()
	return func(v reader.Value, r *report) {
		outer := r.found
		r.found, unit = nil, ""
		read(v, r)
		r.found = append(outer, inJMHUnit(v, r.found, *name, unit)...)
	}
}
