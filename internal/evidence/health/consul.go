package health

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var consulChecksFormat = reader.Format{
	Name: "consul-checks",
	Doc:  "Consul's checks: /v1/agent/checks, and /v1/health/{node,checks,state,service}. Each check is a service, named by its node and its id: passing is healthy, warning, critical and maintenance unhealthy.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("*.CheckID", "*.Status") || h.Has("[].CheckID", "[].Status") && !h.Has("[].CheckTitle") || h.Has("[].Checks[].CheckID")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var check setter
		check = service(layout{
			{"Node", host},
			{"CheckID", func(v reader.Value, r *report) { r.Name = cmp.Or(v.Text(), r.Name) }},
			{"Name", orName},
			{"Namespace", namespace},
			{"Status", status},
			{"Checks.@", none}, // a service with its checks
			{"Checks[]", func(v reader.Value, r *report) { check(v, &report{sink: r.sink}) }},
		}, func(_ reader.Value, r *report) {
			r.Name = r.host + "/" + r.Name
		}, judged(consulStates))
		return read(in, s, layout{{"[]", check}, {"*", check}})
	},
}

var consulStates = conditions{
	"passing": fact.Healthy, "warning": fact.Unhealthy, "critical": fact.Unhealthy, "maintenance": fact.Unhealthy,
}
