package scanner

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var nmapFormat = reader.Format{
	Name: "nmap",
	Doc:  "Nmap's XML (-oX): an open port is an info finding open-port; each CVE of the vulners script one by its CVSS; what another script calls VULNERABLE one that is unrated. The hosts that were up are compared with those listed; a run that did not end with success is incomplete.",
	Kind: fact.Scanner,
	Claims: func(h *reader.Head) bool {
		return h.Root == "nmaprun"
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		up := int64(0)
		err := scan{}.read(in, s, layout{
			{"@scanner", toolName},
			{"@version", toolVersion},
			{"host", nmapHost(&up)},
			{"runstats.finished", layout{
				{"@time", dated},
				{"@exit", words{"success": ignored}.or(func(v reader.Value, r *report) {
					r.sink.Incomplete(v.Line(), "the scan ended with %.40q", v.Text())
				})},
			}.Reader()},
			{"runstats.hosts", layout{{"@up", func(v reader.Value, r *report) {
				s.None()
				r.sink.Declares(v.Line(), "hosts", whole(v), func() int64 { return up })
			}}}.Reader()},
		})
		s.Saw("targets", up)
		return err
	},
}

func nmapHost(up *int64) setter {
	var state, address, kind, protocol string
	return within(closed(layout{
		{"status", layout{{"@state", func(v reader.Value, _ *report) {
			if v.Text() == "up" {
				*up++
			}
		}}}.Reader()},
		{"address", layout{{"@addrtype", into(&kind)}, {"@addr", func(v reader.Value, r *report) {
			if address = v.Text(); kind != "mac" {
				r.Path = address
			}
		}}}.Reader()},
		{"ports", closed(layout{{"port", finding(closed(layout{
			{"@protocol", into(&protocol)},
			{"@portid", func(v reader.Value, r *report) { r.Path += ":" + v.Text() + "/" + protocol }},
			{"state", layout{{"@state", into(&state)}}.Reader()},
			{"service", layout{
				{"@name", message},
				{"@product", func(v reader.Value, r *report) { r.Message += " " + v.Text() }},
				{"@version", func(v reader.Value, r *report) { r.Message += " " + v.Text() }},
			}.Reader()},
			{"script", nmapScript()},
		}, "owner"), func(v reader.Value, r *report) {
			if state == "" {
				v.Fail("expected the state of a port, found none")
			}
			r.Rule, r.Severity, r.word, r.none = "open-port", fact.Info, true, state != "open"
			state = ""
		})}}, "extraports").Reader()},
		{"hostscript", closed(layout{{"script", nmapScript()}}).Reader()},
	}, "hostnames", "smurf", "os", "distance", "uptime", "tcpsequence", "ipidsequence", "tcptssequence", "trace", "times"))
}

// nmapScript reads what a script found.
func nmapScript() setter {
	var id, kind, state, key string
	elem := func(v reader.Value, r *report) {
		key = ""
		layout{{"@key", into(&key)}, {"", func(v reader.Value, r *report) {
			switch text := strings.TrimSpace(v.Text()); key {
			case "id":
				identified(known{v, text}, r)
			case "cvss":
				scoredText(text, r)
			case "type":
				kind = text
			case "state":
				state = text
			}
		}}}.Reader()(v, r)
	}
	entry := finding(layout{{"elem", elem}}, func(v reader.Value, r *report) {
		if kind == "" || r.Rule == "" {
			v.Fail("expected type and id of what vulners found, found one of them or none")
		}
		r.none = kind != "cve"
		r.Message, kind = r.Rule, ""
	})
	table := finding(closed(layout{
		{"elem", elem},
		{"@key", identified},
	}, "table"), func(_ reader.Value, r *report) {
		r.Message = id
		r.none = !strings.HasPrefix(state, "VULNERABLE") && !strings.HasPrefix(state, "LIKELY VULNERABLE")
		if strings.Contains(id, "-vuln") && state == "" {
			r.sink.Skip(r.Line, "%s: no state of %s", id, r.Rule)
		}
		state = ""
	})
	vulners := closed(layout{{"table", closed(layout{{"table", entry}}).Reader()}}, "elem").Reader()
	other := closed(layout{{"table", table}}, "elem").Reader()
	return func(v reader.Value, r *report) {
		id = ""
		layout{{"@id", into(&id)}, {"", func(v reader.Value, r *report) {
			switch id {
			case "":
				v.Fail("expected the id of a script, found none")
			case "vulners":
				vulners(v, r)
			default:
				other(v, r)
			}
		}}}.Reader()(v, r)
	}
}
