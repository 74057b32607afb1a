package scanner

import (
	"slices"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var testsslFormat = reader.Format{
	Name:      "testssl",
	Doc:       "testssl.sh's JSON (--jsonfile, --jsonfile-pretty) and CSV: one finding for each statement, in its severities. OK is not a finding and WARN, which it could not tell, is undecided; FATAL, a target that it did not reach, makes the run incomplete.",
	Kind:      fact.Scanner,
	CutUnseen: true,
	Codes:     reader.UpTo(255),
	Claims: func(h *reader.Head) bool {
		has := func(c string) bool { return slices.Contains(h.Columns, c) }
		return h.Has("[].id", "[].finding", "[].severity", "[].ip") || h.Has("scanResult", "Invocation") ||
			h.Container == reader.CSVTable && has("fqdn/ip") && has("finding")
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		state := ""
		judged := func(v reader.Value, r *report) {
			switch state {
			case "OK", "DEBUG":
				r.none = true
			case "WARN":
				r.Undecided = true
			case "FATAL":
				r.none = true
				r.sink.Incomplete(r.Line, "%s", r.Message)
			default:
				r.Severity, r.word = testsslWords.Word(state, v.Fail), true
			}
			state = ""
		}
		members := layout{
			{"id", rule},
			{"severity", into(&state)},
			{"finding", message},
			{"cve", advisories},
			{"cwe", weaknesses},
		}
		if in.Head.Container == reader.CSVTable {
			return scan{tool: "testssl.sh"}.readTable(in, s, columns{
				{"!id", rule},
				{"!severity", into(&state)},
				{"!finding", message},
				{"fqdn/ip", path},
				{"cve", advisories},
				{"cwe", weaknesses},
			}, judged)
		}
		group := layout{{"*[]", finding(members, judged)}}
		target := holding("findings of a target", append(group, layout{
			{"^targetHost", func(v reader.Value, r *report) {
				r.list = true
				path(v, r)
			}},
			{"ip", ignored}, {"port", ignored}, {"rDNS", ignored}, {"service", ignored}, {"hostname", ignored},
		}...))
		return scan{tool: "testssl.sh"}.read(in, s, layout{
			{"[]", finding(append(members, layout{{"ip", path}}...), judged)},
			{"version", toolVersion},
			{"startTime", dated},
			{"scanResult[]", counted("targets", target)},
		})
	},
}

var testsslWords = reader.Severities{
	"critical": fact.Critical, "high": fact.High, "medium": fact.Medium, "low": fact.Low, "info": fact.Info,
}
