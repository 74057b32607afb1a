package health

import (
	"strings"

	"signoff/internal/fact"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var nagiosFormat = reader.Format{
	Name:      "nagios",
	Doc:       "Nagios' and Naemon's status.dat, its services list (statusjson.cgi?query=servicelist&details=true), and the output of monitoring plugins (\"DISK OK - free space\"). Services are counted, hosts are not: OK is healthy, WARNING and CRITICAL unhealthy, UNKNOWN, pending and never checked unchecked.",
	Kind:      fact.Health,
	CutUnseen: true,
	Codes:     reader.UpTo(3),
	Claims: func(h *reader.Head) bool {
		if h.JSON() {
			return h.Has("data.servicelist", "result.query")
		}
		return h.Line("servicestatus {") || h.Line("hoststatus {") || h.Line("NAGIOS STATUS FILE") ||
			len(h.Lines) <= longestPlugin && namedPlugin().MatchString(firstLine(h))
	},
	Read: func(in *reader.Input, s *tally.Sink) error {
		switch {
		case in.Head.JSON():
			return readServiceList(in, s)
		case pluginOutput().MatchString(firstLine(in.Head)):
			return readPluginOutput(in, s)
		}
		return readStatusFile(in, s)
	},
}

// longestPlugin is how many lines the output of a plugin may have to be
// recognised by its first: longer texts that begin with a warning are prose.
const longestPlugin = 10

// nagiosStates are a plugin's exit codes and words, and the bits that the JSON
// of the web interface uses after "bit".
var nagiosStates = conditions{
	"0": fact.Healthy, "1": fact.Unhealthy, "2": fact.Unhealthy, "3": fact.Unchecked,
	"ok": fact.Healthy, "warning": fact.Unhealthy, "critical": fact.Unhealthy, "unknown": fact.Unchecked, "pending": fact.Unchecked,
	"bit1": fact.Unchecked, "bit2": fact.Healthy, "bit4": fact.Unhealthy, "bit8": fact.Unchecked, "bit16": fact.Unhealthy,
}

var nagiosWords = map[string]string{"0": "OK", "1": "WARNING", "2": "CRITICAL", "3": "UNKNOWN"}

// readStatusFile reads blocks of "name=value" lines.
func readStatusFile(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	block, start := "", 0
	values := map[string]string{}
	for range l.All() {
		line := strings.TrimSpace(l.Text())
		name, value, isValue := strings.Cut(line, "=")
		switch {
		case line == "" || line[0] == '#':
		case block == "" && strings.HasSuffix(line, " {"):
			block, start = strings.TrimSuffix(line, " {"), l.Line()
			clear(values)
		case block != "" && line == "}":
			statusBlock(s, block, start, values, l.Fail)
			block = ""
		case block != "" && isValue:
			values[name] = value
		default:
			l.Fail("expected a block or a value, found %.80q", line)
		}
	}
	if block != "" && l.Err() == nil {
		l.Fail("the file ends inside a block of %s", block)
	}
	return l.Err()
}

func statusBlock(s *tally.Sink, block string, line int, values map[string]string, fail func(string, ...any)) {
	switch block {
	case "info":
		s.Named("Nagios", values["version"])
		s.Dated(values["created"])
	case "hoststatus":
		s.Saw("hosts", 1)
	case "servicestatus":
		v := fact.Service{
			Line: line, Name: values["host_name"] + "/" + values["service_description"],
			Status: nagiosWords[values["current_state"]], Restarts: unstated,
		}
		v.Condition = nagiosStates.word(values["current_state"], fail)
		if values["has_been_checked"] == "0" {
			v.Condition, v.Status = fact.Unchecked, "PENDING"
		}
		s.Service(&v)
	}
}
