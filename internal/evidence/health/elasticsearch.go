package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var elasticsearchHealthFormat = reader.Format{
	Name: "elasticsearch-health",
	Doc:  "Elasticsearch's and OpenSearch's _cluster/health, _cat/health?format=json and _health_report. The cluster, or each indicator of the report, is a service: green is healthy, yellow (a replica is missing) and red unhealthy.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("cluster_name", "status") && (h.Has("number_of_nodes") || h.Has("indicators")) ||
			h.Has("[].cluster", "[].status", "[].epoch") || h.Has("error.root_cause", "status") || strings.HasPrefix(firstLine(h), "epoch      timestamp cluster ")
	},
	Read: readElasticsearchHealth,
}

var elasticsearchStatus = conditions{
	"green": fact.Healthy, "yellow": fact.Unhealthy, "red": fact.Unhealthy, "unknown": fact.Unchecked, "unavailable": fact.Unchecked,
}

func readElasticsearchHealth(in *reader.Input, s *fact.Sink) error {
	if !in.Head.JSON() {
		return in.Errorf(1, "wanted JSON (_cat/health?format=json), found a table")
	}
	j := in.JSON()
	each(j, func() {
		v := fact.Service{Line: j.Line(), Restarts: unstated}
		indicators := false
		for key := range j.Fields() {
			switch key {
			case "cluster_name", "cluster":
				v.Name = j.Text()
			case "status":
				v.Status = j.Text()
			case "epoch":
				s.Dated(j.Text())
			case "indicators":
				indicators = true
				readIndicators(j, s)
			case "error":
				s.Incomplete(j.Line(), "Elasticsearch answered with an error")
				return
			}
		}
		if !indicators {
			v.Condition = elasticsearchStatus.word(v.Status, j.Fail)
			s.Service(&v)
		}
	})
	return j.Err()
}

func readIndicators(j *reader.JSON, s *fact.Sink) {
	for name := range j.Fields() {
		v := fact.Service{Line: j.Line(), Name: name, Restarts: unstated}
		for key := range j.Fields() {
			if key == "status" {
				v.Status = j.Text()
			}
		}
		v.Condition = elasticsearchStatus.word(v.Status, j.Fail)
		s.Service(&v)
	}
}
