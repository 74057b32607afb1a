package benchmark

import (
	"slices"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var locustFormat = reader.Format{
	Name:      "locust",
	Doc:       "locust --csv, the file …_stats.csv, in milliseconds; a name is type and name. The row Aggregated (Total in old versions) has the latencies and the rate of all, but of its requests and errors only what no other row has counted.",
	Kind:      fact.Benchmark,
	CutUnseen: true,
	Claims: func(h *reader.Head) bool {
		has := func(column string) bool {
			return slices.ContainsFunc(h.Columns, func(c string) bool { return strings.EqualFold(c, column) })
		}
		return h.Container == reader.CSVTable && has("Name") && has("Median Response Time") && has("Requests/s")
	},
	Read: readLocust,
}

// locustColumns maps columns, in lower case, with those of versions before 1.0.
var locustColumns = []stated{
	{"request count", fact.Requests, quantity.Count},
	{"# requests", fact.Requests, quantity.Count},
	{"failure count", fact.Errors, quantity.Count},
	{"# failures", fact.Errors, quantity.Count},
	{"median response time", fact.Median, quantity.Millisecond},
	{"average response time", fact.Mean, quantity.Millisecond},
	{"min response time", fact.Min, quantity.Millisecond},
	{"max response time", fact.Max, quantity.Millisecond},
	{"requests/s", fact.Rate, quantity.MustUnit("req/s")},
	{"50%", fact.P50, quantity.Millisecond},
	{"90%", fact.P90, quantity.Millisecond},
	{"95%", fact.P95, quantity.Millisecond},
	{"99%", fact.P99, quantity.Millisecond},
	{"99.9%", fact.P999, quantity.Millisecond},
}

func readLocust(in *reader.Input, s *tally.Sink) error {
	c := in.CSV()
	s.Named("locust", "")
	counted := map[fact.Stat]int64{}
	ended := false
	for range c.Rows() {
		kind, name := c.Get("Type")+c.Get("Method"), c.Get("Name")
		all := (kind == "" || kind == "None") && (name == "Aggregated" || name == "Total")
		if name = strings.TrimSpace(kind + " " + name); all {
			name, ended = "Aggregated", true
		}
		counts, latencies := locustRow(c)
		for stat, n := range counts {
			if all {
				n -= counted[stat]
			}
			counted[stat] += n
			if n != 0 || !all {
				s.Sample(&fact.Sample{Line: c.Line(), Name: name, Stat: stat, Value: quantity.DecimalFromInt(n)})
			}
		}
		if counts[fact.Requests] > 0 {
			latencies.give(s, name)
		}
	}
	if !ended {
		c.Fail("expected the row Aggregated, found the end of the file")
	}
	return c.Err()
}

// locustRow reads what a row counts, and its other figures: zeros where there
// was no request.
func locustRow(c *reader.CSV) (counts map[fact.Stat]int64, found figures) {
	counts = map[fact.Stat]int64{}
	for _, column := range c.Columns() {
		entry, ok := named(locustColumns, strings.ToLower(column))
		if !ok {
			continue
		}
		if entry.unit == quantity.Count {
			counts[entry.stat] = count(c, c.Get(column))
		} else if d, ok := measured(c, c.Get(column)); ok {
			found.add(c.Line(), entry.stat, d, entry.unit)
		}
	}
	return counts, found
}
