package health

import (
	"cmp"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var zabbixFormat = reader.Format{
	Name: "zabbix",
	Doc:  "Zabbix' answers (JSON-RPC) to trigger.get and problem.get. A trigger is a service: value 1 is unhealthy, 0 healthy, unchecked where it is disabled (status 1) or its state unknown (1). A problem is an unhealthy service until it is resolved, unchecked where it is suppressed. An error makes the run incomplete.",
	Kind: fact.Health,
	Claims: func(h *reader.Head) bool {
		return h.Has("jsonrpc") && (h.Has("result[].triggerid") || h.Has("result[].eventid") || h.Has("error.code") || h.Kind("result") == '[')
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		var value, disabled, unknown, problem, resolved, suppressed, hostName string
		one := service(layout{
			{"triggerid", identity},
			{"eventid", func(v reader.Value, r *report) {
				problem = v.Text()
				r.ID = problem
			}},
			{"description", name},
			{"name", name},
			{"hosts[0].name", into(&hostName)},
			{"hosts[0].host", func(v reader.Value, _ *report) { hostName = cmp.Or(hostName, v.Text()) }},
			{"value", into(&value)},
			{"status", into(&disabled)},
			{"state", into(&unknown)},
			{"r_eventid", into(&resolved)},
			{"suppressed", into(&suppressed)},
			{"lastchange", zabbixClock},
			{"clock", zabbixClock},
		}, func(v reader.Value, r *report) {
			if hostName != "" {
				r.Name = hostName + "/" + r.Name
			}
			r.Condition, r.Status = zabbixCondition(v, value, disabled, unknown, problem, resolved, suppressed)
			value, disabled, unknown, problem, resolved, suppressed, hostName = "", "", "", "", "", "", ""
		})
		return read(in, s, layout{
			{"result[]", one},
			{"error", func(v reader.Value, r *report) {
				line, text, detail := v.Line(), "", ""
				layout{{"message", into(&text)}, {"data", into(&detail)}}.Reader()(v, r)
				r.sink.Incomplete(line, "%s", cmp.Or(detail, text, "an error without a message"))
			}},
		})
	},
}

// zabbixClock reads seconds since 1970, 0 for never.
func zabbixClock(v reader.Value, r *report) {
	if text := v.Text(); text != "0" {
		r.sink.Dated(text)
	}
}

func zabbixCondition(v reader.Value, value, disabled, unknown, problem, resolved, suppressed string) (fact.Condition, string) {
	flags := []string{value, disabled, unknown}
	if problem != "" {
		flags = []string{suppressed}
		if strings.Trim(resolved, "0123456789") != "" {
			v.Fail("expected the number of an event, found %.40q", resolved)
		}
	}
	for _, flag := range flags {
		if flag != "" && flag != "0" && flag != "1" {
			v.Fail("unknown value %.40q, expected 0 or 1", flag)
		}
	}
	switch {
	case problem != "" && resolved != "" && resolved != "0":
		return fact.Healthy, "resolved"
	case problem != "" && suppressed == "1":
		return fact.Unchecked, "suppressed"
	case problem != "":
		return fact.Unhealthy, "problem"
	case value == "", disabled == "", unknown == "":
		v.Fail("expected value, status and state of a trigger (output: extend), found not all of them")
	case disabled == "1":
		return fact.Unchecked, "disabled"
	case unknown == "1":
		return fact.Unchecked, "unknown"
	case value == "1":
		return fact.Unhealthy, "problem"
	}
	return fact.Healthy, "ok"
}
