package health

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var targetHealth = conditions{"up": fact.Healthy, "down": fact.Unhealthy, "unknown": fact.Unchecked, "": fact.Unchecked}

func (p *prometheusAPI) target() setter {
	return service(layout{
		{"labels", labelled()},
		{"health", condition(targetHealth)},
		{"lastScrape", p.evaluated},
	}, func(_ reader.Value, r *report) {
		p.found++
		r.Name, r.Namespace = r.labels.series("up"), r.labels.get("namespace")
	})
}

var ruleStates = conditions{"inactive": fact.Healthy, "pending": fact.Unchecked, "firing": fact.Unhealthy, "unknown": fact.Unchecked}

// rule reads an alerting rule; a rule without a state records a series.
func (p *prometheusAPI) rule() setter {
	alerting := false
	return service(layout{
		{"name", name},
		{"state.@", func(reader.Value, *report) { alerting = true }},
		{"state", condition(ruleStates)},
		{"lastEvaluation", p.evaluated},
	}, func(_ reader.Value, r *report) {
		r.Status = strings.ToLower(r.Status)
		r.none, alerting = !alerting, false
	})
}

// evaluated reads when something was last looked at; year 1 is never.
func (p *prometheusAPI) evaluated(v reader.Value, _ *report) {
	if at, err := time.Parse(time.RFC3339Nano, v.Text()); err == nil && at.Year() > 1 {
		p.latest(at.UTC())
	}
}
