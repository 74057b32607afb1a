package health

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var targetHealth = conditions{"up": fact.Healthy, "down": fact.Unhealthy, "unknown": fact.Unchecked}

func (p *prometheusAPI) target() setter {
	return service(layout{
		{"labels", labelled()},
		{"health", status},
		{"lastScrape", p.evaluated},
	}, func(v reader.Value, r *report) {
		if len(r.labels) == 0 {
			v.Fail("expected the labels of a target, found none")
		}
		p.found++
		r.Name, r.Namespace = r.labels.series("up"), r.labels.get("namespace")
	}, judged(targetHealth))
}

var ruleStates = conditions{"inactive": fact.Healthy, "pending": fact.Unchecked, "firing": fact.Unhealthy, "unknown": fact.Unchecked}

// ruleHealth says whether a rule could be evaluated at all.
var ruleHealth = conditions{"ok": fact.Healthy, "err": fact.Unhealthy, "unknown": fact.Unchecked}

// rule reads an alerting rule; one that records a series has no state. That
// nothing fires says something only where the rule was evaluated.
func (p *prometheusAPI) rule() setter {
	var kind, health string
	return service(layout{
		{"name", name},
		{"type", into(&kind)},
		{"state", status},
		{"health", into(&health)},
		{"lastEvaluation", p.evaluated},
	}, func(v reader.Value, r *report) {
		r.Status = strings.ToLower(r.Status)
		if r.none = kind == "recording" || kind == "" && r.Status == ""; !r.none {
			r.Condition = ruleStates.word(r.Status, v.Fail)
		}
		if health != "" && r.Condition == fact.Healthy {
			if r.Condition = ruleHealth.word(health, v.Fail); r.Condition != fact.Healthy {
				r.Status = "health is " + health
			}
		}
		kind, health = "", ""
	})
}

// evaluated reads when something was last looked at; year 1 is never.
func (p *prometheusAPI) evaluated(v reader.Value, _ *report) {
	if at, err := time.Parse(time.RFC3339Nano, v.Text()); err == nil && at.Year() > 1 {
		p.latest(at.UTC())
	}
}
