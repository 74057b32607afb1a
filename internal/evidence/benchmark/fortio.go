package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
)

var fortioFormat = reader.Format{
	Name: "fortio",
	Doc:  "fortio load -json, in seconds, named by the URL or destination, else by Labels. Errors are what fortio put into ErrorsDurationHistogram, in files without one the calls with a code other than 2xx, 418, OK and SERVING.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("RunType", "DurationHistogram")
	},
	Read: readFortio,
}

// fortioStats maps the keys and percentiles of a histogram.
var fortioStats = []stated{
	{"Min", fact.Min, quantity.Second},
	{"Max", fact.Max, quantity.Second},
	{"Avg", fact.Mean, quantity.Second},
	{"StdDev", fact.Stddev, quantity.Second},
	{"50", fact.P50, quantity.Second},
	{"90", fact.P90, quantity.Second},
	{"95", fact.P95, quantity.Second},
	{"99", fact.P99, quantity.Second},
	{"99.9", fact.P999, quantity.Second},
}

func readFortio(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	var name, label, version string
	var found figures
	var failed, byCode int64
	counted := false
	for key := range j.Fields() {
		switch key {
		case "Labels":
			label = j.Text()
		case "URL", "Destination":
			name = j.Text()
		case "Version":
			version = j.Text()
		case "StartTime":
			s.Dated(j.Text())
		case "ActualQPS":
			found.add(j.Line(), fact.Rate, j.Decimal(), quantity.MustUnit("req/s"))
		case "DurationHistogram":
			calls, latencies := fortioHistogram(j)
			found.add(j.Line(), fact.Requests, quantity.DecimalFromInt(calls), quantity.Count)
			if calls > 0 {
				found = append(found, latencies...)
			}
		case "ErrorsDurationHistogram":
			if j.Kind() == '{' {
				failed, _ = fortioHistogram(j)
				counted = true
			}
		case "RetCodes":
			for code := range j.Fields() {
				if n := j.Int(); !isFortioSuccess(code) {
					byCode += n
				}
			}
		}
	}
	if !counted {
		failed = byCode
	}
	found.add(1, fact.Errors, quantity.DecimalFromInt(failed), quantity.Count)
	if name == "" {
		name = label
	}
	s.Named("fortio", version)
	found.give(s, name)
	return j.Err()
}

func fortioHistogram(j *reader.JSON) (calls int64, found figures) {
	for key := range j.Fields() {
		switch key {
		case "Count":
			calls = j.Int()
		case "Percentiles":
			for range j.Items() {
				found = append(found, fortioPercentile(j)...)
			}
		default:
			if entry, ok := named(fortioStats, key); ok {
				found.add(j.Line(), entry.stat, j.Decimal(), entry.unit)
			}
		}
	}
	return calls, found
}

func fortioPercentile(j *reader.JSON) (found figures) {
	x, percentile := fact.Sample{Line: j.Line()}, ""
	for key := range j.Fields() {
		switch key {
		case "Percentile":
			percentile = j.Text()
		case "Value":
			x.Value = j.Decimal()
		}
	}
	if entry, ok := named(fortioStats, percentile); ok {
		found.add(x.Line, entry.stat, x.Value, entry.unit)
	}
	return found
}

func isFortioSuccess(code string) bool {
	return isSuccess(code) && code[0] == '2' || code == "418" || code == "OK" || code == "SERVING"
}
