package benchmark

import (
	"signoff/internal/fact"
	"signoff/internal/quantity"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var gatlingFormat = reader.Format{
	Name: "gatling",
	Doc:  "Gatling's statistics (js/stats.json of its report, global_stats.json), in ms. A request is named by its path; ko are errors. Which percentiles it counted the file does not say: they are left out.",
	Kind: fact.Benchmark,
	Claims: func(h *reader.Head) bool {
		return h.Has("stats.numberOfRequests.ko") || h.Has("numberOfRequests.ko", "meanResponseTime")
	},
	Read: readGatling,
}

func readGatling(in *reader.Input, s *tally.Sink) error {
	counts := layout{
		{"total", states(fact.Requests, quantity.Count)},
		{"ko", states(fact.Errors, quantity.Count)},
	}.Reader()
	group := false // a group has the requests of those inside it
	stats := benchmark(layout{
		{"name", otherwise},
		{"numberOfRequests", func(v reader.Value, r *report) {
			if !group {
				counts(v, r)
			}
		}},
		{"minResponseTime.total", states(fact.Min, quantity.Millisecond)},
		{"maxResponseTime.total", states(fact.Max, quantity.Millisecond)},
		{"meanResponseTime.total", states(fact.Mean, quantity.Millisecond)},
		{"standardDeviation.total", states(fact.Stddev, quantity.Millisecond)},
		{"meanNumberOfRequestsPerSecond.total", states(fact.Rate, quantity.MustUnit("req/s"))},
	})
	if !in.Head.Has("stats") {
		return read(in, s, "gatling", layout{{"", stats}})
	}
	var node setter
	node = within(layout{
		{"^type", func(v reader.Value, _ *report) { group = v.Text() == "GROUP" }},
		{"^path", title},
		{"stats", stats},
		{"contents.*", func(v reader.Value, r *report) {
			outer := group
			node(v, r)
			group = outer
		}},
	})
	return read(in, s, "gatling", layout{{"", node}})
}
