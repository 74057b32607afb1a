package health

import (
	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var systemctlFormat = reader.Format{
	Name:   "systemctl",
	Doc:    "systemctl list-units, as a table or with -o json. An active or reloading unit is healthy, which is what systemd says of it, not a check of what it answers; a failed, erroneous or restarting one is unhealthy; inactive and starting ones are unchecked. A table must list as many units as its last line counts.",
	Kind:   fact.Health,
	Totals: "the number of units under the table",
	Claims: func(h *reader.Head) bool {
		return h.Has("[].unit", "[].load", "[].active", "[].sub") || h.Container != reader.JSONValue && unitHeader().MatchString(firstLine(h))
	},
	Clean: []string{"[]"},
	Read: func(in *reader.Input, s *tally.Sink) error {
		s.Named("systemctl", "")
		if !in.Head.JSON() {
			return readUnitTable(in, s)
		}
		var name, load, active, sub string
		return read(in, s, layout{
			{"[]", service(layout{
				{"unit", scalar(&name)},
				{"load", scalar(&load)},
				{"active", scalar(&active)},
				{"sub", scalar(&sub)},
			}, func(v reader.Value, r *report) {
				r.Service = *unit(r.Line, name, load, active, sub, v.Fail)
				name, load, active, sub = "", "", "", ""
			})},
		})
	},
}

var unitStates = conditions{
	"active": fact.Healthy, "reloading": fact.Healthy, "refreshing": fact.Healthy,
	"inactive": fact.Unchecked, "activating": fact.Unchecked, "deactivating": fact.Unchecked,
	"failed": fact.Unhealthy, "maintenance": fact.Unhealthy, "error": fact.Unhealthy,
}

// unit is one row. A unit that could not be loaded is not a failure: something
// else only refers to it.
func unit(line int, name, load, active, sub string, fail func(string, ...any)) *fact.Service {
	v := &fact.Service{Line: line, Name: name, Status: active + " (" + sub + ")", Restarts: unstated}
	v.Condition = unitStates.word(active, fail)
	if sub == "" || load == "" {
		fail("expected load and sub of the unit %.80q, found one of them or none", name)
	}
	if sub == "auto-restart" || load == "error" || load == "bad-setting" {
		v.Condition = fact.Unhealthy
	}
	return v
}
