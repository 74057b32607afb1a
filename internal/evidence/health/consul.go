package health

import (
	"cmp"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var consulChecksFormat = reader.Format{
	Name: "consul-checks",
	Doc:  "Consul's checks: /v1/agent/checks, and /v1/health/{node,checks,state,service}. Each check is a service, named by its node and its id: passing is healthy, warning, critical and maintenance unhealthy.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("*.CheckID", "*.Status") || h.Has("[].CheckID", "[].Status") || h.Has("[].Checks[].CheckID")
	},
	Read: readConsulChecks,
}

var consulStates = conditions{
	"passing": fact.Healthy, "warning": fact.Unhealthy, "critical": fact.Unhealthy, "maintenance": fact.Unhealthy,
}

func readConsulChecks(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	if in.Head.Kind("") == '{' {
		for range j.Fields() {
			readConsulCheck(j, s)
		}
		return j.Err()
	}
	for range j.Items() {
		readConsulCheck(j, s)
	}
	return j.Err()
}

// readConsulCheck reads a check, or a service with its checks.
func readConsulCheck(j *reader.JSON, s *fact.Sink) {
	v := fact.Service{Line: j.Line(), Restarts: unstated}
	node, id, name, service := "", "", "", false
	for key := range j.Fields() {
		switch key {
		case "Node":
			node = textOr(j)
		case "CheckID":
			id = j.Text()
		case "Name":
			name = j.Text()
		case "Namespace":
			v.Namespace = j.Text()
		case "Status":
			v.Status = j.Text()
		case "Checks":
			service = true
			for range j.Items() {
				readConsulCheck(j, s)
			}
		}
	}
	if service {
		return
	}
	v.Name = node + "/" + cmp.Or(id, name)
	v.Condition = consulStates.word(v.Status, j.Fail)
	s.Service(&v)
}
