package health

import (
	"strings"
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
)

var prometheusAPIFormat = reader.Format{
	Name: "prometheus-api",
	Doc:  "The Prometheus HTTP API (also Thanos, Mimir, VictoriaMetrics): query, query_range, targets, alerts and rules. Services are the series " + promStates + "; of a range they are availability series, NaN a gap; a target is healthy when up, an alert or alerting rule unhealthy when firing, a rule healthy when inactive. An error, a partial answer and one without such series make the run incomplete; warnings are skipped inputs.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("status") && (h.Has("data.resultType") || h.Has("data.activeTargets") || h.Has("data.alerts") ||
			h.Has("data.groups[].rules") || h.Has("errorType", "error"))
	},
	Read: readPrometheusAPI,
}

func readPrometheusAPI(in *reader.Input, s *fact.Sink) error {
	p := prometheusAPI{j: in.JSON(), s: s}
	var kind, message string
	for key := range p.j.Fields() {
		switch key {
		case "data":
			if p.j.Kind() == '{' {
				p.data()
			}
		case "errorType":
			kind = p.j.Text()
		case "error":
			message = p.j.Text()
		case "warnings":
			for range p.j.Items() {
				s.Skip(p.j.Line(), "%s", p.j.Text())
			}
		case "isPartial":
			if p.j.Bool() {
				s.Incomplete(p.j.Line(), "the answer is partial")
			}
		}
	}
	if !p.last.IsZero() {
		s.Dated(p.last.Format(time.RFC3339Nano))
	}
	if message != "" || kind != "" {
		s.Incomplete(1, "%s: %s", kind, message)
	} else if p.wanted && p.found == 0 && p.j.Err() == nil {
		s.Incomplete(1, "no series named up, probe_success or NAME_up among %d", p.seen)
	}
	return p.j.Err()
}

type prometheusAPI struct {
	j           *reader.JSON
	s           *fact.Sink
	seen, found int
	wanted      bool      // the answer should hold series
	last        time.Time // the latest instant
}

func (p *prometheusAPI) data() {
	for key := range p.j.Fields() {
		switch key {
		case "result":
			p.wanted = true
			if p.j.Kind() != '[' {
				continue
			}
			for range p.j.Items() {
				if p.j.Kind() == '{' {
					p.result()
				}
			}
		case "activeTargets":
			p.wanted = true
			for range p.j.Items() {
				p.target()
			}
		case "alerts":
			for range p.j.Items() {
				readAlert(p.j, p.s)
			}
		case "groups":
			for range p.j.Items() {
				p.ruleGroup()
			}
		}
	}
}

func readLabels(j *reader.JSON) (l labels) {
	for name := range j.Fields() {
		l = append(l, label{name, j.Text()})
	}
	return l
}

// result reads one series of a vector or a matrix.
func (p *prometheusAPI) result() {
	line, metric, series, namespace := p.j.Line(), "", "", ""
	named := false
	p.seen++
	for key := range p.j.Fields() {
		switch key {
		case "metric":
			l := readLabels(p.j)
			metric, namespace, named = l.get("__name__"), l.get("namespace"), true
			series = l.series(metric)
		case "value":
			if at, value := p.point(); stateName(metric) {
				p.service(&fact.Service{Line: line, Name: series, Namespace: namespace, Restarts: unstated}, metric, at, value)
			}
		case "values":
			if !named {
				p.j.Fail("wanted the metric of a series before its values")
			}
			if stateName(metric) {
				p.found++
				p.instants(series, metric)
			}
		}
	}
}

func (p *prometheusAPI) service(v *fact.Service, metric string, at time.Time, value string) {
	condition, ok := promState(metric, value, p.j.Fail)
	if !ok {
		return
	}
	p.found++
	p.latest(at)
	v.Condition, v.Status = condition, value
	p.s.Service(v)
}

func (p *prometheusAPI) instants(series, metric string) {
	for range p.j.Items() {
		u := fact.Up{Line: p.j.Line(), Series: series}
		at, value := p.point()
		condition, ok := promState(metric, value, p.j.Fail)
		u.At, u.Up, u.Gap = at, condition == fact.Healthy, condition == fact.Unchecked || !ok
		if p.j.Err() != nil {
			return
		}
		p.latest(at)
		p.s.Up(&u)
	}
}

// point reads an instant and its value, [1795294502.458, "1"].
func (p *prometheusAPI) point() (at time.Time, value string) {
	n := 0
	for range p.j.Items() {
		switch text := p.j.Text(); n {
		case 0:
			var ok bool
			if at, ok = unixTime(text); !ok {
				p.j.Fail("wanted an instant in seconds since 1970, found %.40q", text)
			}
		case 1:
			value = text
		}
		n++
	}
	if n != 2 {
		p.j.Fail("wanted an instant and a value, found %d texts", n)
	}
	return at, value
}

func (p *prometheusAPI) latest(at time.Time) {
	if at.After(p.last) {
		p.last = at
	}
}

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
