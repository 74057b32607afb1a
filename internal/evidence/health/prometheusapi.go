package health

import (
	"time"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var prometheusAPIFormat = reader.Format{
	Name: "prometheus-api",
	Doc:  "The Prometheus HTTP API (also Thanos, Mimir, VictoriaMetrics): query, query_range, targets, alerts and rules. Services are the series " + promStates + "; of a range they are availability series, NaN a gap; a target is healthy when up, an alert or alerting rule unhealthy when firing, a rule healthy when inactive and evaluated without an error. An error, a partial answer, a page of rules and one without such series make the run incomplete; warnings are skipped inputs.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("status") && (h.Has("data.resultType") || h.Has("data.activeTargets") || h.Has("data.alerts") ||
			h.Has("data.groups[].rules") || h.Has("errorType", "error"))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var p prometheusAPI
		var kind, message string
		wanted := func(reader.Value, *report) { p.wanted = true }
		err := read(in, s, layout{
			{"data", ignored}, // of an error, null or a text
			{"data.result.@", wanted},
			{"data.result", ignored}, // of a scalar
			{"data.result[]", p.result()},
			{"data.activeTargets.@", wanted},
			{"data.activeTargets[]", p.target()},
			{"data.alerts[]", alert()},
			{"data.groups[].rules[]", p.rule()},
			{"data.groupNextToken", func(v reader.Value, r *report) {
				if v.Text() != "" {
					r.sink.Incomplete(v.Line(), "the answer is a page: more groups of rules follow")
				}
			}},
			{"errorType", into(&kind)},
			{"error", into(&message)},
			{"warnings[]", func(v reader.Value, r *report) { r.sink.Skip(v.Line(), "%s", v.Text()) }},
			{"isPartial", func(v reader.Value, r *report) {
				if v.Bool() {
					r.sink.Incomplete(v.Line(), "the answer is partial")
				}
			}},
		})
		if !p.last.IsZero() {
			s.Dated(p.last.Format(time.RFC3339Nano))
		}
		if message != "" || kind != "" {
			s.Incomplete(1, "%s: %s", kind, message)
		} else if p.nameless > 0 && p.found > 0 {
			s.Skip(1, "%d series do not name their metric", p.nameless)
		} else if p.wanted && p.found == 0 && err == nil {
			s.Incomplete(1, "no series named up, probe_success or NAME_up among %d", p.seen)
		}
		return err
	},
}

type prometheusAPI struct {
	seen, found int
	nameless    int       // series of which no metric is named
	wanted      bool      // the answer should hold series
	last        time.Time // the latest instant
}
