package health

import (
	"strings"
	"time"

	"signoff/internal/fact"
)

var targetHealth = conditions{"up": fact.Healthy, "down": fact.Unhealthy, "unknown": fact.Unchecked, "": fact.Unchecked}

func (p *prometheusAPI) target() {
	p.found++
	v := fact.Service{Line: p.j.Line(), Restarts: unstated}
	for key := range p.j.Fields() {
		switch key {
		case "labels":
			l := readLabels(p.j)
			v.Name, v.Namespace = l.series("up"), l.get("namespace")
		case "health":
			v.Status = p.j.Text()
			v.Condition = targetHealth.word(v.Status, p.j.Fail)
		case "lastScrape":
			// Year 1 is a target that was never scraped.
			if at, err := time.Parse(time.RFC3339Nano, p.j.Text()); err == nil && at.Year() > 1 {
				p.latest(at.UTC())
			}
		}
	}
	p.s.Service(&v)
}

var ruleStates = conditions{"inactive": fact.Healthy, "pending": fact.Unchecked, "firing": fact.Unhealthy, "unknown": fact.Unchecked}

// ruleGroup reads alerting rules; a rule without a state records a series.
func (p *prometheusAPI) ruleGroup() {
	for key := range p.j.Fields() {
		if key != "rules" {
			continue
		}
		for range p.j.Items() {
			v := fact.Service{Line: p.j.Line(), Restarts: unstated}
			alerting := false
			for key := range p.j.Fields() {
				switch key {
				case "name":
					v.Name = p.j.Text()
				case "state":
					alerting, v.Status = true, strings.ToLower(p.j.Text())
					v.Condition = ruleStates.word(v.Status, p.j.Fail)
				case "lastEvaluation":
					if at, err := time.Parse(time.RFC3339Nano, p.j.Text()); err == nil && at.Year() > 1 {
						p.latest(at.UTC())
					}
				}
			}
			if alerting {
				p.s.Service(&v)
			}
		}
	}
}
