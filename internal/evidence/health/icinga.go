package health

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var icingaFormat = reader.Format{
	Name: "icinga",
	Doc:  "Icinga 2's API (/v1/objects/services and /v1/objects/hosts). Each object is a service: of services state 0 is healthy, 1 and 2 unhealthy, 3 unchecked; of hosts 0 is healthy, 1 unhealthy. One that was never checked is unchecked. An error in place of objects makes the run incomplete.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("results[].attrs.state", "results[].type") || h.Has("results[].attrs.last_check", "results[].type")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		kind, state, checked := "", "", ""
		return read(in, s, layout{{"results[]", service(layout{
			{"type", into(&kind)},
			{"name", name},
			{"attrs.state", into(&state)},
			{"attrs.last_check", into(&checked)},
		}, func(v reader.Value, r *report) {
			words, known := icingaStates[kind]
			if !known {
				v.Fail("unknown type %.40q of an object", kind)
			}
			r.Condition, r.Status = words.word(state, v.Fail), state
			switch seconds, ok := unixTime(checked); {
			case checked == "":
				v.Fail("expected when an object was checked last, found no last_check")
			case !ok || seconds.Unix() == 0: // -1 and 0 stand for never
				r.Condition, r.Status = fact.Unchecked, "pending"
			default:
				r.sink.Dated(seconds.Format("2006-01-02T15:04:05Z07:00"))
			}
			kind, state, checked = "", "", ""
		})}})
	},
}

// icingaStates are numbers, which Icinga writes with a fraction.
var icingaStates = map[string]conditions{
	"Service": {"0": fact.Healthy, "0.0": fact.Healthy, "1": fact.Unhealthy, "1.0": fact.Unhealthy, "2": fact.Unhealthy, "2.0": fact.Unhealthy, "3": fact.Unchecked, "3.0": fact.Unchecked},
	"Host":    {"0": fact.Healthy, "0.0": fact.Healthy, "1": fact.Unhealthy, "1.0": fact.Unhealthy},
}
