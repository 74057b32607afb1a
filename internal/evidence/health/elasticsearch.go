package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var elasticsearchHealthFormat = reader.Format{
	Name: "elasticsearch-health",
	Doc:  "Elasticsearch's and OpenSearch's _cluster/health, _cat/health?format=json and _health_report. The cluster, or each indicator of the report, is a service: green is healthy, yellow (a replica is missing) and red unhealthy.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("cluster_name", "status") && (h.Has("number_of_nodes") || h.Has("indicators")) ||
			h.Has("[].cluster", "[].status", "[].epoch") || h.Has("error.root_cause", "status") || strings.HasPrefix(firstLine(h), "epoch      timestamp cluster ")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		if !in.Head.JSON() {
			return in.Errorf(1, "expected JSON (_cat/health?format=json), found a table")
		}
		return readEach(in, s, layout{{"", service(layout{
			{"cluster_name", name},
			{"cluster", name},
			{"status", status},
			{"epoch", dated},
			{"indicators.@", none},
			{"indicators.*.@", name},
			{"indicators.*", service(layout{{"status", status}}, judged(elasticsearchStatus))},
			{"error", func(v reader.Value, r *report) {
				r.none = true
				r.sink.Incomplete(v.Line(), "Elasticsearch answered with an error")
			}},
		}, judged(elasticsearchStatus))}})
	},
}

var elasticsearchStatus = conditions{
	"green": fact.Healthy, "yellow": fact.Unhealthy, "red": fact.Unhealthy, "unknown": fact.Unchecked, "unavailable": fact.Unchecked,
}
