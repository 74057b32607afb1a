package health

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var uptimeRobotFormat = reader.Format{
	Name: "uptimerobot",
	Doc:  "UptimeRobot's monitors (getMonitors of API v2, /monitors of v3). Each is a service: 2 and UP are healthy, 8 (seems down), 9 and DOWN unhealthy, 0 (paused), 1 (not checked yet), PAUSED and STARTED unchecked. The pagination's total is compared with the list, and an answer that is not ok makes the run incomplete.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("stat", "monitors") || h.Has("monitors[].friendly_name") || h.Has("data[].friendlyName", "data[].status") || h.Has("stat", "error.type")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		monitor := service(layout{
			{"id", identity},
			{"friendly_name", name},
			{"friendlyName", name},
			{"status", status},
		}, judged(conditions{
			"2": fact.Healthy, "up": fact.Healthy, "8": fact.Unhealthy, "9": fact.Unhealthy, "down": fact.Unhealthy,
			"0": fact.Unchecked, "1": fact.Unchecked, "paused": fact.Unchecked, "started": fact.Unchecked, "looks_down": fact.Unhealthy,
		}))
		return read(in, s, layout{
			{"stat", func(v reader.Value, r *report) {
				line := v.Line()
				if text := v.Text(); text != "ok" {
					r.sink.Incomplete(line, "the answer is %.40q", text)
				}
			}},
			{"monitors[]", monitor},
			{"data[]", monitor},
			{"pagination.total", func(v reader.Value, r *report) { r.sink.Declares(v.Line(), "monitors", v.Int(), nil) }},
			{"nextLink", func(v reader.Value, r *report) {
				line := v.Line()
				if v.Kind() == '"' && v.Text() != "" {
					r.sink.Incomplete(line, "the list is a page: more monitors follow")
				}
			}},
		})
	},
}
