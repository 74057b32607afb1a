package benchmark

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var otlpFormat = reader.Format{
	Name:      "otlp-metrics",
	Doc:       "OpenTelemetry's metrics as OTLP/JSON, one document or one a line as the collector's file exporter writes them. A series is a metric with its attributes, as in http.server.duration{method=GET}. A gauge or a delta sum is a sample, a cumulative sum states its maximum; a histogram states requests, minimum, maximum and mean (sum ÷ count, to 12 decimals), a summary its quantiles. Units are UCUM's; an unknown one is a bare number with the unit as its metric.",
	Kind:      fact.Benchmark,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		return h.Has("resourceMetrics[].scopeMetrics") || h.Has("resourceMetrics[].instrumentationLibraryMetrics") ||
			h.Has("resourceMetrics", "resourceMetrics[].resource")
	},
	Read: readOTLP,
}

// otlpUnits are UCUM's units where they are not those of criteria.
var otlpUnits = map[string]string{"1": "", "By": "B", "KiBy": "KiB", "MiBy": "MiB", "GiBy": "GiB", "By/s": "B/s", "min": "m"}

// otlp is the metric that is read, and what is known of its current point.
type otlp struct {
	name, unit, temporality string
	rising                  bool // a sum that only grows
	attributes              []string
	taken                   int64
	empty                   bool
	count                   int64
	sum                     *quantity.Decimal
	newest                  int64
}

func readOTLP(in *reader.Input, s *tally.Sink) error {
	o := &otlp{}
	point := func(l layout, end func(v reader.Value, r *report)) setter {
		return within(append(l, o.common()...), func(v reader.Value, r *report) {
			if !o.empty {
				end(v, r)
			}
			for i := range r.found {
				x := &r.found[i]
				x.Name = o.series()
				measure(x, x.Value, o.unitOf(x.Stat))
				s.Sample(x)
			}
			o.newest = max(o.newest, o.taken)
			o.attributes, o.taken, o.empty, o.count, o.sum = nil, 0, false, 0, nil
		})
	}
	number := layout{{"asDouble", o.value}, {"asInt", o.value}}
	metric := within(layout{
		{"^name", into(&o.name)},
		{"^unit", into(&o.unit)},
		{"gauge.dataPoints[]", point(number, o.number)},
		{"sum.^isMonotonic", func(v reader.Value, _ *report) { o.rising = v.Bool() }},
		{"sum.^aggregationTemporality", into(&o.temporality)},
		{"sum.dataPoints[]", point(number, o.number)},
		{"histogram.dataPoints[]", point(o.distribution(), o.mean)},
		{"exponentialHistogram.dataPoints[]", point(o.distribution(), o.mean)},
		{"summary.dataPoints[]", point(append(o.distribution(), layout{{"quantileValues[]", o.quantile()}}...), o.mean)},
	}, func(v reader.Value, _ *report) {
		if o.name == "" {
			v.Fail("expected the name of a metric, found none")
		}
		*o = otlp{newest: o.newest}
	})
	document := layout{
		{"resourceMetrics[].scopeMetrics[].metrics[]", metric},
		{"resourceMetrics[].instrumentationLibraryMetrics[].metrics[]", metric},
	}
	j := in.JSON()
	read := document.Reader()
	for range j.Values() {
		read(j, &report{s: s})
	}
	if o.newest > 0 {
		s.Dated(strconv.FormatInt(o.newest/1e9, 10))
	}
	return j.Err()
}

// common are the members of every point.
func (o *otlp) common() layout {
	key, text := "", ""
	value := func(v reader.Value, _ *report) { text = v.Text() }
	attribute := layout{
		{"key", into(&key)},
		{"value.stringValue", value}, {"value.intValue", value}, {"value.boolValue", value}, {"value.doubleValue", value},
	}.Reader()
	return layout{
		{"attributes[]", func(v reader.Value, r *report) {
			key, text = "", ""
			attribute(v, r)
			o.attributes = append(o.attributes, key+"="+text)
		}},
		{"timeUnixNano", func(v reader.Value, _ *report) {
			n, err := strconv.ParseInt(v.Text(), 10, 64)
			if err != nil {
				v.Fail("expected an instant in nanoseconds since 1970")
			}
			o.taken = n
		}},
		{"flags", func(v reader.Value, _ *report) { o.empty = v.Int()&1 == 1 }},
	}
}

func (o *otlp) series() string {
	slices.Sort(o.attributes)
	if len(o.attributes) == 0 {
		return o.name
	}
	return o.name + "{" + strings.Join(o.attributes, ",") + "}"
}

func (o *otlp) unitOf(stat fact.Stat) string {
	if stat == fact.Requests {
		return ""
	}
	if word, ok := otlpUnits[o.unit]; ok {
		return word
	}
	if strings.HasPrefix(o.unit, "{") { // UCUM's annotations count things
		return ""
	}
	return o.unit
}

// value reads a number, which JSON writes as a text where it has 64 bits.
func (o *otlp) value(v reader.Value, _ *report) {
	d, err := quantity.ParseDecimal(v.Text())
	if err != nil {
		v.Fail("expected a number: %s", err)
	}
	o.sum = &d
}

// number gives what a gauge or a sum says.
func (o *otlp) number(v reader.Value, r *report) {
	if o.sum == nil {
		v.Fail("expected the value of %s, found none", o.name)
		return
	}
	cumulative := o.temporality == "2" || o.temporality == "AGGREGATION_TEMPORALITY_CUMULATIVE"
	stat := fact.Sampled
	if o.rising && cumulative {
		stat = fact.Max
	}
	x := fact.Sample{Line: r.line, Stat: stat, Value: *o.sum}
	if stat == fact.Sampled {
		x.Taken = o.taken
	}
	r.found = append(r.found, x)
}

func (o *otlp) distribution() layout {
	return layout{
		{"count", func(v reader.Value, r *report) {
			n, err := strconv.ParseInt(v.Text(), 10, 64)
			if err != nil || n < 0 {
				v.Fail("expected a count of observations")
			}
			o.count = n
			r.found.add(v.Line(), fact.Requests, quantity.DecimalFromInt(n), quantity.Count)
		}},
		{"sum", o.value},
		{"min", states(fact.Min, quantity.Count)},
		{"max", states(fact.Max, quantity.Count)},
	}
}

// mean gives the mean of what has a sum.
func (o *otlp) mean(v reader.Value, r *report) {
	if o.sum == nil || o.count == 0 {
		return
	}
	mean := new(big.Rat).Quo(o.sum.Rat(), new(big.Rat).SetInt64(o.count))
	d, err := quantity.ParseDecimal(mean.FloatString(12))
	if err != nil {
		v.Fail("expected a mean: %s", err)
	}
	r.found.add(r.line, fact.Mean, d, quantity.Count)
}

func (o *otlp) quantile() setter {
	of := ""
	return layout{
		{"^quantile", into(&of)},
		{"value", chosen([]stated{
			{"0", fact.Min, quantity.Count}, {"0.5", fact.P50, quantity.Count}, {"0.9", fact.P90, quantity.Count}, {"0.95", fact.P95, quantity.Count},
			{"0.99", fact.P99, quantity.Count}, {"0.999", fact.P999, quantity.Count}, {"1", fact.Max, quantity.Count},
		}, &of)},
	}.Reader()
}
