package health

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

// promStates says in the docs which series are services.
const promStates = "up, probe_success and an exporter's NAME_up: 1 is healthy, 0 unhealthy, NaN unchecked"

// stateName tells whether a metric states by 0 or 1 whether something is up:
// up of a scrape, probe_success of a probe, and by convention the NAME_up of
// an exporter. The node exporter's network devices are not services.
func stateName(metric string) bool {
	return metric == "up" || metric == "probe_success" || strings.HasSuffix(metric, "_up") && metric != "node_network_up"
}

// promState reads a value of such a metric. It is none when the value is
// another number; up and probe_success must not have one.
func promState(metric, value string, fail func(string, ...any)) (c fact.Condition, ok bool) {
	switch value { // as most say it
	case "1":
		return fact.Healthy, true
	case "0":
		return fact.Unhealthy, true
	}
	f, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		fail("expected a value of %s, found %.40q", metric, value)
	case math.IsNaN(f):
		return fact.Unchecked, true
	case f == 1:
		return fact.Healthy, true
	case f == 0:
		return fact.Unhealthy, true
	case metric == "up" || metric == "probe_success":
		fail("expected 0 or 1 for %s, found %.40q", metric, value)
	}
	return fact.Unchecked, false
}

// label is a name and a value of a Prometheus series.
type label struct{ name, value string }

// labels name a series; __name__ is its metric.
type labels []label

func (l labels) get(name string) string {
	for _, x := range l {
		if x.name == name {
			return x.value
		}
	}
	return ""
}

// series names a series as Prometheus prints it, sorted by label:
// up{instance="db:9100",job="node"}.
func (l labels) series(metric string, except ...string) string {
	sorted := slices.SortedFunc(slices.Values(l), func(a, b label) int { return strings.Compare(a.name, b.name) })
	var b strings.Builder
	for _, x := range sorted {
		if x.name == "__name__" || slices.Contains(except, x.name) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(x.name + "=" + strconv.Quote(x.value))
	}
	if b.Len() == 0 {
		return metric
	}
	return metric + "{" + b.String() + "}"
}

// labelled reads an object of labels.
func labelled() setter {
	return layout{
		{"*.@", func(v reader.Value, r *report) { r.labels = append(r.labels, label{name: v.Text()}) }},
		{"*", func(v reader.Value, r *report) { r.labels[len(r.labels)-1].value = v.Text() }},
	}.Reader()
}

// unixTime reads seconds since 1970 with their fraction, to the millisecond,
// which is what Prometheus keeps.
func unixTime(text string) (time.Time, bool) {
	if n, err := strconv.ParseUint(text, 10, 36); err == nil {
		return time.Unix(int64(n), 0).UTC(), true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= 0 && f < 1e11) {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(math.Round(f * 1000))).UTC(), true
}
