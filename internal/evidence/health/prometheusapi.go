package health

import (
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
