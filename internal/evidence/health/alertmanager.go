package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var alertmanagerFormat = reader.Format{
	Name: "alertmanager",
	Doc:  "Alertmanager's alerts (API v2, or v1 with its data), what it sends to a webhook, and amtool alert -o json: each alert is a service named by its labels, firing is unhealthy, silenced or inhibited unchecked, resolved healthy. An empty list says that nothing fires.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("[].labels", "[].status", "[].startsAt") || h.Has("status", "data[].labels", "data[].startsAt") ||
			h.Has("status", "alerts[].labels", "alerts[].startsAt")
	},
	Clean: []string{"[]"},
	Hints: []string{"amtool"},
	Read:  readAlertmanager,
}

func readAlertmanager(in *reader.Input, s *fact.Sink) error {
	j := in.JSON()
	if in.Head.Kind("") != '{' {
		for range j.Items() {
			readAlert(j, s)
		}
		return j.Err()
	}
	for key := range j.Fields() {
		if key == "data" || key == "alerts" {
			for range j.Items() {
				readAlert(j, s)
			}
		}
	}
	return j.Err()
}

// alertStates are the states of Alertmanager and of Prometheus.
var alertStates = conditions{
	"active": fact.Unhealthy, "unprocessed": fact.Unhealthy, "firing": fact.Unhealthy,
	"suppressed": fact.Unchecked, "pending": fact.Unchecked, "resolved": fact.Healthy, "inactive": fact.Healthy,
}

// readAlert reads one alert: it stands for what its labels name.
func readAlert(j *reader.JSON, s *fact.Sink) {
	v := fact.Service{Line: j.Line(), Restarts: unstated}
	for key := range j.Fields() {
		switch key {
		case "labels":
			l := readLabels(j)
			v.Name, v.Namespace = l.series(l.get("alertname"), "alertname"), l.get("namespace")
		case "state":
			v.Status = j.Text()
		case "status":
			if j.Kind() != '{' {
				v.Status = j.Text()
				continue
			}
			for key := range j.Fields() {
				if key == "state" {
					v.Status = j.Text()
				}
			}
		case "updatedAt":
			s.Dated(j.Text())
		}
	}
	v.Status = strings.ToLower(v.Status)
	v.Condition = alertStates.word(v.Status, j.Fail)
	s.Service(&v)
}
