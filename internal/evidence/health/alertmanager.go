package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
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
	Read: func(in *reader.Input, s *tally.Sink) error {
		one := alert()
		return read(in, s, layout{{"[]", one}, {"data[]", one}, {"alerts[]", one}})
	},
}

// alertStates are the states of Alertmanager and of Prometheus.
var alertStates = conditions{
	"active": fact.Unhealthy, "unprocessed": fact.Unhealthy, "firing": fact.Unhealthy,
	"suppressed": fact.Unchecked, "pending": fact.Unchecked, "resolved": fact.Healthy, "inactive": fact.Healthy,
}

// alert reads one alert: it stands for what its labels name.
func alert() setter {
	return service(layout{
		{"labels", labelled()},
		{"state", status},
		{"status", status},
		{"status.state", status},
		{"updatedAt", dated},
	}, func(_ reader.Value, r *report) {
		r.Name = r.labels.series(r.labels.get("alertname"), "alertname")
		r.Namespace = r.labels.get("namespace")
		r.Status = strings.ToLower(r.Status)
	}, judged(alertStates))
}
